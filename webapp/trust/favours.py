"""Reciprocal favours: two who give each other better than others do, by more than either gives anybody else. Pure."""

from collections import defaultdict
from math import sqrt
from typing import NamedTuple

import numpy as np
from scipy.special import ndtr

from webapp.trust.ballots import Floats
from webapp.trust.casts import FirstCast, apart
from webapp.trust.suspicion import Suspicion, Whose

FEWEST = 4
"""Votes each way."""
NARROWEST = 1.0
"""Steps: nobody is taken to judge more evenly, for votes come in steps and small samples look even."""
LARGE = 0.5
"""Steps of four above the others."""


class Kindness(NamedTuple):
    votes: int
    more: float
    """Steps that this one gave above what others gave the same replies, less what they are kinder to all the rest."""
    z: float
    """The same in standard errors."""


def suspicions(casts: list[FirstCast]) -> list[Suspicion]:
    """Every two who judged each other often enough; both directions together by Stouffer's method, and both must be
    large."""
    ways = _ways(casts)
    pairs = [(a, b) for a, b in ways if a < b and (b, a) in ways]
    return [_suspicion(a, b, ways[a, b], ways[b, a]) for a, b in sorted(pairs)]


def _suspicion(a: int, b: int, there: Kindness, back: Kindness) -> Suspicion:
    return Suspicion(
        chance=float(ndtr(-(there.z + back.z) / sqrt(2))),
        is_large=min(there.more, back.more) >= LARGE,
        whose=[_whose(a, b, there, back), _whose(b, a, back, there)],
    )


def _whose(judge: int, other: int, gave: Kindness, got: Kindness) -> Whose:
    evidence = {"gave": round(gave.more, 2), "votes": gave.votes, "got": round(got.more, 2), "back": got.votes}
    return Whose(judge, other, None, evidence)


def _ways(casts: list[FirstCast]) -> dict[tuple[int, int], Kindness]:
    more: dict[int, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for cast, value in zip(casts, apart(casts), strict=True):
        if cast.may_tell and not np.isnan(value):
            more[cast.judge_id][cast.author_id].append(float(value))
    return {
        (judge, author): found
        for judge, by_author in more.items()
        for author in by_author
        if (found := _kindness(by_author, author)) is not None
    }


def _kindness(by_author: dict[int, list[float]], author: int) -> Kindness | None:
    """A z-test of the mean for this author against the same judge's votes on all others."""
    mine = np.array(by_author[author])
    rest: Floats = np.array([value for one, values in by_author.items() if one != author for value in values])
    if len(mine) < FEWEST or len(rest) < 2 * FEWEST:
        return None
    spread = max(float(rest.std(ddof=1)), NARROWEST)
    more = float(mine.mean() - rest.mean())
    return Kindness(len(mine), more, more / (spread * sqrt(1 / len(mine) + 1 / len(rest))))
