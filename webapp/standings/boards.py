"""A board as somebody may see it: whose it is, from which day, and where they stand."""

from datetime import date, datetime
from typing import NamedTuple

from flask_babel import gettext as _

from webapp.core import clock
from webapp.people import queries as people
from webapp.people import ranks
from webapp.people.models import Person
from webapp.standings import groups, queries, rules
from webapp.standings.queries import Row, Scope


class Board(NamedTuple):
    board: str
    period: str
    start: date
    scope: Scope
    """Everybody's for teams and cohorts."""
    rows: list[Row]
    """The first places, then the viewer's neighbours where those are further down."""
    me: Row | None
    off: str | None = None
    """Why there are no personal ranks for this viewer, who then gets no rows."""


def scope_for(viewer: Person, cohort: int | None, team: int | None) -> Scope:
    """The scope asked for, if it is theirs to see; raises NotFound for a stranger's cohort or team."""
    if cohort is not None:
        people.own_cohort(viewer, cohort)
    if team is not None:
        people.own_team(viewer, team)
    return Scope(cohort, team)


def board_for(viewer: Person, board: str, period: str, scope: Scope, *, top: int, now: datetime) -> Board:
    """`now` becomes the viewer's own date: their week begins on their Monday."""
    start = rules.period_start(period, clock.local_day(now, viewer.time_zone))
    if board == "people":
        return _people_board(viewer, period, start, scope, top)
    rows = groups.group_rows(board, period, start, now=now)
    mine = viewer.team_id if board == "teams" else viewer.cohort_id
    return Board(board, period, start, Scope(), rows, _row_of(mine, rows))


def why_off(viewer: Person, scope: Scope) -> str | None:
    """Why this viewer gets no personal ranks, if they do not."""
    if ranks.are_off_everywhere():
        return _("There are no personal ranks here: points are yours alone, and teams play together.")
    off = ranks.teams_without()
    if viewer.team_id in off:
        return _("Your team plays without personal ranks. Your points are yours alone, and count for your team.")
    return _("This team plays without personal ranks.") if scope.team in off else None


def _people_board(viewer: Person, period: str, start: date, scope: Scope, top: int) -> Board:
    off = why_off(viewer, scope)
    rows = [] if off else queries.people_rows(period, start, scope, top=top, around=viewer.id)
    return Board("people", period, start, scope, rows, _row_of(viewer.id, rows), off)


def _row_of(subject: int | None, rows: list[Row]) -> Row | None:
    return next((row for row in rows if row.id == subject), None)
