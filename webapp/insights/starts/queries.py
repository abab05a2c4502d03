"""Draws that somebody sees, and what became of them."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, select

from webapp.core.problems import NotFound
from webapp.extensions import db
from webapp.insights import reading
from webapp.insights.counting.weeks import WEEK
from webapp.insights.periods import Period
from webapp.insights.sections.deals import level
from webapp.insights.sight import Sight
from webapp.insights.starts.models import FairStart, TeamStart
from webapp.insights.statistics.differences import Difference, difference
from webapp.mastery.rules import monday
from webapp.people import managing
from webapp.people.models import Person
from webapp.people.queries import managed_team_ids

MEASURES = ("participation", "quality", "won")


class Report(NamedTuple):
    measure: str
    difference: Difference | None
    """None where no week compares started teams with waiting ones, every one of them with a figure."""
    goes_on: bool
    """Whether more weeks will."""


def starts_of(by: Person) -> list[FairStart]:
    """All for an admin; for a manager those of their teams alone."""
    managing.check_managing(by)
    return list(db.session.scalars(select(FairStart).where(*_seen(by)).order_by(FairStart.drawn_at.desc())))


def start_of(by: Person, start_id: int) -> FairStart:
    """Raises NotFound for a stranger's."""
    managing.check_managing(by)
    found = db.session.scalar(select(FairStart).where(FairStart.id == start_id, *_seen(by)))
    if found is None:
        raise NotFound(_("There is no such start here."))
    return found


def reports(start: FairStart, today: date) -> list[Report]:
    """Each measure from the first week to the last that is over and in which some team still waited."""
    last = max(one.week for one in start.teams)
    until = min(monday(today), last)
    weeks = [start.first_week + n * WEEK for n in range(max(0, (until - start.first_week) // WEEK))]
    if not weeks:
        return [Report(measure, None, True) for measure in MEASURES]
    sight = Sight(frozenset(one.team_id for one in start.teams), None)
    came, skills = reading.weeks_of_teams(sight, Period(weeks)), reading.skills_of_teams(sight, Period(weeks))
    values = {
        "participation": {key: one.participation and one.participation.value for key, one in came.items()},
        "quality": {key: level(one) for key, one in skills.items()},
        "won": {key: one.won_share and one.won_share.value for key, one in came.items()},
    }
    return [Report(measure, _difference(start, weeks, values[measure]), until < last) for measure in MEASURES]


def _difference(
    start: FairStart, weeks: list[date], values: Mapping[tuple[int, date], float | None]
) -> Difference | None:
    known = {key: value for key, value in values.items() if value is not None}
    teams = [one.team_id for one in start.teams]
    complete = [week for week in weeks if all((team, week) in known for team in teams)]
    if not complete:
        return None
    # A week that some team lacks is left out, so a start is a place among the weeks that are left.
    starts = [sum(week < one.week for week in complete) for one in start.teams]
    return difference([[known[team, week] for week in complete] for team in teams], starts)


def _seen(by: Person) -> tuple[ColumnElement[bool], ...]:
    """A manager sees a draw only where every team of it is theirs: the report compares them all."""
    if by.role == "admin":
        return ()
    strangers = select(TeamStart.start_id).where(TeamStart.team_id.not_in(managed_team_ids(by)))
    return (FairStart.id.not_in(strangers),)
