"""How much lost deals make a topic weigh. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from math import exp, log, sqrt
from typing import NamedTuple

HALF_LIFE = 90
"""Days after which a lost deal weighs half."""
FORGOTTEN = 5 * HALF_LIFE
"""Days after which it weighs too little to be looked at."""
PRIOR = 5.0
"""So many fresh deals of the typical value must be lost over a topic before it counts as much as what is usual."""
LEAST, MOST = 1 / 3, 3.0
"""Between them lies what one deal may count, in deals of the typical value."""


class Loss(NamedTuple):
    """A lost deal and one topic that it was about."""

    topic_id: int
    days: int
    """Since it was lost."""
    value: int


def weights(losses: Iterable[Loss], topics: int, typical: float) -> dict[int, float]:
    """1.0 for a topic over which nothing was lost, growing with what was, beside what is lost over the mean one of
    all `topics`. One more deal raises a weight by MOST / PRIOR at most, whatever it was worth."""
    by_day: dict[tuple[int, int], float] = defaultdict(float)
    for topic_id, days, value in losses:
        by_day[topic_id, days] += counted(value, typical)
    lost: dict[int, float] = defaultdict(float)
    for (topic_id, days), count in by_day.items():
        lost[topic_id] += count * decayed(days)
    mean = sum(lost.values()) / max(topics, len(lost), 1)
    return {topic: 1 + sum_ / (PRIOR + mean) for topic, sum_ in lost.items()}


def typical_value(values: Iterable[int]) -> float:
    """Their geometric mean, which one giant hardly moves; deals without an amount say nothing."""
    logs = [log(value) for value in values if value > 0]
    return exp(sum(logs) / len(logs)) if logs else 1.0


def counted(value: int, typical: float) -> float:
    """In deals of the typical value: four times the value counts double, a hundred times three times."""
    return min(max(sqrt(value / typical), LEAST), MOST)


def decayed(days: int) -> float:
    return float(0.5 ** (max(days, 0) / HALF_LIFE))
