"""How a fact fares with people, told by a room above that knows replies and votes."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple


class Figures(NamedTuple):
    """Of one fact, over all its versions; None where there is too little to tell."""

    served: int
    replied: int
    recalled: float | None
    """Share of first recalls that were right."""
    recalls: int
    truth: float | None
    """Mean fact score of its replies, 0 to 1."""
    judged: int
    telling: float | None
    """How its replies' scores go with their authors' other scores, -1 to 1."""
    flags: list[str]
    """Why somebody should look at it, in sentences."""


Teller = Callable[[date], dict[int, Figures]]

_tellers: list[Teller] = []


def told_by(teller: Teller) -> None:
    _tellers[:] = [teller]


def by_fact(today: date) -> dict[int, Figures]:
    """Figures by fact id, for those there are any of."""
    return _tellers[0](today) if _tellers else {}
