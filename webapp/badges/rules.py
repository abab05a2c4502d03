"""What a badge asks for, and how far a value has come. Pure: values in, value out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple


@dataclass(frozen=True)
class Badge:
    key: str
    name: Any
    """This and the description are translated when they are read."""
    description: Any
    picture: str
    """An icon of lucide's."""
    counter: str
    tiers: Mapping[str, int]
    """What the counter must reach, lowest first; `one` where there is a single tier."""


class Tier(NamedTuple):
    name: str
    threshold: int


def reached(badge: Badge, value: int) -> list[str]:
    """The tiers that `value` is enough for, lowest first."""
    return [tier for tier, threshold in badge.tiers.items() if threshold <= value]


def passed(badge: Badge, before: int, after: int) -> list[str]:
    """The tiers that were out of reach at `before` and are not at `after`."""
    return [tier for tier, threshold in badge.tiers.items() if before < threshold <= after]


def next_tier(badge: Badge, value: int) -> Tier | None:
    """The lowest tier still ahead; None if there is none."""
    for tier, threshold in badge.tiers.items():
        if value < threshold:
            return Tier(tier, threshold)
    return None
