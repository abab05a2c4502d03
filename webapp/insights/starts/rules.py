"""The order that chance gives to teams, which anybody can compute again from the seed. Pure: values in, value out."""

from collections import Counter
from collections.abc import Collection
from datetime import date
from hashlib import sha256

from webapp.insights.counting.weeks import WEEK
from webapp.insights.statistics.differences import possible_orders


def order(seed: str, team_ids: Collection[int]) -> list[int]:
    """By the SHA-256 of `seed:team`, in hexadecimal: as good as drawn for whoever could not choose the seed."""
    return sorted(team_ids, key=lambda team_id: sha256(f"{seed}:{team_id}".encode()).hexdigest())


def weeks(first: date, teams: int, waves: int) -> list[date]:
    """In which week each place of the order starts: waves of the same size, or one apart; no more waves than teams."""
    waves = min(waves, teams)
    return [first + (place * waves // teams) * WEEK for place in range(teams)]


def orders(teams: int, waves: int) -> int:
    """How many different draws are possible, of which chance takes one."""
    return possible_orders(Counter(weeks(date.min, teams, waves)).values()) if teams and waves else 1
