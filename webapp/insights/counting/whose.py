"""Whose rows are added up together: a team's reps, and which of its cohorts and weeks a row belongs to."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, func, select

from webapp.extensions import db
from webapp.insights.counting.weeks import DAY, WEEK
from webapp.people.models import Person

COHORT = func.coalesce(Person.cohort_id, 0)

Cell = tuple[int, date]
"""A cohort and a week's Monday."""


class Whose(NamedTuple):
    """A team's active reps, or with nought those of no team, over some weeks."""

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
        return team, Person.role == "rep", Person.deactivated_at.is_(None)

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


def members(whose: Whose) -> list[Any]:
    """(id, cohort_id, calendar_id, joined_on) of each."""
    return list(
        db.session.execute(select(Person.id, COHORT, Person.calendar_id, Person.joined_on).where(*whose.are_theirs))
    )
