"""What a coach would say of a reply: what is learned of it, on the scale that people use. Pure."""

from typing import NamedTuple

import numpy as np
from scipy.special import ndtr

from webapp.trust.ballots import Ballots, Floats, Ints
from webapp.trust.judges import COACHES_NOISE
from webapp.trust.seeing import CUTS

ANCHORED = 20
"""So many replies coaches must have judged among those that are learned from. With fewer nobody knows whether judges
are kind or replies are good: replies can be told apart, but not called good or bad."""

NOTICEABLE = 0.05
"""What moved by less stays as it was: learning anew draws anew, and whatever is written has its author's sums and
knacks counted once more."""


class Verdict(NamedTuple):
    """On one reply, 0 to 1: half of what a coach would tap, 0, 1 or 2; the errors are standard deviations."""

    answer_id: int
    fact: float
    fact_error: float
    persuasion: float
    persuasion_error: float


def verdict(worth: Floats, variance: Floats | float = 0.0) -> Floats:
    """The mean of half a coach's vote on replies whose worth is normal around `worth` (any shape): the probability of
    the middle or more, and that of the best, halved."""
    spread = np.sqrt(variance + COACHES_NOISE**2)
    low, high = (ndtr((worth - cut) / spread) for cut in CUTS)
    return np.asarray((low + high) / 2)


def verdicts(ballots: Ballots, value: Floats, error: Floats, reply_ids: Ints) -> list[Verdict]:
    """On each reply, from (replies, 2); none while there is too little to measure leanings by."""
    coached = ballots.per_reply(ballots.coach[ballots.judge]) > 0
    if coached.sum() < ANCHORED:
        return []
    return [
        Verdict(int(reply_ids[n]), float(value[n, 0]), float(error[n, 0]), float(value[n, 1]), float(error[n, 1]))
        for n in range(len(reply_ids))
    ]


def has_moved(before: Verdict | None, after: Verdict) -> bool:
    if before is None:
        return True
    return max(abs(before.fact - after.fact), abs(before.persuasion - after.persuasion)) >= NOTICEABLE
