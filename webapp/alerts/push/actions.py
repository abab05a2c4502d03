"""Taking devices in and letting them go, keeping when somebody wants to hear from us, and what to tell them."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from webapp.alerts.push import keys, queries, rules
from webapp.alerts.push.endpoints import is_acceptable
from webapp.alerts.push.models import Device, Push, Reminding
from webapp.alerts.push.rules import Quiet
from webapp.core.problems import Conflict, Invalid
from webapp.core.upserts import insert
from webapp.extensions import db
from webapp.people.actions import lock_people
from webapp.people.models import Person

MOST_DEVICES = 10
TEST_HOLDS = timedelta(minutes=5)


def subscribe(
    person: Person, sign_in_id: int, endpoint: str, p256dh: str, auth: str, *, local: bool = False, now: datetime
) -> Device:
    """This browser takes pushes for this person from now on, and for nobody else. The oldest of too many goes."""
    if not is_acceptable(endpoint, local=local):
        raise Invalid(_("That is no push service's address. Nothing was changed."))
    if not keys.are_good(p256dh, auth):
        raise Invalid(_("The browser's keys cannot be read. Turn reminders off and on again."))
    lock_people({person.id})
    db.session.execute(insert(Reminding).values(_plain(person.id)).on_conflict_do_nothing())
    row = {"person_id": person.id, "sign_in_id": sign_in_id, "at": now}
    new = insert(Device).values(endpoint=endpoint, p256dh=p256dh, auth=auth, **row)
    same = (Device.p256dh == p256dh) & (Device.auth == auth)
    kept = new.on_conflict_do_update(index_elements=["endpoint"], set_=row, where=same).returning(Device)
    device = db.session.scalar(kept, execution_options={"populate_existing": True})
    if device is None:
        raise Conflict(_("Another browser has that address. Turn reminders off and on again."))
    _forget_oldest(person.id)
    return device


def unsubscribe(sign_in_id: int) -> None:
    """Whoever is signed in with it gets no more there."""
    db.session.execute(delete(Device).where(Device.sign_in_id == sign_in_id))


def replaced(person: Person, endpoint: str) -> None:
    """The browser has another address now."""
    db.session.execute(delete(Device).where(Device.person_id == person.id, Device.endpoint == endpoint))


def settle(person: Person, wanted: Mapping[str, Any]) -> Reminding:
    """Keep the hour (None: learn it), the quiet hours in minutes, and by kind whether it is wanted."""
    lock_people({person.id})
    reminding = queries.reminding_of(person)
    quiet = Quiet(wanted.get("quiet_from", reminding.quiet_from), wanted.get("quiet_until", reminding.quiet_until))
    hour = wanted.get("hour", reminding.hour)
    _check(hour, quiet)
    reminding.hour, reminding.quiet_from, reminding.quiet_until = hour, quiet.start, quiet.end
    reminding.learned = rules.within(reminding.learned, quiet)
    kinds = {**{kind: kind not in reminding.off for kind in rules.KINDS}, **wanted.get("kinds", {})}
    reminding.off = [kind for kind in rules.KINDS if not kinds[kind]]
    db.session.add(reminding)
    db.session.flush()
    return reminding


def plan(
    people: Iterable[int], kind: str, source: str, said: Mapping[str, Any], url: str, *, until: datetime, now: datetime
) -> int:
    """Tell those of them who have a device, once a kind and source, as soon as their hours allow."""
    row = {"kind": kind, "source": source, "said": dict(said), "url": url}
    return plan_each([{"person_id": one, **row} for one in queries.reachable(people, now)], until=until, now=now)


def plan_each(rows: list[dict[str, Any]], *, until: datetime, now: datetime) -> int:
    if not rows:
        return 0
    every = [{**row, "at": now, "until": until, "tries": 0, "next_try_at": now} for row in rows]
    once = insert(Push).on_conflict_do_nothing(index_elements=["person_id", "kind", "source"])
    db.session.execute(once, every)
    return len(rows)


def withdraw(kind: str, source: str) -> None:
    """What waits about it is no longer true."""
    waiting = (Push.kind == kind, Push.source == source, Push.next_try_at.is_not(None))
    db.session.execute(update(Push).where(*waiting).values(next_try_at=None, error="withdrawn"))


def take_back(kind: str, source: str) -> None:
    """As if it had never been planned, unless it was begun; what takes its place may be planned anew."""
    withdraw(kind, source)
    unbegun = (Push.kind == kind, Push.source == source, Push.begun_at.is_(None))
    db.session.execute(delete(Push).where(*unbegun))


def ask_for_test(person: Person, *, now: datetime) -> None:
    """One that was asked for counts towards nothing and knows no hours. Raises Conflict where there is no device."""
    source = str(int(now.timestamp()))
    if not plan([person.id], "test", source, {}, "/reminders", until=now + TEST_HOLDS, now=now):
        raise Conflict(_("No phone or browser of yours takes reminders yet. Turn them on first."))


def forget(device_ids: Collection[int]) -> None:
    if device_ids:
        db.session.execute(delete(Device).where(Device.id.in_(device_ids)))


def _check(hour: int | None, quiet: Quiet) -> None:
    if not rules.is_sane(quiet):
        raise Invalid(
            _("Quiet hours begin between 18:00 and 22:00 and end between 6:00 and 11:00. Nothing was changed.")
        )
    if hour is not None and not rules.is_waking(hour, quiet):
        raise Invalid(_("Choose an hour outside your quiet hours, and not within the last one before them."))


def _plain(person_id: int) -> dict[str, Any]:
    untouched = queries.untouched(person_id)
    return {name: getattr(untouched, name) for name in ("person_id", "learned", "quiet_from", "quiet_until", "off")}


def _forget_oldest(person_id: int) -> None:
    newest = select(Device.id).where(Device.person_id == person_id).order_by(Device.at.desc(), Device.id.desc())
    forget(list(db.session.scalars(newest.offset(MOST_DEVICES))))
