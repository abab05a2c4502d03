"""From votes to a score. Pure, and in whole numbers: votes count 0, 1 or 2, weights are in thousandths."""

from collections.abc import Sequence
from datetime import date
from math import isqrt, sqrt
from typing import NamedTuple, TypeVar

PRIOR = 3000
"""A prior worth three votes in the middle, in thousandths of a vote."""
COACH = 3000
PEER = 1000
IDENTICAL = 5
"""After so many votes alike in a row, judging earns nothing until one differs."""
SHORT = 3
"""A reply with fewer votes than this is one that other cohorts may judge."""
SHARED_A_DAY = 4

T = TypeVar("T")


class Sums(NamedTuple):
    """What the votes on one answer add up to."""

    votes: int = 0
    weight: int = 0
    fact: int = 0
    """Weight times vote, summed."""
    persuasion: int = 0


class Score(NamedTuple):
    """All from 0 to 1."""

    fact: float
    persuasion: float
    score: float
    confidence: float


def score(sums: Sums) -> Score | None:
    """F = (sum of w f + 3 x 0.5) / (sum of w + 3) with f in 0, 0.5, 1; P alike; the score is the square
    root of F x P; confidence = sum of w / (sum of w + 3). None without a vote."""
    if not sums.votes:
        return None
    whole = 2 * (sums.weight + PRIOR)
    fact, persuasion = (sums.fact + PRIOR) / whole, (sums.persuasion + PRIOR) / whole
    return Score(fact, persuasion, sqrt(fact * persuasion), sums.weight / (sums.weight + PRIOR))


def told(sums: Sums) -> Score | None:
    """The score as anybody is told it: of weights in tenths of a vote. A judge's own to the thousandth, worked out of
    one vote's confidence, would be known again on another reply. Whole weights, as usual and coaches' are, stay exact.
    """
    return score(Sums(sums.votes, round(sums.weight, -2), round(sums.fact, -2), round(sums.persuasion, -2)))


def quality(sums: Sums) -> int:
    """Points from 0 to 20: 20 x score, halves rounded up, exactly. 0 without a vote.

    With whole numbers a, b, c it is the floor of 20 sqrt(ab) / c + 1/2, so no rounding error decides.
    """
    if not sums.votes:
        return 0
    a, b, c = sums.fact + PRIOR, sums.persuasion + PRIOR, 2 * (sums.weight + PRIOR)
    return (isqrt(1600 * a * b) + c) // (2 * c)


def interleaved(first: Sequence[T], second: Sequence[T], limit: int) -> list[T]:
    """Two of the first for one of the second; either fills for the other."""
    mixed: list[T] = []
    left, right = list(first), list(second)
    while (left or right) and len(mixed) < limit:
        mixed += [left.pop(0) for _ in range(2) if left] + ([right.pop(0)] if right else [])
    return mixed[:limit]


def is_routine(earlier: Sequence[tuple[int, int]], vote: tuple[int, int]) -> bool:
    """Whether the last five votes before this one were all the same as it."""
    return len(earlier) >= IDENTICAL and all(e == vote for e in earlier[:IDENTICAL])


def is_sample_due(shared: int, last: date | None, today: date) -> bool:
    """At most one sample a day is mixed in among replies that wait, and the less often the better a judge is known:
    with so many replies shared with coaches, one every 1 + shared / 4 days."""
    return last is None or (today - last).days >= 1 + shared // SHARED_A_DAY


def sample_place(judge_id: int, today: date, done: int) -> int:
    """Where it lies in the queue: first or second of the day's three, by judge and day, so that nobody can tell."""
    return max((judge_id + today.toordinal()) % 2 - done, 0)


def may_moderate(role: str, kind: str, before: str | None, *, coaches: bool, manages: bool) -> bool:
    """Coaches of the author's cohort and admins give every verdict; the team's managers hide, and restore what is
    hidden. Whether somebody tried is no manager's question, so over `no_attempt` they give none."""
    if role == "admin" or (role == "coach" and coaches):
        return True
    return role == "manager" and manages and "no_attempt" not in (kind, before)


def standing_after(before: str | None, kind: str) -> str | None:
    """What a verdict makes of a reply. Raises ValueError where it would change nothing."""
    after = None if kind == "restored" else kind
    if after == before:
        raise ValueError("nothing changes")
    return after
