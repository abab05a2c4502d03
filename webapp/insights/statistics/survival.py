"""Days until something happens, where some are still waiting: Kaplan and Meier's curve."""

import warnings
from collections.abc import Callable, Sequence
from math import isnan
from typing import NamedTuple


class Wait(NamedTuple):
    """Days that somebody needed; or has waited so far, and then they are censored."""

    days: int
    reached: bool


class Step(NamedTuple):
    """From this day on, the share that still waits, with its 95 % interval."""

    day: float
    share: float
    low: float
    high: float


class Median(NamedTuple):
    """Days until half were there; None while the curve, or an end of its interval, stays above a half."""

    day: float | None
    low: float | None
    high: float | None


def curve(waits: Sequence[Wait]) -> list[Step]:
    """The Kaplan-Meier estimate (scipy.stats.ecdf over CensoredData), Greenwood's variance on the log-log scale.

    Checked against statsmodels.SurvfuncRight and the 6-mercaptopurine arm of Freireich et al. (1963, Blood 21, 699):
    0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448 after 6, 7, 10, 13, 16, 22 and 23 weeks.
    Where the scale has no answer (all wait, or none) the interval keeps the end it had.
    """
    if not waits:
        return []
    from scipy import stats  # half a second: only whoever opens the curves pays for it

    data = stats.CensoredData(
        uncensored=[float(one.days) for one in waits if one.reached],
        right=[float(one.days) for one in waits if not one.reached],
    )
    waiting = stats.ecdf(data).sf
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        interval = waiting.confidence_interval(method="log-log")
    shares = [float(one) for one in waiting.probabilities]
    lows = [float(one) for one in interval.low.probabilities]
    highs = [float(one) for one in interval.high.probabilities]
    return _whole([float(day) for day in waiting.quantiles], shares, lows, highs)


def median(steps: Sequence[Step]) -> Median:
    """The first day on which at most half still wait; its interval is where the curve's own interval does
    (Brookmeyer and Crowley 1982, Biometrics 38, 29-41), as statsmodels' quantile_ci has it."""
    return Median(
        _first(steps, lambda step: step.share),
        _first(steps, lambda step: step.low),
        _first(steps, lambda step: step.high),
    )


def _whole(days: list[float], shares: list[float], lows: list[float], highs: list[float]) -> list[Step]:
    steps, high = [], 1.0
    for day, share, lowest, highest in zip(days, shares, lows, highs, strict=True):
        high = high if isnan(highest) else highest
        steps.append(Step(day, share, share if isnan(lowest) else lowest, max(share, high)))
    return steps


def _first(steps: Sequence[Step], share_of: Callable[[Step], float]) -> float | None:
    return next((step.day for step in steps if share_of(step) <= 0.5), None)
