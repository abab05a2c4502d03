"""Draws that somebody sees, and what became of them."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, select

from webapp.core.problems import NotFound
from webapp.extensions import db
from webapp.insights import reading
from webapp.insights.counting.weeks import WEEK
from webapp.insights.periods import Period
from webapp.insights.reading import Weeks
from webapp.insights.sections.deals import level
from webapp.insights.sight import Sight
from webapp.insights.starts.models import FairStart, TeamStart
from webapp.insights.statistics.differences import Difference, difference
from webapp.mastery.rules import Mastery, monday
from webapp.people import managing
from webapp.people.models import Person
from webapp.people.queries import managed_team_ids

MEASURES = ("participation", "quality", "won")


class Report(NamedTuple):
    measure: str
    difference: Difference | None
    """None where no week compares started teams with waiting ones, every one of them with a figure."""


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
    """Each measure from the first week to the last that is over."""
    over = (monday(today) - start.first_week) // WEEK
    weeks = [start.first_week + n * WEEK for n in range(max(0, over))]
    return [Report(measure, _difference(start, weeks, measure)) for measure in MEASURES]


def _difference(start: FairStart, weeks: list[date], measure: str) -> Difference | None:
    teams, values = [one.team_id for one in start.teams], _values(start, weeks, measure)
    complete = [week for week in weeks if all((team, week) in values for team in teams)]
    if not complete:
        return None
    # A week that some team lacks is left out, so a start is a place among the weeks that are left.
    starts = [sum(week < one.week for week in complete) for one in start.teams]
    return difference([[values[team, week] for week in complete] for team in teams], starts)


def _values(start: FairStart, weeks: list[date], measure: str) -> dict[tuple[int, date], float]:
    found: dict[tuple[int, date], float] = {}
    sight = Sight(frozenset(one.team_id for one in start.teams), None)
    for week in weeks:
        for team_id, one in _read(measure)(sight, Period([week]), "team_id").items():
            if (value := _value(measure, one)) is not None:
                found[team_id, week] = value
    return found


def _read(measure: str) -> Callable[..., dict[Any, Any]]:
    return reading.skills if measure == "quality" else reading.weeks


def _value(measure: str, one: Weeks | Mastery) -> float | None:
    if isinstance(one, Mastery):
        return level(one)
    seen = one.participation if measure == "participation" else one.won_share
    return seen.value if seen else None


def _seen(by: Person) -> tuple[ColumnElement[bool], ...]:
    """A manager sees a draw only where every team of it is theirs: the report compares them all."""
    if by.role == "admin":
        return ()
    strangers = select(TeamStart.start_id).where(TeamStart.team_id.not_in(managed_team_ids(by)))
    return (FairStart.id.not_in(strangers),)
