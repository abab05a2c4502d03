"""One round of drawing: what authors can do and what their replies are worth. Pure."""

import numpy as np
from numpy.random import Generator

from webapp.trust.ballots import Ballots, Expected, Flags, Floats, Judges, Worths

SHAPE, SCALE = 3.0, 1.5
"""Inverse gamma, of each variance: as if a few authors and replies had been seen whose variance is about a half."""


def at_first(ballots: Ballots) -> Worths:
    return Worths(np.zeros((len(ballots.author), 2)), np.full(2, 0.5), np.full(2, 0.5))


def draw(
    ballots: Ballots, people: Judges, worths: Worths, looked: Flags, seen: Floats, chance: Generator
) -> tuple[Worths, Expected]:
    """The replies' worth, and what was to be expected of it in this round, which varies less."""
    weight = looked / people.noise[ballots.judge] ** 2
    precision = ballots.per_reply(weight)
    drawn, mean, variance = (np.empty_like(worths.reply) for _ in range(3))
    skills, parts = np.empty(2), np.empty(2)
    firsts = np.unique(ballots.author, return_index=True)[1]
    for q in (0, 1):
        heard = ballots.per_reply(weight * (seen[:, q] - people.lean[ballots.judge, q]))
        skill = _skills(ballots, heard, precision, worths.skills[q], worths.parts[q], chance)[ballots.author]
        variance[:, q] = 1 / (precision + 1 / worths.parts[q])
        mean[:, q] = (heard + skill / worths.parts[q]) * variance[:, q]
        drawn[:, q] = mean[:, q] + chance.normal(size=len(skill)) * np.sqrt(variance[:, q])
        skills[q], parts[q] = _variance(skill[firsts], chance), _variance(drawn[:, q] - skill, chance)
    return Worths(drawn, skills, parts), Expected(mean, variance)


def _skills(
    ballots: Ballots, heard: Floats, precision: Floats, between: float, own: float, chance: Generator
) -> Floats:
    """Each author's, the replies' own parts integrated out."""
    telling = precision / (1 + own * precision)
    total = 1 / between + ballots.per_author(telling)
    mean = ballots.per_author(heard / (1 + own * precision)) / total
    return mean + chance.normal(size=len(total)) / np.sqrt(total)


def _variance(values: Floats, chance: Generator) -> float:
    return float((SCALE + (values**2).sum() / 2) / chance.gamma(SHAPE + len(values) / 2))
