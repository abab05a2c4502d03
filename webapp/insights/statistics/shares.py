"""Shares and means with their 95 % intervals."""

from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

CONFIDENCE = 0.95
Z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)


class Estimate(NamedTuple):
    """A value, its 95 % interval, and how many it was counted from."""

    value: float
    low: float
    high: float
    n: int


class Sums(NamedTuple):
    """What a mean needs: how many, their sum, and the sum of their squares."""

    n: int
    total: float
    squares: float


def share(hits: int, n: int) -> Estimate | None:
    """Wilson's score interval (1927, JASA 22, 209-212), without continuity correction, as in
    scipy.stats.binomtest(...).proportion_ci(method="wilson"). None of nobody.

    Written out, for a page with fifty of them should not import SciPy.
    """
    if not n:
        return None
    p, square = hits / n, Z * Z
    middle = (p + square / (2 * n)) / (1 + square / n)
    reach = Z * sqrt(p * (1 - p) / n + square / (4 * n * n)) / (1 + square / n)
    return Estimate(p, max(0.0, min(p, middle - reach)), min(1.0, max(p, middle + reach)), n)


def mean(sums: Sums, *, prior: int = 2) -> Estimate | None:
    """The mean of values from 0 to 1 with a normal interval, whose variance is drawn towards that of a flat spread,
    1/12, by `prior` values: two replies that happen to agree are no certainty. None of nothing."""
    if not sums.n:
        return None
    value = sums.total / sums.n
    around = max(0.0, sums.squares - sums.n * value * value)
    variance = (around + prior / 12) / (sums.n - 1 + prior)
    reach = Z * sqrt(variance / sums.n)
    return Estimate(value, max(0.0, value - reach), min(1.0, value + reach), sums.n)


def added(each: list[Sums]) -> Sums:
    return Sums(sum(one.n for one in each), sum(one.total for one in each), sum(one.squares for one in each))
