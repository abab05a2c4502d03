"""Whether what was predicted came true as often as was said."""

from collections.abc import Iterable, Sequence
from math import log
from typing import NamedTuple

from webapp.core.estimates import Estimate, share

BINS = 10
EDGE = 1e-6
"""A prediction of nought or one that fails would cost without end."""


class Bin(NamedTuple):
    """Predictions alike: how many, how many came true, and the sums of what was said and what it cost."""

    asked: int = 0
    right: int = 0
    predicted: float = 0.0
    squares: float = 0.0
    """Sum of (prediction - outcome) squared."""
    surprise: float = 0.0
    """Sum of -ln of what had been given to the outcome."""


class Point(NamedTuple):
    """Where the predictions of a bin lay, on average, and how often they came true."""

    predicted: float
    seen: Estimate


class Calibration(NamedTuple):
    """Brier (1950): the mean square. Log loss: the mean surprise in nats. Expected calibration error (Naeini et al.
    2015, AAAI): the mean distance of the bins from what was predicted, by their size. All best at nought."""

    n: int
    brier: float
    log_loss: float
    error: float
    points: list[Point]


def bin_of(predicted: float) -> int:
    """0 to 9, tenths; one belongs to the last."""
    return min(BINS - 1, int(predicted * BINS))


def binned(predictions: Iterable[tuple[float, bool]]) -> list[Bin]:
    bins = [Bin()] * BINS
    for predicted, outcome in predictions:
        number = bin_of(predicted)
        kept = min(1 - EDGE, max(EDGE, predicted))
        cost = Bin(1, outcome, predicted, (predicted - outcome) ** 2, -log(kept if outcome else 1 - kept))
        bins[number] = joined([bins[number], cost])
    return bins


def joined(bins: Iterable[Bin]) -> Bin:
    return Bin(*map(sum, zip(Bin(), *bins, strict=True)))


def calibration(bins: Sequence[Bin]) -> Calibration | None:
    """None where nothing was predicted. Checked against sklearn's definitions written out with NumPy, and Brier's own
    worked example."""
    whole = joined(bins)
    if not whole.asked:
        return None
    filled = [(one, seen) for one in bins if (seen := share(one.right, one.asked))]
    points = [Point(one.predicted / one.asked, seen) for one, seen in filled]
    apart = sum(point.seen.n * abs(point.seen.value - point.predicted) for point in points)
    return Calibration(
        whole.asked, whole.squares / whole.asked, whole.surprise / whole.asked, apart / whole.asked, points
    )
