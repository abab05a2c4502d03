"""What a choice's sentence is made of, as it will be on its day. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

WEEK = timedelta(weeks=1)


class Unseen(NamedTuple):
    """How many will not have seen a fact for how long."""

    weeks: int
    """The most whole weeks for which at least half will not have; 0 where most saw it since, or never met it."""
    share: float
    """0 to 1."""


def unseen(last: Sequence[date], people: int, day: date) -> Unseen:
    """From the day on which each who has met it saw it last. Whoever never met it has not seen it for ever."""
    if 2 * len(last) < people or not people:
        return Unseen(0, 0.0)
    weeks = 0
    while 2 * _longer(last, people, day - WEEK * (weeks + 1)) >= people and day - WEEK * weeks > min(last):
        weeks += 1
    return Unseen(weeks, _longer(last, people, day - WEEK * weeks) / people if weeks else 0.0)


def _longer(last: Sequence[date], people: int, since: date) -> int:
    return people - sum(one > since for one in last)
