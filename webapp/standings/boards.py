"""A board as somebody may see it: whose it is, from which day, and where they stand."""

from datetime import date, datetime
from typing import NamedTuple

from webapp.core import clock
from webapp.people import queries as people
from webapp.people.models import Person
from webapp.standings import groups, queries, rules
from webapp.standings.queries import Row, Scope


class Board(NamedTuple):
    board: str
    period: str
    start: date
    scope: Scope
    rows: list[Row]
    """The first places, then the viewer's neighbours where those are further down."""
    me: Row | None


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
        rows = queries.people_rows(period, start, scope, top=top, around=viewer.id)
        mine = viewer.id
    else:
        rows = groups.group_rows(board, period, start, now=now)
        mine = (viewer.team_id if board == "teams" else viewer.cohort_id) or 0
    return Board(board, period, start, scope, rows, next((row for row in rows if row.id == mine), None))
