"""Which team and cohort somebody was in on which day, so that means divide by the days that were worked there."""

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Date, delete, func, or_, select

from webapp.extensions import db
from webapp.people.models import Membership, Person

DAY = timedelta(days=1)


class Place(NamedTuple):
    """What somebody is, and where."""

    role: str
    team_id: int | None
    cohort_id: int | None


class Stay(NamedTuple):
    """Somebody's days in one team or cohort; `last` is None while they are there."""

    place: int
    person_id: int
    first: date
    last: date | None
    time_zone: str
    calendar_id: int


def begin(person: Person, since: date, *, by: Person | None = None, now: datetime) -> None:
    """As the person's row says, from `since` on."""
    _write(person, since, person.team_id, person.cohort_id, by, now)


def change(person: Person, today: date, *, by: Person, now: datetime) -> None:
    """As the person's row says now, from tomorrow on; at once where today they are nowhere else."""
    begun = _on(person, today)
    elsewhere = begun is not None and begun.since < today and (begun.team_id or begun.cohort_id)
    begin(person, max(today + DAY if elsewhere else today, person.joined_on), by=by, now=now)


def place_on(person: Person, day: date) -> Place:
    """Where somebody plays on a date of theirs; before their first one, where they began."""
    if day >= person.placed_on:
        return Place(person.role, person.team_id, person.cohort_id)
    found = _on(person, day) or _on(person, person.joined_on)
    assert found is not None
    return Place(found.role, found.team_id, found.cohort_id)


def end(person: Person, last: date, *, by: Person, now: datetime) -> None:
    """In nobody's team or cohort after `last`."""
    _write(person, last + DAY, None, None, by, now)


def stays(place: Any, *, since: date) -> list[Stay]:
    """Reps' stays in teams or cohorts, going by that column of the memberships, that reach `since` or later."""
    next_one = func.lead(Membership.since, type_=Date).over(
        partition_by=Membership.person_id, order_by=Membership.since
    )
    each = select(
        Membership.person_id, Membership.role, place.label("place"), Membership.since, next_one.label("until")
    ).cte("each")
    rows = db.session.execute(
        select(each, Person.time_zone, Person.calendar_id)
        .join(Person, Person.id == each.c.person_id)
        .where(each.c.role == "rep", each.c.place.is_not(None), or_(each.c.until.is_(None), each.c.until > since))
    )
    return [Stay(r.place, r.person_id, r.since, r.until and r.until - DAY, r.time_zone, r.calendar_id) for r in rows]


def _on(person: Person, day: date) -> Membership | None:
    return db.session.scalar(
        select(Membership)
        .where(Membership.person_id == person.id, Membership.since <= day)
        .order_by(Membership.since.desc())
        .limit(1)
    )


def _write(
    person: Person, since: date, team_id: int | None, cohort_id: int | None, by: Person | None, now: datetime
) -> None:
    """What had been written for later is overtaken."""
    db.session.execute(delete(Membership).where(Membership.person_id == person.id, Membership.since >= since))
    person.placed_on = since
    db.session.add(
        Membership(
            person_id=person.id,
            since=since,
            role=person.role,
            team_id=team_id,
            cohort_id=cohort_id,
            entered_at=now,
            entered_by_id=by.id if by else None,
        )
    )
    db.session.flush()
