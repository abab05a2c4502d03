"""What won and lost deals say about topics."""

from datetime import date
from typing import NamedTuple


class TopicWeight(NamedTuple):
    """How much more than usual rides on a topic, by the deals that were lost over it."""

    weight: float
    lost: int
    lost_value: int
    words: str | None


def topic_weights(day: date) -> dict[int, TopicWeight]:
    return {}
