"""Keeping the sums equal to their sources: a person's week is counted anew where something changed, once a work, just
before its commit.

Counting anew costs a few rows more than adding a difference, and nothing can drift: scores that are taken away and
brought back would leave their last digits behind. Whoever changes a source holds its person's lock, so that no two
works count the same week.
"""

from collections.abc import Collection
from datetime import date

from sqlalchemy import bindparam, delete, insert, select

from webapp.core.work import current
from webapp.extensions import db
from webapp.mastery.models import TopicWeek
from webapp.mastery.rules import Sums, monday
from webapp.mastery.sources import Key, counted
from webapp.people.actions import lock_people
from webapp.people.models import Person

Week = tuple[int, date]
"""A person and their week's Monday."""


class Touched:
    """Whose sums this work has changed. Written in the order of their keys, as every gathered change is."""

    def __init__(self) -> None:
        self.weeks: set[Week] = set()
        self.people: set[int] = set()
        """All of whose weeks are counted anew."""

    def write(self) -> None:
        if self.people:
            db.session.execute(delete(TopicWeek).where(TopicWeek.person_id.in_(self.people)))
            _insert(counted(self.people))
        if weeks := {week for week in self.weeks if week[0] not in self.people}:
            _count_weeks(weeks)


def touch(person_id: int, day: date) -> None:
    """Count their week of that day anew, with this work's commit."""
    current().gather(Touched).weeks.add((person_id, monday(day)))


def touch_all(people: Collection[int]) -> None:
    current().gather(Touched).people |= set(people)


def rebuild() -> int:
    """Make every sum anew from its sources; returns how many there are."""
    lock_people(set(db.session.scalars(select(Person.id))))
    db.session.execute(delete(TopicWeek))
    sums = counted()
    _insert(sums)
    return len(sums)


def _count_weeks(weeks: set[Week]) -> None:
    mondays = [week for _person, week in weeks]
    sums = counted({person for person, _week in weeks}, min(mondays), max(mondays))
    db.session.connection().execute(A_WEEK_AWAY, [{"person": person, "monday": week} for person, week in sorted(weeks)])
    _insert({key: one for key, one in sums.items() if (key.person_id, key.week) in weeks})


def _insert(sums: dict[Key, Sums]) -> None:
    rows = [key._asdict() | one._asdict() for key, one in sorted(sums.items())]
    if rows:
        db.session.execute(insert(TopicWeek), rows)


A_WEEK_AWAY = delete(TopicWeek.__table__).where(  # type: ignore[arg-type]
    TopicWeek.person_id == bindparam("person"), TopicWeek.week == bindparam("monday")
)
