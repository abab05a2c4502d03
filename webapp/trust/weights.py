"""How much a judge's vote weighs, from what was learned of them. Pure."""

from typing import NamedTuple

import numpy as np
from scipy.special import ndtr

from webapp.trust.ballots import Ballots, Floats, Ints, Judges
from webapp.trust.learning import Learned
from webapp.trust.seeing import CUTS

LEAST, USUAL, MOST = 500, 1000, 1500
"""In thousandths of a peer's vote (DESIGN.md: 0.5 to 1.5)."""
HALF_WAY = 4
"""After so many replies shared with coaches a weight has gone half of its way from 1."""
REPLIES = np.linspace(-3.0, 3.0, 61)
"""What replies may be worth, in their standard deviations, to average over."""


class Trust(NamedTuple):
    """What is known of one judge; in the unit of replies, which lie about 1 apart."""

    judge_id: int
    weight: int
    fact_lean: float
    fact_error: float
    persuasion_lean: float
    persuasion_error: float
    replies: int
    shared: int


def trusted(ballots: Ballots, learned: Learned, judge_ids: Ints) -> list[Trust]:
    """What was learned of each peer."""
    peers = np.flatnonzero(~ballots.coach)
    shared, replies = ballots.shared(), ballots.per_judge(np.ones(len(ballots.judge)))
    weight = weights(learned.judges, peers, shared[peers])
    lean, error = learned.judges.lean, learned.lean_error
    return [
        Trust(
            judge_id=int(judge_ids[peer]),
            weight=int(weight[n]),
            fact_lean=float(lean[peer, 0]),
            fact_error=float(error[peer, 0]),
            persuasion_lean=float(lean[peer, 1]),
            persuasion_error=float(error[peer, 1]),
            replies=int(replies[peer]),
            shared=int(shared[peer]),
        )
        for n, peer in enumerate(peers)
    ]


def weights(judges: Judges, peers: Ints, shared: Ints) -> Ints:
    """Thousandths for each of these peers, who shared so many replies with coaches.

    A vote's worth is how closely it follows what replies are worth, as a multiple of the usual judge's among them;
    the fewer replies they shared with coaches, the nearer to 1.
    """
    if not len(peers):
        return np.zeros(0, dtype=np.int64)
    follows = _follows(judges)[peers] ** 2
    multiple = np.clip(follows / max(float(np.mean(follows)), 1e-9), LEAST / USUAL, MOST / USUAL)
    known = shared / (shared + HALF_WAY)
    return np.rint(USUAL * (1 + known * (multiple - 1))).astype(np.int64)


def _follows(judges: Judges) -> Floats:
    """The correlation of each judge's vote with what a reply is worth, the mean of both questions."""
    density = np.exp(-(REPLIES**2) / 2)
    density /= density.sum()
    middle = REPLIES + judges.lean[:, :, None]
    above = ndtr((middle[..., None] - np.array(CUTS)) / judges.noise[:, None, None, None])
    best, middle = (judges.habit[:, n, None, None] for n in (1, 3))
    looks = judges.habit[:, 0, None, None]
    mean = looks * above.sum(axis=-1) + 2 * best + middle
    squares = looks * (above[..., 0] + 3 * above[..., 1]) + 4 * best + middle
    average = (density * mean).sum(axis=-1)
    variance = (density * squares).sum(axis=-1) - average**2
    shared = (density * REPLIES * mean).sum(axis=-1)
    return np.asarray((shared / np.sqrt(np.maximum(variance, 1e-9))).mean(axis=1))
