"""The median of what was counted in steps, such as sessions in tens of seconds."""

from collections.abc import Mapping
from itertools import accumulate
from math import sqrt

from webapp.core.estimates import Estimate, Z


def median(counts: Mapping[int, int], width: float) -> Estimate | None:
    """Within its step as if spread evenly there. The interval lies between the values of rank n/2 -+ z sqrt(n)/2
    (Conover, Practical Nonparametric Statistics, 3.2), as scipy.stats.quantile_test has it but for the steps' width.
    None of nothing."""
    n = sum(counts.values())
    if not n:
        return None
    reach = Z * sqrt(n) / 2
    low, middle, high = (_at(counts, rank, width) for rank in (max(0.0, n / 2 - reach), n / 2, min(n, n / 2 + reach)))
    return Estimate(middle, low, high, n)


def _at(counts: Mapping[int, int], rank: float, width: float) -> float:
    """The value below which so many lie."""
    steps = sorted(step for step, count in counts.items() if count)
    for step, through in zip(steps, accumulate(counts[step] for step in steps), strict=True):
        if through >= rank:
            return width * (step + 1 - (through - rank) / counts[step])
    return width * (steps[-1] + 1)
