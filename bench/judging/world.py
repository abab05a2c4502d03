"""The world whose truth is known: judges who lean, doubt, idle and collude, and the votes they cast.

Sixty judges, who write the replies too, ten each. A reply is worth its author's skill plus a part of its own, equally
large, on each of two questions; together they have variance 1. A judge leans by N(0.5, 0.6), on both questions alike,
and sees with noise 0.4, 0.8 or 1.6 (40, 40 and 20 %); 15 % always tap the best. Coaches lean nowhere, see with noise
0.25, and judge one reply in ten. Votes have three levels, cut at -0.5 and 0.5. Colluders, in five rings, give their
own ring's replies the best and half of all others the worst.
"""

from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

JUDGES, REPLIES, RINGS = 60, 600, 5
NOISES, SHARES = (0.4, 0.8, 1.6), (0.4, 0.4, 0.2)
LAZY, COACHED, COACHES_NOISE = 0.15, 0.1, 0.25

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class World(NamedTuple):
    """What no method may look at, but for `author`."""

    author: Ints
    truth: Floats
    """(replies, 2)"""
    lean: Floats
    """(judges)"""
    noise: Floats
    lazy: NDArray[np.bool_]
    ring: Ints
    """Of each judge; -1 for who colludes with nobody."""


class Votes(NamedTuple):
    """One vote a row. The coaches are one judge, the last."""

    judge: Ints
    reply: Ints
    vote: Ints
    """(votes, 2), each 0, 1 or 2."""


def a_world(chance: Generator, colluding: float) -> World:
    author = np.arange(REPLIES) % JUDGES
    part = np.sqrt(0.5)
    truth = part * (chance.normal(size=(JUDGES, 2))[author] + chance.normal(size=(REPLIES, 2)))
    ring = np.full(JUDGES, -1)
    colluders = chance.permutation(JUDGES)[: round(colluding * JUDGES)]
    ring[colluders] = np.arange(len(colluders)) % RINGS
    return World(
        author=author,
        truth=truth,
        lean=chance.normal(0.5, 0.6, size=JUDGES),
        noise=chance.choice(NOISES, size=JUDGES, p=SHARES),
        lazy=chance.random(JUDGES) < LAZY,
        ring=ring,
    )


def votes_in(world: World, chance: Generator, each: int) -> Votes:
    """`each` votes of different colleagues on every reply, and a coach's on one in ten."""
    reply = np.repeat(np.arange(REPLIES), each)
    judge = np.concatenate([_colleagues(chance, author, each) for author in world.author])
    coached = chance.permutation(REPLIES)[: round(COACHED * REPLIES)]
    seen = world.truth[coached] + COACHES_NOISE * chance.normal(size=(len(coached), 2))
    return Votes(
        judge=np.concatenate([judge, np.full(len(coached), JUDGES)]),
        reply=np.concatenate([reply, coached]),
        vote=np.concatenate([_peers(world, chance, judge, reply), _levels(seen)]),
    )


def seen_by(world: World, chance: Generator, judge: Ints, reply: Ints) -> Floats:
    """What a judge makes of a reply before it is cut into levels."""
    noise = world.noise[judge, None] * chance.normal(size=(len(judge), 2))
    return world.truth[reply] + world.lean[judge, None] + noise


def _peers(world: World, chance: Generator, judge: Ints, reply: Ints) -> Ints:
    vote = _levels(seen_by(world, chance, judge, reply))
    colludes = world.ring[judge] >= 0
    friends = colludes & (world.ring[judge] == world.ring[world.author[reply]])
    vote[colludes & ~friends & (chance.random(len(judge)) < 0.5)] = 0
    vote[friends | (world.lazy[judge] & ~colludes)] = 2
    return vote


def _levels(seen: Floats) -> Ints:
    return (seen > -0.5).astype(np.int64) + (seen > 0.5)


def _colleagues(chance: Generator, author: int, n: int) -> Ints:
    others = chance.choice(JUDGES - 1, size=n, replace=False)
    return others + (others >= author)
