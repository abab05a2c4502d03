"""Who was in a team, a cohort or at work at all on which dates, and which of those they worked.

What is entered or removed later changes no day that had begun by then.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webapp.answers.rules import zone_at
from webapp.core import clock
from webapp.extensions import db
from webapp.people.models import Absence, Membership, Person
from webapp.people.queries import zones_by_person
from webapp.people.rules import Calendar, ZoneSince

Zones = Mapping[int, Sequence[ZoneSince]]

COLUMNS: dict[str, Any] = {
    "teams": Membership.team_id,
    "cohorts": Membership.cohort_id,
    "people": Membership.person_id,
}


class Attendance(NamedTuple):
    """Of one person in one team or cohort, or of a person by themselves."""

    subject_id: int
    person: Person
    days: int
    """Working days among the dates asked about."""


class _Span(NamedTuple):
    subject_id: int | None
    first: date
    last: date


def attendances(between: str, ids: Collection[int], dates: Collection[date]) -> list[Attendance]:
    """Everybody who was in one of these on any of the dates, with the days they worked there."""
    if not dates or not ids:
        return []
    memberships = _memberships(between, ids)
    people = people_of(row.person_id for row in memberships)
    zones = zones_by_person(people)
    spans = _spans(between, memberships, zones)
    calendars = timely_calendars(people.values(), zones)
    found = []
    for person_id, theirs in spans.items():
        for subject_id, there in _by_subject(theirs, set(ids), dates):
            days = sum(calendars[person_id].is_working(day) for day in there)
            found.append(Attendance(subject_id, people[person_id], days))
    return found


def members(between: str, ids: Collection[int], on: date) -> set[int]:
    """The people who are in one of these on a date."""
    return {one.person.id for one in attendances(between, ids, [on])}


def people_of(ids: Iterable[int]) -> dict[int, Person]:
    rows = db.session.scalars(select(Person).where(Person.id.in_(set(ids))).options(joinedload(Person.calendar)))
    return {person.id: person for person in rows}


def timely_calendars(people: Iterable[Person], zones: Zones | None = None) -> dict[int, Calendar]:
    """By person. An absence counts from the first day that had not begun when it was entered, until it was removed."""
    known = {person.id: person for person in people}
    zones = zones or zones_by_person(known)
    absences: dict[int, set[tuple[date, date]]] = defaultdict(set)
    for row in db.session.scalars(select(Absence).where(Absence.person_id.in_(known))):
        theirs = zones[row.person_id]
        first = max(row.first_day, _day_of(row.entered_at, theirs) + timedelta(days=1))
        last = min(row.last_day, _day_of(row.removed_at, theirs)) if row.removed_at else row.last_day
        if first <= last:
            absences[row.person_id].add((first, last))
    return {key: _calendar(person, frozenset(absences[key])) for key, person in known.items()}


def _day_of(at: datetime, zones: Sequence[ZoneSince]) -> date:
    """The date that it was then, where they were then."""
    return clock.local_day(at, zone_at(zones, at))


def _memberships(between: str, ids: Collection[int]) -> Sequence[Membership]:
    """The rows of everybody who was ever in one of these, everyone's newest first."""
    ever = select(Membership.person_id).where(COLUMNS[between].in_(ids))
    return db.session.scalars(
        select(Membership).where(Membership.person_id.in_(ever)).order_by(Membership.person_id, Membership.since.desc())
    ).all()


def _spans(between: str, memberships: Iterable[Membership], zones: Zones) -> dict[int, list[_Span]]:
    """Each from the day it was known of until the day before the next."""
    spans: dict[int, list[_Span]] = defaultdict(list)
    for row in memberships:
        first = max(row.since, _day_of(row.entered_at, zones[row.person_id]))
        last = spans[row.person_id][-1].first - timedelta(days=1) if spans[row.person_id] else date.max
        spans[row.person_id].append(_Span(_subject(between, row), first, last))
    return spans


def _subject(between: str, row: Any) -> int | None:
    """None for days on which somebody is no rep, or is in nobody's team and cohort, as the deactivated are."""
    if row.role != "rep":
        return None
    if between == "people":
        return row.person_id if row.team_id or row.cohort_id else None
    subject: int | None = row.team_id if between == "teams" else row.cohort_id
    return subject


def _by_subject(spans: list[_Span], ids: set[int], dates: Collection[date]) -> Iterator[tuple[int, list[date]]]:
    there: dict[int, list[date]] = defaultdict(list)
    for span in spans:
        if span.subject_id in ids:
            there[span.subject_id or 0] += [day for day in dates if span.first <= day <= span.last]
    yield from ((subject, days) for subject, days in there.items() if days)


def _calendar(person: Person, absences: frozenset[tuple[date, date]]) -> Calendar:
    row = person.calendar
    weekend = frozenset(int(n) for n in row.weekend.split(",") if n)
    return Calendar(row.country, row.subdivision, weekend, absences)
