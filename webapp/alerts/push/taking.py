"""Takes pushes that wait, as many as are handed over together, and marks each as begun before anything is sent.

So each is sent to each device at most once, whatever happens to who took it: what a worker that dies has not begun
is the next one's, and what it had just begun, and nobody heard of, is not said again.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from webapp.alerts.push import queries, rules
from webapp.alerts.push.letters import compose
from webapp.alerts.push.models import Device, Push, Reminding
from webapp.alerts.push.posting import Envelope
from webapp.alerts.push.rules import Place, Sent
from webapp.core import clock
from webapp.extensions import db
from webapp.people.models import Person
from webapp.people.queries import calendars_of
from webapp.people.rules import Calendar
from webapp.schedule.queries import prompts_on

TOGETHER = 60


class Known(NamedTuple):
    """All there is to know of those whom some pushes are for."""

    remindings: dict[int, Reminding]
    calendars: dict[int, Calendar]
    devices: dict[int, list[Device]]
    sent: dict[int, list[tuple[int, Sent]]]
    replied: Collection[tuple[int, date | None]]
    unread: dict[int, int]
    lines: dict[tuple[int | None, date | None], str]


def take(now: datetime) -> list[list[Envelope]] | None:
    """What is to be sent now, push by push; empty where none of those taken may be; None where nothing waits."""
    _give_up_late(now)
    due = select(Push).where(Push.next_try_at <= now).order_by(Push.next_try_at, Push.id).limit(TOGETHER)
    pushes = db.session.scalars(due.with_for_update(of=Push, skip_locked=True)).all()
    if not pushes:
        return None
    known = _look_up(pushes, now)
    return [letter for push in pushes if (letter := _begun(push, known, now))]


def _begun(push: Push, known: Known, now: datetime) -> list[Envelope]:
    """Its letters to its person's devices, or none where it may not go out now."""
    if (why := _pointless(push, known)) is not None:
        return _give_up(push, why)
    reminding = known.remindings[push.person_id]
    if push.kind != "test":
        place = _place(push, reminding, known, now)
        if not isinstance(place, Place):
            return _postpone(push, place)
        push.day, push.slot = place
        known.sent[push.person_id].append((push.id, Sent(push.day, push.slot, now)))
    push.begun_at, push.next_try_at, push.tries = now, None, push.tries + 1
    line = known.lines.get((reminding.person.cohort_id, push.about))
    return compose(push, reminding, _devices(push, known), line, _waits(push, known, now), now=now)


def _pointless(push: Push, known: Known) -> str | None:
    reminding = known.remindings.get(push.person_id)
    if reminding is None or not _devices(push, known):
        return "no device"
    if push.kind in reminding.off:
        return "switched off"
    if (push.person_id, push.about) in known.replied:
        return "replied"
    return None


def _place(push: Push, reminding: Reminding, known: Known, now: datetime) -> Place | datetime | None:
    person = reminding.person
    others = [sent for push_id, sent in known.sent[push.person_id] if push_id != push.id]
    return rules.place(now, person.time_zone, reminding.quiet, known.calendars[person.id], others)


def _postpone(push: Push, until: datetime | None) -> list[Envelope]:
    if until is None or until >= push.until:
        return _give_up(push, "no room")
    push.next_try_at = until
    return []


def _give_up(push: Push, why: str) -> list[Envelope]:
    push.next_try_at, push.error = None, why
    return []


def _give_up_late(now: datetime) -> None:
    late = (Push.next_try_at.is_not(None), Push.until <= now)
    db.session.execute(update(Push).where(*late).values(next_try_at=None, error="too late"))


def _devices(push: Push, known: Known) -> list[Device]:
    """Those that have not got it."""
    theirs = known.devices[push.person_id]
    return theirs if push.devices is None else [one for one in theirs if one.id in push.devices]


def _waits(push: Push, known: Known, now: datetime) -> int:
    """The number on the app's picture: the day's reply, and news."""
    today = clock.local_day(now, known.remindings[push.person_id].person.time_zone)
    return int((push.person_id, today) not in known.replied) + known.unread.get(push.person_id, 0)


def _look_up(pushes: Sequence[Push], now: datetime) -> Known:
    """Locked person by person in one order, so that nobody counts the two of a date beside us."""
    ids = sorted({push.person_id for push in pushes})
    theirs = select(Reminding).where(Reminding.person_id.in_(ids)).options(joinedload(Reminding.person, innerjoin=True))
    locked = theirs.order_by(Reminding.person_id).with_for_update(of=Reminding)
    rows = db.session.scalars(locked.execution_options(populate_existing=True)).all()
    people = [row.person for row in rows]
    days = {push.about for push in pushes if push.about}
    today = {clock.local_day(now, person.time_zone) for person in people}
    return Known(
        remindings={row.person_id: row for row in rows},
        calendars=calendars_of(people),
        devices=queries.devices_by_person(ids, now),
        sent=queries.sent_lately(ids, min(today, default=now.date())),
        replied=queries.replied_on(ids, days | today),
        unread=queries.unread(ids),
        lines=_lines(people, days),
    )


def _lines(people: Collection[Person], days: Collection[date]) -> dict[tuple[int | None, date | None], str]:
    """What the prospect says on those days."""
    if not days:
        return {}
    prompts = prompts_on({person.cohort_id for person in people if person.cohort_id}, days)
    return {key: prompt.text for key, prompt in prompts.items()}
