"""The rule of what lost deals weigh, deal by deal, as it is meant."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import exp, log, sqrt
from typing import NamedTuple

from webapp.deals.rules import LEAST, MOST, PRIOR, decayed


class Loss(NamedTuple):
    """A lost deal and one topic that it was about."""

    topic_id: int
    days: int
    value: int


def weights(losses: Sequence[Loss], topics: int) -> dict[int, float]:
    typical, lost = typical_value(loss.value for loss in losses), defaultdict[int, float](float)
    for loss in losses:
        lost[loss.topic_id] += counted(loss.value, typical) * decayed(loss.days)
    mean = sum(lost.values()) / max(topics, len(lost), 1)
    return {topic: 1 + sum_ / (PRIOR + mean) for topic, sum_ in lost.items()}


def typical_value(values: Iterable[int]) -> float:
    """The geometric mean of those that are worth something."""
    logs = [log(value) for value in values if value > 0]
    return exp(sum(logs) / len(logs)) if logs else 1.0


def counted(value: int, typical: float) -> float:
    return min(max(sqrt(value / typical), LEAST), MOST)
