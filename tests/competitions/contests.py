"""Short ways to competitions that tests start from; each goes through the actions that people use."""

from datetime import datetime, timedelta
from typing import Any

from tests.cast import NOON, Cast
from webapp.competitions import actions
from webapp.competitions.board import board_of
from webapp.competitions.models import Competition
from webapp.people.models import Person

MONDAY = NOON - timedelta(days=1, hours=12)
"""Midnight in Berlin at which the week of the stopped clock began."""
SATURDAY = MONDAY + timedelta(days=5)


def asked(cast: Cast, **more: Any) -> dict[str, Any]:
    """What a program sends for a competition between Mara's two teams, this week."""
    return {
        "name": "Reds against Blues",
        "between": "teams",
        "members": [cast.reds.id, cast.blues.id],
        "metric": "points",
        "starts_at": MONDAY.isoformat(),
        "ends_at": SATURDAY.isoformat(),
        "time_zone": "Europe/Berlin",
        **more,
    }


def a_draft(maker: Person, members: list[int], now: datetime = NOON, **more: Any) -> Competition:
    given = {
        "name": "A contest",
        "between": "people",
        "members": members,
        "metric": "points",
        "starts_at": MONDAY,
        "ends_at": SATURDAY,
        "time_zone": "Europe/Berlin",
    }
    return actions.draft(maker, {**given, **more}, now=now)


def a_competition(maker: Person, members: list[int], now: datetime = NOON, **more: Any) -> Competition:
    competition = a_draft(maker, members, now, **more)
    actions.publish(competition, maker, now=now)
    return competition


def full_teams(cast: Cast) -> list[Person]:
    """Three reps in each of Mara's teams, so that both have a rank; those who came."""
    return [
        cast.person("Rosa", "rep", cast.reds, cast.autumn),
        cast.person("Bela", "rep", cast.blues, cast.autumn),
    ]


def scores(competition: Competition, now: datetime) -> dict[str, Any]:
    return {row.name: row.score for row in board_of(competition, now).rows}


def ranks(competition: Competition, now: datetime) -> dict[str, int | None]:
    return {row.name: row.rank for row in board_of(competition, now).rows}
