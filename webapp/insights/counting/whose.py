"""Whose rows are added up together: a team's reps, and which of its cohorts and weeks a row belongs to."""

from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from webapp.core import clock
from webapp.extensions import db
from webapp.insights.counting.weeks import DAY, WEEK
from webapp.people.models import Person

COHORT = func.coalesce(Person.cohort_id, 0)

Cell = tuple[int, date]
"""A cohort and a week's Monday."""


class Member(NamedTuple):
    id: int
    cohort_id: int
    calendar_id: int
    joined_on: date
    left_on: date | None

    def was_there(self, day: date) -> bool:
        return self.joined_on <= day and (self.left_on is None or day <= self.left_on)


class Whose(NamedTuple):
    """A team's reps, or with nought those of no team, over some weeks; who left on the way counts until then, for
    figures of those alone who stayed would flatter."""

    team_id: int
    weeks: list[date]

    @property
    def first(self) -> date:
        return self.weeks[0]

    @property
    def last(self) -> date:
        """The Sunday of the last week."""
        return self.weeks[-1] + WEEK - DAY

    @property
    def are_theirs(self) -> tuple[ColumnElement[bool], ...]:
        team = Person.team_id == self.team_id if self.team_id else Person.team_id.is_(None)
        return team, Person.role == "rep", Person.merged_into_id.is_(None), _stayed_until(self.first)

    def were_there(self, day: Any) -> ColumnElement[bool]:
        """Whether they had not left before the week of this day."""
        return or_(*(and_(day.between(week, week + WEEK - DAY), _stayed_until(week)) for week in self.weeks))

    def within(self, day: Any) -> ColumnElement[bool]:
        """Whether the day is one of these weeks'."""
        return day.between(self.first, self.last)

    def week_of(self, day: Any) -> Any:
        """As a place among the weeks: databases disagree on how to find a Monday."""
        return case(*((day < start + WEEK, n) for n, start in enumerate(self.weeks))).label("week")

    def cells(self, query: Any) -> dict[tuple[Any, ...], tuple[Any, ...]]:
        """Rows of (cohort, week, more of the key | figures) by their key; the query says where the key ends."""
        keys = len(query._group_by_clauses)
        rows = db.session.execute(query)
        return {(row[0], self.weeks[row[1]], *row[2:keys]): tuple(row[keys:]) for row in rows}


def members(whose: Whose) -> list[Member]:
    columns = (Person.id, COHORT, Person.calendar_id, Person.joined_on, Person.deactivated_at, Person.time_zone)
    rows = db.session.execute(select(*columns).where(*whose.are_theirs))
    return [Member(row.id, row[1], row.calendar_id, row.joined_on, _left_on(row)) for row in rows]


def _left_on(row: Any) -> date | None:
    return row.deactivated_at and clock.local_day(row.deactivated_at, row.time_zone)


def _stayed_until(day: date) -> ColumnElement[bool]:
    """Local dates reach a day into both neighbours in UTC."""
    return or_(Person.deactivated_at.is_(None), Person.deactivated_at >= datetime.combine(day - DAY, time(), UTC))
