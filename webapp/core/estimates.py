"""A share with its 95 % interval: the same wherever one is shown. Pure."""

from math import sqrt
from typing import NamedTuple

Z = 1.959963984540054
"""The normal distribution's 0.975 quantile: all intervals are of 95 %."""


class Estimate(NamedTuple):
    """A share or a mean, mostly 0 to 1, with its 95 % interval and how many observations it rests on."""

    value: float
    low: float
    high: float
    n: int


def share(hits: int, n: int) -> Estimate | None:
    """The share of successes with Wilson's score interval, which stays within 0 and 1 and holds for few and for
    extreme shares (E. B. Wilson, 1927, Journal of the American Statistical Association 22, 209-212); without continuity
    correction, as scipy.stats.binomtest(...).proportion_ci(method="wilson") has it. None of nobody.

    Written out, for a page with fifty of them should not import SciPy.
    """
    if not n:
        return None
    observed, shrink = hits / n, 1 + Z * Z / n
    centre = (observed + Z * Z / (2 * n)) / shrink
    half = Z * sqrt(observed * (1 - observed) / n + Z * Z / (4 * n * n)) / shrink
    return Estimate(observed, max(0.0, min(observed, centre - half)), min(1.0, max(observed, centre + half)), n)
