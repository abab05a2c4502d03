"""First casts as arrays: what judges are learned from. Pure."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


BLIND = (2, 0, 1)
"""What somebody who does not look taps twice."""


class Ballots(NamedTuple):
    """One vote a row, judges, replies and authors counted from 0."""

    judge: Ints
    reply: Ints
    vote: Ints
    """(votes, 2): 0, 1 or 2."""
    author: Ints
    """Of each reply."""
    coach: Flags
    """Of each judge."""

    def per_judge(self, values: Any) -> Floats:
        """Sums of one value a vote."""
        return np.bincount(self.judge, values, minlength=len(self.coach)).astype(np.float64)

    def per_reply(self, values: Any) -> Floats:
        return np.bincount(self.reply, values, minlength=len(self.author)).astype(np.float64)

    def per_author(self, values: Any) -> Floats:
        """Sums of one value a reply."""
        return np.bincount(self.author, values).astype(np.float64)

    def shared(self) -> Ints:
        """On how many replies each judge voted that a coach judged too."""
        coached = self.per_reply(self.coach[self.judge]) > 0
        return self.per_judge(coached[self.reply]).astype(np.int64)


class Judges(NamedTuple):
    """What is known of each judge, in the unit of what replies are worth (whose variance is about 1)."""

    lean: Floats
    """(judges, 2): added to what they see; above 0 is too kind."""
    noise: Floats
    """The standard deviation of what they see around it."""
    habit: Floats
    """(judges, 4): how often they look, and tap without looking what BLIND says."""


class Expected(NamedTuple):
    """What is to be expected of replies in a round: normal around a mean."""

    mean: Floats
    """(replies, 2)"""
    variance: Floats
    """(replies, 2)"""


class Worths(NamedTuple):
    """What replies are worth, and how far they and their authors lie apart."""

    reply: Floats
    """(replies, 2)"""
    skills: Floats
    """(2): the variance between authors, on each question."""
    parts: Floats
    """(2): the variance of an author's replies."""
