"""What an installation's own answers say of how memory fades there. Pure.

FSRS's defaults were learned from Anki's logs. Two figures of its curve (memory.Curve) are learned anew, by maximum
likelihood with a normal prior around the defaults on both logarithms; stability itself stays FSRS's own. FSRS-6: Ye,
open-spaced-repetition, "The Algorithm"; log loss is what it is learned and measured by there too.
"""

from collections.abc import Sequence
from math import exp, log
from typing import NamedTuple

import numpy as np
from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS
from numpy.typing import NDArray

from webapp.schedule.memory import BY_DEFAULT, Curve

LEAST = 400
"""Answers without which nothing is learned."""
HELD_OUT = 0.2
"""Share of the answers, the newest, on which what was learned from the others is tried."""
LOOSENESS = 0.5
"""The prior's standard deviation: without answers, two of three installations last 0.6 to 1.6 times as long."""
BOUNDS = (None, None), (log(LOWER_BOUNDS_PARAMETERS[20]), log(UPPER_BOUNDS_PARAMETERS[20]))
"""Of both logarithms; FSRS's own for the decay."""
EDGE = 1e-6
"""No prediction is surer than that."""


class Asked(NamedTuple):
    """One answer and what was known before it."""

    days: float
    """Since the last review."""
    stability: float
    """FSRS's, in days, by its defaults."""
    knows: bool


class Fit(NamedTuple):
    answers: int
    curve: Curve
    loss_before: float
    """Mean log loss, in nats, of the answers held out, by the curve of before."""
    loss_after: float


def fitted(answers: Sequence[Asked], before: Curve) -> Fit | None:
    """From the oldest to the newest. None where there are too few, or where the newest are not foretold better."""
    if len(answers) < LEAST:
        return None
    cut = round(len(answers) * (1 - HELD_OUT))
    curve, held = most_likely(answers[:cut]), answers[cut:]
    fit = Fit(len(answers), curve, log_loss(before, held), log_loss(curve, held))
    return fit if fit.loss_after < fit.loss_before else None


def most_likely(answers: Sequence[Asked]) -> Curve:
    """The curve that these answers and the prior make most likely."""
    from scipy.optimize import minimize  # half a second: only whoever learns pays for it

    columns, start = _columns(answers), np.log(BY_DEFAULT)

    def surprise(guess: NDArray[np.float64]) -> float:
        strange = ((guess - start) / LOOSENESS) ** 2 / 2
        return float(_losses(_curve(guess), *columns).sum() + strange.sum())

    return _curve(minimize(surprise, start, method="L-BFGS-B", bounds=BOUNDS).x)


def log_loss(curve: Curve, answers: Sequence[Asked]) -> float:
    """The mean, in nats."""
    return float(_losses(curve, *_columns(answers)).mean())


def _curve(logarithms: NDArray[np.float64]) -> Curve:
    longer, decay = logarithms.tolist()
    return Curve(exp(longer), exp(decay))


def _columns(answers: Sequence[Asked]) -> NDArray[np.float64]:
    """Days, stability, and 1 or 0 for whoever knew it."""
    return np.array(answers, dtype=float).reshape(-1, 3).T


def _losses(
    curve: Curve, days: NDArray[np.float64], stability: NDArray[np.float64], knows: NDArray[np.float64]
) -> NDArray[np.float64]:
    sure = np.clip(curve.recalled(days, stability), EDGE, 1 - EDGE)
    return -np.log(np.where(knows == 1, sure, 1 - sure))
