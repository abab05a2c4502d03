"""How somebody judges, in figures for themselves alone: agreement with coaches, leanings, charm. Pure."""

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

from webapp.core.estimates import share

FEWEST = 8
"""Replies shared with coaches before we say where somebody leans."""
SURE = 1.96
"""Standard deviations; 95 % of a normal distribution lie within."""
NOTICEABLE = 0.15
"""Steps of two: a leaning below is nothing to speak of."""


class Shared(NamedTuple):
    """One reply, judged by a peer and a coach; 0, 1 or 2 each."""

    fact: int
    persuasion: int
    coach_fact: int
    coach_persuasion: int


class Share(NamedTuple):
    """Of n; with the bounds of its 95 % interval."""

    agreed: int
    n: int
    low: float
    high: float


class Lean(NamedTuple):
    """Steps (of two) above the coaches, the mean, with its 95 % interval."""

    mean: float
    low: float
    high: float

    @property
    def way(self) -> str:
        """kind, hard or fair; a leaning that chance may explain is none."""
        if self.low > 0 and self.mean >= NOTICEABLE:
            return "kind"
        return "hard" if self.high < 0 and self.mean <= -NOTICEABLE else "fair"


class Mirror(NamedTuple):
    fact: Share
    """Answers that were the coach's too."""
    persuasion: Share
    fact_lean: Lean | None
    """None while too few replies are shared."""
    persuasion_lean: Lean | None
    charmed: Lean | None
    """How much kinder on the fact where the reply wins the prospect (as the coach saw it) than where it does not."""


def mirror(shared: Sequence[Shared]) -> Mirror:
    enough = len(shared) >= FEWEST
    fact = [one.fact - one.coach_fact for one in shared]
    persuasion = [one.persuasion - one.coach_persuasion for one in shared]
    return Mirror(
        fact=wilson(fact.count(0), len(fact)),
        persuasion=wilson(persuasion.count(0), len(persuasion)),
        fact_lean=_lean(fact) if enough else None,
        persuasion_lean=_lean(persuasion) if enough else None,
        charmed=_charmed(shared, fact) if enough else None,
    )


def wilson(count: int, n: int) -> Share:
    """From 0 to 1 where there is nothing."""
    found = share(count, n)
    return Share(count, n, found.low, found.high) if found else Share(0, 0, 0.0, 1.0)


def _lean(steps: Sequence[int]) -> Lean:
    mean, error = _mean(steps)
    return Lean(mean, mean - SURE * error, mean + SURE * error)


def _charmed(shared: Sequence[Shared], steps: Sequence[int]) -> Lean | None:
    """The difference of two means, each with its own variance (Welch 1947); None unless there are four of both."""
    won = [step for one, step in zip(shared, steps, strict=True) if one.coach_persuasion == 2]
    rest = [step for one, step in zip(shared, steps, strict=True) if one.coach_persuasion < 2]
    if min(len(won), len(rest)) < FEWEST // 2:
        return None
    (there, some), (elsewhere, more) = _mean(won), _mean(rest)
    error = SURE * sqrt(some**2 + more**2)
    return Lean(there - elsewhere, there - elsewhere - error, there - elsewhere + error)


def _mean(steps: Sequence[int]) -> tuple[float, float]:
    """And its standard error. One vote more, a step away, keeps those who always agree from looking certain."""
    n = len(steps)
    mean = sum(steps) / n
    squares = sum((step - mean) ** 2 for step in steps) + 1
    return mean, sqrt(squares / (n - 1) / n)
