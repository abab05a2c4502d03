"""Who can be reached, when they want to be, and what waits for them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, exists, false, func, select
from sqlalchemy.orm import contains_eager

from webapp.alerts.models import News
from webapp.alerts.push.models import Device, Push, Reminding
from webapp.alerts.push.rules import AFTER_REMINDER, FIRST, LATE, QUIET_FROM, QUIET_UNTIL, SAVER, Sent
from webapp.answers.models import Answer
from webapp.extensions import db
from webapp.people.models import Person, SignIn

DATES_BACK = 3


def reminding_of(person: Person) -> Reminding:
    """As they chose, or as it is for who chose nothing yet; that one is not kept."""
    return db.session.get(Reminding, person.id) or untouched(person.id)


def untouched(person_id: int) -> Reminding:
    return Reminding(person_id=person_id, learned=FIRST, quiet_from=QUIET_FROM, quiet_until=QUIET_UNTIL, off=[])


def devices_of(person: Person, now: datetime) -> list[Device]:
    return devices_by_person([person.id], now)[person.id]


def devices_by_person(ids: Collection[int], now: datetime) -> dict[int, list[Device]]:
    """Only where they are signed in still."""
    found: dict[int, list[Device]] = defaultdict(list)
    theirs = select(Device).where(Device.person_id.in_(ids), *_open(now)).order_by(Device.id)
    for device in db.session.scalars(theirs):
        found[device.person_id].append(device)
    return found


def zones_reached(now: datetime) -> list[str]:
    """Where those live who can be reached."""
    return list(db.session.scalars(select(Person.time_zone).where(*_open(now)).distinct()))


def due_for_reminder(zone: str, day: date, minute: int, now: datetime) -> Select[Reminding]:
    """Whose hour it is by their clock, and for whom nothing was decided for that date."""
    undecided = Reminding.reminded_on.is_(None) | (Reminding.reminded_on < day)
    return _due(zone, now).where(undecided, _hour().between(minute - LATE + 1, minute))


def due_for_saver(zone: str, day: date, minute: int, now: datetime) -> Select[Reminding]:
    undecided = Reminding.saved_on.is_(None) | (Reminding.saved_on < day)
    evening = Reminding.quiet_from > minute if minute >= SAVER else false()
    return _due(zone, now).where(undecided, evening, _hour() <= SAVER - AFTER_REMINDER)


def replied_on(ids: Collection[int], days: Collection[date]) -> set[tuple[int, date]]:
    """Who replied to the challenge of which of these dates."""
    rows = select(Answer.person_id, Answer.day).where(Answer.person_id.in_(ids), Answer.day.in_(days), ~Answer.practice)
    return {(person_id, day) for person_id, day in db.session.execute(rows)}


def practised_at(ids: Collection[int], since: date) -> dict[int, list[datetime]]:
    """When people replied on their working days."""
    found: dict[int, list[datetime]] = defaultdict(list)
    rows = select(Answer.person_id, Answer.written_at).where(
        Answer.person_id.in_(ids), Answer.day >= since, Answer.working_day, ~Answer.practice
    )
    for person_id, at in db.session.execute(rows.order_by(Answer.day)):
        found[person_id].append(at)
    return found


def is_any_waiting(now: datetime) -> bool:
    found = db.session.scalar(select(Push.id).where(Push.next_try_at <= now).limit(1)) is not None
    db.session.rollback()
    return found


def sent_lately(ids: Collection[int], today: date) -> dict[int, list[tuple[int, Sent]]]:
    """What counts towards the two of a date, by person, each with its id."""
    found: dict[int, list[tuple[int, Sent]]] = defaultdict(list)
    since = today - timedelta(days=DATES_BACK)
    for push in db.session.scalars(select(Push).where(Push.person_id.in_(ids), Push.day >= since)):
        if push.day and push.slot and push.begun_at:
            found[push.person_id].append((push.id, Sent(push.day, push.slot, push.begun_at)))
    return found


def unread(ids: Collection[int]) -> dict[int, int]:
    """How much news each of them has not seen."""
    count = select(News.person_id, func.count()).where(News.person_id.in_(ids), News.read_at.is_(None))
    return {row[0]: row[1] for row in db.session.execute(count.group_by(News.person_id))}


def reachable(ids: Iterable[int], now: datetime) -> list[int]:
    """Those of them who have a device."""
    return list(db.session.scalars(select(Person.id).where(Person.id.in_(ids), *_open(now)).distinct()))


def _due(zone: str, now: datetime) -> Select[Reminding]:
    """Reps with a cohort: those who have something to reply to."""
    return (
        select(Reminding)
        .join(Reminding.person)
        .where(
            Person.time_zone == zone,
            Person.role == "rep",
            Person.cohort_id.is_not(None),
            exists().where(*_open(now)).correlate(Person),
        )
        .options(contains_eager(Reminding.person))
        .order_by(Reminding.person_id)
    )


def _open(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """A device whose owner is signed in on it and may be."""
    return (
        Device.person_id == Person.id,
        SignIn.id == Device.sign_in_id,
        SignIn.person_id == Device.person_id,
        SignIn.ended_at.is_(None),
        SignIn.expires_at > now,
        Person.deactivated_at.is_(None),
    )


def _hour() -> ColumnElement[int]:
    return func.coalesce(Reminding.hour, Reminding.learned)
