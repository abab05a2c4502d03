"""Whose figures somebody sees: an admin all, a manager those of their teams and of the cohorts given to them, a coach
those of the cohorts they coach."""

from collections.abc import Collection
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, or_, select

from webapp.core.problems import Forbidden, NotFound
from webapp.extensions import db
from webapp.people.models import Cohort, Person, Team
from webapp.people.queries import coached_cohort_ids, given_cohort_ids, managed_cohort_ids, managed_team_ids

LOOKING = ("coach", "manager", "admin")
MANY = 200
"""Of more people than these a page names none before a team or a cohort was chosen."""


class Sight(NamedTuple):
    """The people of these teams and these cohorts; None means all."""

    teams: frozenset[int] | None
    cohorts: frozenset[int] | None
    besides: frozenset[int] = frozenset()
    """Cohorts all of whose people are in sight too, whatever their team."""

    def sums(self, model: Any, by: str | None = None) -> tuple[ColumnElement[bool], ...]:
        """Which rows of a table of sums to add up; `by` names the column that tells them apart."""
        if self.besides:
            return model.grain == "cell", self._either(model)
        teams, cohorts = self.teams is not None or by == "team_id", self.cohorts is not None or by == "cohort_id"
        grain = ("cell" if cohorts else "team") if teams else ("cohort" if cohorts else "all")
        return (
            model.grain == grain,
            *(_among(model.team_id, self.teams) if teams else (model.team_id == 0,)),
            *(_among(model.cohort_id, self.cohorts) if cohorts else (model.cohort_id == 0,)),
        )

    def people(self) -> tuple[ColumnElement[bool], ...]:
        """The active reps in sight."""
        return (
            Person.role == "rep",
            Person.deactivated_at.is_(None),
            *self.places(),
        )

    def places(self) -> tuple[ColumnElement[bool], ...]:
        """Where people must be, whoever they are."""
        if self.besides:
            return (self._either(Person),)
        return (*_among(Person.team_id, self.teams), *_among(Person.cohort_id, self.cohorts))

    def _either(self, model: Any) -> ColumnElement[bool]:
        return or_(*_among(model.team_id, self.teams), *_among(model.cohort_id, self.besides))

    def is_small(self) -> bool:
        """Whether its people can be named one by one."""
        # Counting a hundred thousand to learn that they are many would take longer than the page.
        few = select(Person.id).where(*self.people()).limit(MANY + 1).subquery()
        return (db.session.scalar(select(func.count()).select_from(few)) or 0) <= MANY


class Choice(NamedTuple):
    """What somebody may narrow the page down to."""

    teams: list[Any]
    cohorts: list[Any]


def check_looking(by: Person) -> None:
    if by.role not in LOOKING:
        raise Forbidden(_("Insights are for coaches, managers and admins."))


def sight_of(by: Person, team_id: int | None = None, cohort_id: int | None = None) -> Sight:
    """All that they see, or one team of it, one cohort, or who is in both. Raises NotFound for a stranger's."""
    check_looking(by)
    seen = _whole(by)
    if team_id is not None:
        _check_team(by, team_id)
        seen = Sight(frozenset([team_id]), seen.cohorts)
    if cohort_id is not None:
        _check_cohort(by, cohort_id)
        is_whole = team_id is None and cohort_id in seen.besides
        seen = Sight(None if is_whole else seen.teams, frozenset([cohort_id]))
    return seen


def choice(by: Person) -> Choice:
    """Names and ids alone, for there may be a thousand."""
    teams = select(Team.id, Team.name).order_by(func.lower(Team.name))
    cohorts = select(Cohort.id, Cohort.name).order_by(func.lower(Cohort.name))
    if by.role == "manager":
        teams = teams.where(Team.id.in_(managed_team_ids(by)))
        cohorts = cohorts.where(Cohort.id.in_(managed_cohort_ids(by)))
    if by.role == "coach":
        teams = teams.where(Team.id.in_(()))
        cohorts = cohorts.where(Cohort.id.in_(coached_cohort_ids(by)))
    return Choice(list(db.session.execute(teams)), list(db.session.execute(cohorts)))


def _whole(by: Person) -> Sight:
    if by.role == "admin":
        return Sight(None, None)
    if by.role == "manager":
        return Sight(frozenset(managed_team_ids(by)), None, frozenset(given_cohort_ids(by)))
    return Sight(None, frozenset(coached_cohort_ids(by)))


def _check_team(by: Person, team_id: int) -> None:
    theirs = db.session.get(Team, team_id) is not None if by.role == "admin" else team_id in managed_team_ids(by)
    if not theirs:
        raise NotFound(_("There is no such team here."))


def _check_cohort(by: Person, cohort_id: int) -> None:
    if by.role == "admin":
        theirs = db.session.get(Cohort, cohort_id) is not None
    else:
        theirs = cohort_id in (coached_cohort_ids(by) | managed_cohort_ids(by))
    if not theirs:
        raise NotFound(_("There is no such cohort here."))


def _among(column: Any, ids: Collection[int] | None) -> tuple[ColumnElement[bool], ...]:
    return () if ids is None else (column.in_(sorted(ids)),)
