"""Judges and replies, learned from each other: who leans, who doubts, who does not look, what replies are worth.

The model is an ordinal probit. A reply is worth its author's skill plus a part of its own, on each question; a judge
sees that plus their leaning plus noise, and says 0 below -0.5, 2 above 0.5. Some votes were never looked at: the same
tapped twice, so that who always taps the middle passes for nobody careful. Coaches lean nowhere and see with little
noise, which anchors everybody else. What judges, authors and replies have in common is learned too, and shrinks those
of whom little is known (empirical Bayes).

Drawn by Gibbs sampling with the votes' latent values (Albert and Chib 1993, "Bayesian analysis of binary and
polychotomous response data", JASA 88), with a seed of its own: the same votes teach the same.
"""

from typing import NamedTuple

import numpy as np

from webapp.trust import judges, seeing, worth
from webapp.trust.ballots import Ballots, Expected, Floats, Judges, Worths
from webapp.trust.verdicts import verdict

ROUNDS, UNSETTLED = 260, 60
"""Rounds of drawing, and how many of the first are forgotten."""


class Learned(NamedTuple):
    judges: Judges
    """Means."""
    lean_error: Floats
    """(judges, 2): the standard deviation of their leaning."""
    replies: Floats
    """(replies, 2): what a coach would say of each, 0 to 1 (verdicts.py)."""
    reply_error: Floats
    """Its standard deviation."""


def learn(ballots: Ballots, seed: int = 0) -> Learned:
    """About 1 ms a round for 3,000 votes; memory grows with the votes alone."""
    chance = np.random.default_rng(seed)
    people, common = judges.at_first(ballots), judges.COMMON
    worths = worth.at_first(ballots)
    kept = Sums(ballots)
    for n in range(ROUNDS):
        looked, seen = seeing.draw(ballots, people, worths, chance)
        worths, expected = worth.draw(ballots, people, worths, looked, seen, chance)
        people, common = judges.draw(ballots, people, common, worths, looked, seen, chance)
        if n >= UNSETTLED:
            kept.add(people, worths, expected)
    return kept.means()


class Sums:
    """Of the rounds that count."""

    def __init__(self, ballots: Ballots) -> None:
        people, replies = len(ballots.coach), len(ballots.author)
        self.rounds = 0
        self.lean, self.lean_squares = np.zeros((people, 2)), np.zeros((people, 2))
        self.noise, self.habit = np.zeros(people), np.zeros((people, 4))
        self.expected, self.reply, self.reply_squares = (np.zeros((replies, 2)) for _ in range(3))

    def add(self, people: Judges, worths: Worths, expected: Expected) -> None:
        self.rounds += 1
        self.lean += people.lean
        self.lean_squares += people.lean**2
        self.noise += people.noise
        self.habit += people.habit
        self.expected += verdict(*expected)
        drawn = verdict(worths.reply)
        self.reply += drawn
        self.reply_squares += drawn**2

    def means(self) -> Learned:
        n = self.rounds
        return Learned(
            judges=Judges(self.lean / n, self.noise / n, self.habit / n),
            lean_error=_spread(self.lean, self.lean_squares, n),
            replies=self.expected / n,
            reply_error=_spread(self.reply, self.reply_squares, n),
        )


def _spread(sums: Floats, squares: Floats, n: int) -> Floats:
    return np.sqrt(np.maximum(squares / n - (sums / n) ** 2, 0))
