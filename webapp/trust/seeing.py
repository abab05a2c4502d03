"""One round of drawing: which votes were looked at, and what their judges saw before they cut it into levels. Pure."""

from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from scipy.special import ndtr, ndtri

from webapp.trust.ballots import BLIND, Ballots, Flags, Floats, Judges, Worths

CUTS = (-0.5, 0.5)
LOW, HIGH = np.array([-np.inf, *CUTS]), np.array([*CUTS, np.inf])
SMALLEST = 1e-300


class Room(NamedTuple):
    """Where a vote's latent value lies in standard normal terms: between `low` and `high`; `below` and `above` are
    the probabilities under both, counted from the nearer tail so that far ones keep their digits."""

    flipped: Flags
    below: Floats
    above: Floats


def draw(ballots: Ballots, people: Judges, worths: Worths, chance: Generator) -> tuple[Flags, Floats]:
    """Whether each vote was looked at, and (votes, 2) what was seen if so."""
    middle = worths.reply[ballots.reply] + people.lean[ballots.judge]
    noise = people.noise[ballots.judge, None]
    room = _room((LOW[ballots.vote] - middle) / noise, (HIGH[ballots.vote] - middle) / noise)
    looked = _looked(ballots, people, (room.above - room.below).prod(axis=1), chance)
    return looked, middle + noise * _between(room, chance)


def _room(low: Floats, high: Floats) -> Room:
    flipped = low > 0
    return Room(flipped, ndtr(np.where(flipped, -high, low)), ndtr(np.where(flipped, -low, high)))


def _between(room: Room, chance: Generator) -> Floats:
    """Standard normal values between two bounds, by inversion."""
    share = room.below + chance.random(room.below.shape) * (room.above - room.below)
    value = ndtri(np.clip(share, SMALLEST, 1 - 1e-16))
    return np.where(room.flipped, -value, value)


def _looked(ballots: Ballots, people: Judges, likelihood: Floats, chance: Generator) -> Flags:
    """Only the same twice may have been tapped without looking."""
    habit = people.habit[ballots.judge]
    honest = habit[:, 0] * np.maximum(likelihood, SMALLEST)
    blind = sum((ballots.vote == step).all(axis=1) * habit[:, n] for n, step in enumerate(BLIND, 1))
    return chance.random(len(honest)) * (honest + blind) < honest
