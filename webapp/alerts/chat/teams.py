"""A team as its chat sees it: who plays, where most of them are, by which calendar, in which cohort and language."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import select

from webapp.extensions import db
from webapp.people.models import Person
from webapp.people.queries import calendars_of
from webapp.people.rules import Calendar

T = TypeVar("T")


@dataclass(frozen=True)
class Playing:
    reps: list[Person]
    zone: str
    calendar: Calendar
    """Nobody's days off are in it."""
    cohort_id: int | None
    language: str | None
    """None for the installation's."""

    def local(self, now: datetime) -> datetime:
        return now.astimezone(ZoneInfo(self.zone))

    def at_work(self, day: date) -> list[Person]:
        calendars = calendars_of(self.reps)
        return [one for one in self.reps if one.joined_on <= day and calendars[one.id].is_working(day)]


def playing_in(team_id: int) -> Playing | None:
    """None where nobody plays."""
    there = (Person.team_id == team_id, Person.role == "rep", Person.deactivated_at.is_(None))
    reps = list(db.session.scalars(select(Person).where(*there).order_by(Person.id)))
    if not reps:
        return None
    calendars = {one.calendar_id: one for one in reps}
    of_most = calendars[_commonest(one.calendar_id for one in reps)]
    return Playing(
        reps,
        zone=_commonest(one.time_zone for one in reps),
        calendar=calendars_of([of_most])[of_most.id].without_absences(),
        cohort_id=_commonest([one.cohort_id for one in reps if one.cohort_id] or [None]),
        language=_commonest(one.language or one.browser_language for one in reps),
    )


def _commonest(values: Iterable[T]) -> T:
    """The first of several."""
    return Counter(values).most_common(1)[0][0]
