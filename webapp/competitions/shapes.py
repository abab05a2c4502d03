"""Competitions as programs, pages and sockets get them."""

from fractions import Fraction
from typing import Any

from webapp.competitions.board import Board, Row, state_of
from webapp.competitions.models import Competition
from webapp.competitions.words import written

MOST = 50
"""The first places that live news carries, however many take part."""


def competition_shape(competition: Competition, now: Any) -> dict[str, Any]:
    names = (
        "id",
        "name",
        "between",
        "metric",
        "starts_at",
        "ends_at",
        "time_zone",
        "prize",
        "hidden",
        "against_baseline",
        "weekly",
        "suspense",
    )
    members = [entrant.subject_id for entrant in competition.entrants]
    return {
        **{name: getattr(competition, name) for name in names},
        "members": members,
        "state": state_of(competition, now),
    }


def standings_shape(board: Board) -> dict[str, Any]:
    return {"state": board.state, "entries": [entry(row) for row in board.rows]}


def news_of(competition: Competition, board: Board) -> dict[str, Any]:
    """What a socket gets: where it stands now, its first places; in no language, since many hear it."""
    return {
        "competition_id": competition.id,
        "name": competition.name,
        "state": board.state,
        "starts_at": competition.starts_at and competition.starts_at.isoformat(),
        "ends_at": competition.ends_at and competition.ends_at.isoformat(),
        "written": written(competition),
        "suspense": board.kept,
        "entries": [entry(row) for row in board.rows[:MOST]],
    }


def entry(row: Row) -> dict[str, Any]:
    return {"rank": row.rank, "id": row.id, "name": row.name, "score": number(row.score)}


def number(score: Fraction | None) -> int | float | None:
    """Whole where it is whole."""
    if score is None:
        return None
    return score.numerator if score.denominator == 1 else float(score)
