"""Sums as they stand, and the board of people, its ranks computed now. A board costs the same number of queries
however many people are on it."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from webapp.extensions import db
from webapp.people.models import Person
from webapp.people.ranks import is_ranked
from webapp.standings.models import Sum
from webapp.standings.rules import ALL_TIME


class Scope(NamedTuple):
    """Whose board it is: a cohort's, a team's, those who are in both, or everybody's."""

    cohort: int | None = None
    team: int | None = None


class Row(NamedTuple):
    rank: int | None
    """None for a group too small to be ranked."""
    id: int
    name: str
    points: float
    """A person's points; a group's points a member and working day."""
    place: int
    size: int = 1
    days: int = 0


def people_rows(period: str, start: date, scope: Scope, *, top: int, around: int | None = None) -> list[Row]:
    """The first `top` places, and the neighbours of the person `around`."""
    board = _people_board(period, start, scope).cte("board")
    wanted = board.c.place <= top
    if around is not None:
        mine = select(board.c.place).where(board.c.id == around).scalar_subquery()
        wanted = or_(wanted, and_(board.c.place >= mine - 2, board.c.place <= mine + 2))
    rows = db.session.execute(select(board).where(wanted).order_by(board.c.place))
    return [_row(row) for row in rows]


def people_rows_of(ids: Iterable[int], period: str, start: date, scope: Scope) -> list[Row]:
    """Where these people stand."""
    board = _people_board(period, start, scope).cte("board")
    rows = db.session.execute(select(board).where(board.c.id.in_(list(ids))).order_by(board.c.place))
    return [_row(row) for row in rows]


def ranked_people(scope: Scope) -> int:
    """How many are on that board."""
    return db.session.scalar(select(func.count()).select_from(Person).where(*_ranked(scope))) or 0


def all_time_points(person_id: int) -> int:
    return points_since(person_id, "all", ALL_TIME)


def points_since(person_id: int, period: str, start: date) -> int:
    where = (Sum.board == "people", Sum.period == period, Sum.start == start, Sum.subject_id == person_id)
    return db.session.scalar(select(Sum.points).where(*where)) or 0


def sums() -> dict[tuple[str, str, date, int], int]:
    """Every sum that is not zero."""
    rows = db.session.execute(select(Sum.board, Sum.period, Sum.start, Sum.subject_id, Sum.points))
    return {(r.board, r.period, r.start, r.subject_id): r.points for r in rows if r.points}


def _people_board(period: str, start: date, scope: Scope) -> Select[Any]:
    points = func.coalesce(Sum.points, 0)
    mine = (Sum.board == "people", Sum.period == period, Sum.start == start, Sum.subject_id == Person.id)
    placed = select(
        func.rank().over(order_by=points.desc()).label("rank"),
        Person.id,
        func.coalesce(Person.alias, Person.name).label("name"),
        points.label("points"),
        func.row_number().over(order_by=(points.desc(), Person.name, Person.id)).label("place"),
    )
    return placed.outerjoin(Sum, and_(*mine)).where(*_ranked(scope))


def _ranked(scope: Scope) -> list[ColumnElement[bool]]:
    """Who is on that board."""
    conditions = [Person.role == "rep", Person.deactivated_at.is_(None), is_ranked()]
    conditions += [Person.cohort_id == scope.cohort] if scope.cohort is not None else []
    return conditions + ([Person.team_id == scope.team] if scope.team is not None else [])


def _row(row: Any) -> Row:
    return Row(row.rank, row.id, row.name, row.points, row.place)
