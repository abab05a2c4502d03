"""Paired choice: "which would you rather send?", as many replies read, so half as many choices as votes: a
quarter of the taps. At the same number of taps each reply would be read four times as often.

Bradley and Terry 1952, "Rank analysis of incomplete block designs", Biometrika 39: the better wins with the logistic
of the difference. Fitted by Newton's method with a normal prior, which also says what never won or never lost.
"""

from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from scipy.special import expit

from bench.judging.world import COACHED, COACHES_NOISE, JUDGES, REPLIES, Floats, Ints, World, seen_by

STEPS, TURNS = 6, 6
SPREAD = 2.0
"""Standard deviation of worths, in logits."""


class Choices(NamedTuple):
    judge: Ints
    won: Ints
    lost: Ints


def choices_in(world: World, chance: Generator, each: int) -> Choices:
    """Every reply is read `each` times by peers, and one in ten by a coach."""
    left, right = _couples(chance, np.arange(REPLIES), each)
    judge = chance.integers(JUDGES, size=len(left))
    first = _prefers(world, chance, judge, left, right)
    coached = chance.permutation(REPLIES)[: round(COACHED * REPLIES)]
    a, b = _couples(chance, coached, 1)
    seen = [world.truth[one].sum(axis=1) + COACHES_NOISE * chance.normal(size=len(one)) * np.sqrt(2) for one in (a, b)]
    judge = np.concatenate([judge, np.full(len(a), JUDGES)])
    left, right = np.concatenate([left, a]), np.concatenate([right, b])
    first = np.concatenate([first, seen[0] > seen[1]])
    return Choices(judge, np.where(first, left, right), np.where(first, right, left))


def by_pairs(choices: Choices) -> Floats:
    return _fitted(choices, np.ones(JUDGES + 1), np.eye(REPLIES) / SPREAD**2)


def by_learned_pairs(choices: Choices, author: Ints) -> Floats:
    """With what ours has too: authors' skill, and each judge's sharpness, learned by turns."""
    same = author[:, None] == author[None, :]
    prior = np.linalg.inv(SPREAD**2 * (0.5 * same + 0.5 * np.eye(REPLIES)))
    sharp, worth = np.ones(JUDGES + 1), None
    for _ in range(TURNS):
        worth = _fitted(choices, sharp, prior, worth)
        sharp = _sharpness(choices, worth, sharp)
    return _fitted(choices, sharp, prior, worth)


def _couples(chance: Generator, replies: Ints, each: int) -> tuple[Ints, Ints]:
    decks = np.concatenate([chance.permutation(replies) for _ in range(each)])
    return decks[0::2], decks[1::2]


def _prefers(world: World, chance: Generator, judge: Ints, left: Ints, right: Ints) -> np.ndarray:
    """Whether the first is chosen. Who is lazy takes the first; a ring takes its own, or half of the time the worse."""
    seen = [seen_by(world, chance, judge, one).sum(axis=1) for one in (left, right)]
    ring = world.ring[judge]
    ours = [(ring >= 0) & (ring == world.ring[world.author[one]]) for one in (left, right)]
    first = (seen[0] > seen[1]) ^ ((ring >= 0) & (chance.random(len(judge)) < 0.5))
    first = np.where(ours[0] != ours[1], ours[0], first)
    return np.where(world.lazy[judge] & (ring < 0), True, first)


def _fitted(choices: Choices, sharp: Floats, prior: Floats, start: Floats | None = None) -> Floats:
    worth, sharpness = np.zeros(REPLIES) if start is None else start, sharp[choices.judge]
    for _ in range(STEPS if start is None else 2):
        likely = expit(sharpness * (worth[choices.won] - worth[choices.lost]))
        slope = sharpness * (1 - likely)
        gradient = np.bincount(choices.won, slope, REPLIES) - np.bincount(choices.lost, slope, REPLIES) - prior @ worth
        curve = sharpness**2 * likely * (1 - likely)
        hessian = prior + np.diag(np.bincount(choices.won, curve, REPLIES) + np.bincount(choices.lost, curve, REPLIES))
        np.subtract.at(hessian, (choices.won, choices.lost), curve)
        np.subtract.at(hessian, (choices.lost, choices.won), curve)
        worth = worth + np.linalg.solve(hessian, gradient)
    return worth


def _sharpness(choices: Choices, worth: Floats, sharp: Floats) -> Floats:
    """One Newton step for each judge, held near 1 by a normal prior with standard deviation 0.5."""
    apart = worth[choices.won] - worth[choices.lost]
    likely = expit(sharp[choices.judge] * apart)
    gradient = np.bincount(choices.judge, apart * (1 - likely), JUDGES + 1) - (sharp - 1) / 0.25
    curve = np.bincount(choices.judge, apart**2 * likely * (1 - likely), JUDGES + 1) + 1 / 0.25
    return np.clip(sharp + gradient / curve, 0.0, 3.0)
