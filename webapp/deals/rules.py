"""How much lost deals make a topic weigh. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from math import exp
from typing import NamedTuple

HALF_LIFE = 90
"""Days after which a lost deal weighs half."""
FORGOTTEN = 5 * HALF_LIFE
"""Days after which it weighs too little to be looked at."""
PRIOR = 5.0
"""So many fresh deals of the typical value must be lost over a topic before it counts as much as what is usual."""
LEAST, MOST = 1 / 3, 3.0
"""Between them lies what one deal may count, in deals of the typical value."""


class Losses(NamedTuple):
    """What was lost over a topic on one day."""

    topic_id: int
    days: int
    """Since then."""
    counted: float
    """In deals of the typical value: each counts the root of how many times that it is worth, from LEAST to MOST, so
    that four times the value counts double."""
    deals: int
    value: int


def weights(losses: Iterable[Losses], topics: int) -> dict[int, float]:
    """1.0 for a topic over which nothing was lost, growing with what was, beside what is lost over the mean one of
    all `topics`. One more deal raises a weight by MOST / PRIOR at most, whatever it was worth."""
    lost: dict[int, float] = defaultdict(float)
    for one in losses:
        lost[one.topic_id] += one.counted * decayed(one.days)
    mean = sum(lost.values()) / max(topics, len(lost), 1)
    return {topic: 1 + sum_ / (PRIOR + mean) for topic, sum_ in lost.items()}


def typical_value(mean_log: float | None) -> float:
    """The values' geometric mean, from the mean of their logarithms, which one giant hardly moves; deals without an
    amount say nothing."""
    return 1.0 if mean_log is None else exp(mean_log)


def decayed(days: int) -> float:
    return float(0.5 ** (max(days, 0) / HALF_LIFE))
