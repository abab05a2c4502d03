"""One round of drawing: each judge's leaning, noise and habit, and what judges have in common. Pure."""

from typing import NamedTuple

import numpy as np
from numpy.random import Generator

from webapp.trust.ballots import BLIND, Ballots, Flags, Floats, Ints, Judges, Worths

NOISES = np.array([0.25, 0.35, 0.5, 0.7, 1.0, 1.4, 2.0, 2.8])
COACHES_NOISE = 0.25
HABIT = np.array([4.0, 0.3, 0.3, 0.3])
"""Dirichlet: nearly everybody looks nearly always; who does not, hardly ever does."""
SPREAD, SPREAD_KNOWN = 0.5 * np.eye(2), 4
"""Inverse Wishart, of leanings around their mean."""


class Common(NamedTuple):
    lean: Floats
    """(2): the mean."""
    spread: Floats
    """(2, 2): its covariance."""
    noises: Floats
    """How frequent each noise is."""


COMMON = Common(np.zeros(2), 0.5 * np.eye(2), np.full(len(NOISES), 1 / len(NOISES)))


def at_first(ballots: Ballots) -> Judges:
    n = len(ballots.coach)
    return _with_coaches(ballots, Judges(np.zeros((n, 2)), np.full(n, 0.7), np.tile(HABIT / HABIT.sum(), (n, 1))))


def draw(
    ballots: Ballots,
    people: Judges,
    common: Common,
    worths: Worths,
    looked: Flags,
    seen: Floats,
    chance: Generator,
) -> tuple[Judges, Common]:
    apart = seen - worths.reply[ballots.reply]
    counted = ballots.per_judge(looked)
    lean = _lean(ballots, people, common, apart, looked, counted, chance)
    squares = ((apart - lean[ballots.judge]) ** 2).sum(axis=1)
    noise = _noise(ballots.per_judge(looked * squares), counted, common.noises, chance)
    habit = _habit(ballots, looked, counted, chance)
    drawn = _with_coaches(ballots, Judges(lean, NOISES[noise], habit))
    return drawn, _common(drawn.lean[~ballots.coach], noise[~ballots.coach], common, chance)


def _lean(
    ballots: Ballots,
    people: Judges,
    common: Common,
    apart: Floats,
    looked: Flags,
    counted: Floats,
    chance: Generator,
) -> Floats:
    """Normal around what judges have in common; both questions together."""
    known = np.linalg.inv(common.spread)
    sums = np.stack([ballots.per_judge(looked * apart[:, q]) for q in (0, 1)], axis=1)
    precision = known + (counted / people.noise**2)[:, None, None] * np.eye(2)
    covariance = np.linalg.inv(precision)
    mean = np.einsum("jab,jb->ja", covariance, known @ common.lean + sums / people.noise[:, None] ** 2)
    return mean + np.einsum("jab,jb->ja", np.linalg.cholesky(covariance), chance.normal(size=mean.shape))


def _noise(squares: Floats, counted: Floats, frequent: Floats, chance: Generator) -> Ints:
    """A place in NOISES, by Gumbel's trick: the largest of log-likelihood plus Gumbel noise."""
    likelihood = -squares[:, None] / (2 * NOISES**2) - 2 * counted[:, None] * np.log(NOISES) + np.log(frequent)
    return (likelihood + chance.gumbel(size=likelihood.shape)).argmax(axis=1)


def _habit(ballots: Ballots, looked: Flags, counted: Floats, chance: Generator) -> Floats:
    blind = [ballots.per_judge(~looked & (ballots.vote == step).all(axis=1)) for step in BLIND]
    counts = np.stack([counted, *blind], axis=1)
    drawn = chance.gamma(HABIT + counts)
    return np.asarray(drawn / drawn.sum(axis=1, keepdims=True))


def _common(lean: Floats, noise: Ints, common: Common, chance: Generator) -> Common:
    """What the peers have in common; with none of them, what was assumed."""
    if not len(lean):
        return COMMON
    n = len(lean)
    mean = np.asarray(lean.mean(axis=0) + np.linalg.cholesky(common.spread / n) @ chance.normal(size=2), np.float64)
    around = lean - mean
    half = np.linalg.cholesky(np.linalg.inv(SPREAD + around.T @ around)) @ chance.normal(size=(2, n + SPREAD_KNOWN))
    frequent = chance.dirichlet(1 + np.bincount(noise, minlength=len(NOISES)))
    spread: Floats = np.asarray(np.linalg.inv(half @ half.T), np.float64)
    return Common(mean, spread, frequent)


def _with_coaches(ballots: Ballots, people: Judges) -> Judges:
    """Coaches are what the others are measured by."""
    coach = ballots.coach
    return Judges(
        np.where(coach[:, None], 0.0, people.lean),
        np.where(coach, COACHES_NOISE, people.noise),
        np.where(coach[:, None], np.array([1.0, 0.0, 0.0, 0.0]), people.habit),
    )
