"""What a start made of teams: the difference between those that had started and those that had not.

Chance decided on teams, so teams are counted and not people. Within each week the started are compared with those that
wait, so that what all of them lived through together (a holiday, a launch) cancels out.
"""

from collections.abc import Callable, Collection, Sequence
from math import factorial, prod
from typing import NamedTuple

import numpy as np

DRAWS = 2_000
FEWEST_DRAWS = 40
"""So many orders must have been possible for a 95 % interval to have ends: with fewer, chance alone is too likely."""
SEED = 20260526


class Difference(NamedTuple):
    """Started less waiting; `low` and `high` are None where too few teams were drawn for an interval."""

    value: float
    low: float | None
    high: float | None
    p: float
    """How often chance alone would have drawn an order that looks at least as different."""
    teams: int
    weeks: int
    """In which some had started and some had not."""


def difference(values: Sequence[Sequence[float]], starts: Sequence[int]) -> Difference | None:
    """From each team's mean in each week (`values[team][week]`) and the week each started in.

    The mean over weeks of (mean of started - mean of waiting) is compared with what it would have been under other
    draws of the same starts (Fisher's randomisation test; for stepped starts Wang and De Gruttola 2017, Stat Med 36,
    2831-2843). The interval holds every constant effect that the test does not refuse at 5 %. With one common start it
    is scipy.stats.permutation_test on the teams' means. None where no week has both kinds.
    """
    y, first = np.asarray(values, float), np.asarray(starts)
    seen = _started(first, y.shape[1])
    compared = seen.any(axis=0) & ~seen.all(axis=0)
    if not compared.any():
        return None
    y = y[:, compared]
    orders = np.array([_started(order, compared.size)[:, compared] for order in _orders(first)])
    observed = _contrast(y, seen[:, compared][None])[0]
    outcome, effect = _contrast(y, orders), _contrast(seen[:, compared].astype(float), orders)
    low, high = _ends(outcome, effect, observed) if len(orders) >= FEWEST_DRAWS else (None, None)
    p = float(np.mean(np.abs(outcome) >= abs(observed) - 1e-12))
    return Difference(float(observed), low, high, p, len(first), int(compared.sum()))


def possible_orders(sizes: Collection[int]) -> int:
    """How many different draws there are of so many teams in each wave."""
    return factorial(sum(sizes)) // prod(map(factorial, sizes))


def _started(first: np.ndarray, weeks: int) -> np.ndarray:
    return first[:, None] <= np.arange(weeks)


def _contrast(y: np.ndarray, started: np.ndarray) -> np.ndarray:
    """For each draw: the mean over weeks of started less waiting."""
    here = (y * started).sum(axis=1) / started.sum(axis=1)
    there = (y * ~started).sum(axis=1) / (~started).sum(axis=1)
    difference: np.ndarray = (here - there).mean(axis=1)
    return difference


def _orders(first: np.ndarray) -> list[np.ndarray]:
    """Every different one where they are few, with the one that was drawn; else two thousand by chance."""
    if possible_orders([int(n) for n in np.unique(first, return_counts=True)[1]]) <= DRAWS:
        return [np.array(order) for order in _arrangements(sorted(int(one) for one in first))]
    chance = np.random.default_rng(SEED)
    return [first, *(chance.permutation(first) for _ in range(DRAWS - 1))]


def _arrangements(left: list[int]) -> list[list[int]]:
    if not left:
        return [[]]
    return [
        [one, *rest]
        for one in sorted(set(left))
        for rest in _arrangements(left[: left.index(one)] + left[left.index(one) + 1 :])
    ]


def _ends(outcome: np.ndarray, effect: np.ndarray, observed: float) -> tuple[float | None, float | None]:
    """The smallest and the largest effect not refused. Taking an effect away changes each draw's difference in a
    straight line, so one look at all draws tells how likely it is."""

    def stays(one: float) -> bool:
        return bool(np.mean(np.abs(outcome - one * effect) >= abs(observed - one) - 1e-12) > 0.05)

    reach = 4 * float(np.abs(outcome).max()) + 1e-9
    return _edge(stays, observed, observed - reach), _edge(stays, observed, observed + reach)


def _edge(stays: Callable[[float], bool], inside: float, outside: float) -> float | None:
    """Halving between what stays and what does not, to a thousandth of a thousandth."""
    if stays(outside):
        return None
    for _ in range(40):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if stays(middle) else (inside, middle)
    return inside
