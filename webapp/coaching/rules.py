"""What a coach's minute would change, reply by reply, and why. Pure: values in, value out."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from webapp.voting.rules import COACH, PRIOR

NEW_DAYS = 7
"""How long somebody is new here."""
SHORT = 240
"""A reply that others could learn by heart has fewer characters."""
LONGEST_LOOK = 180
"""Seconds: a look that lasts longer was a coffee."""

REPORTED = 10.0
SPLIT = 1.0
NEW = 0.4
MODEL = 0.35
SEEN_BY_A_COACH = 0.25
"""What is left to change once another coach has judged it."""


class Known(NamedTuple):
    """What the queue may go by. Only how far votes lie apart is told to the coach, never which way they point."""

    votes: Sequence[tuple[int, int]]
    """Fact and persuasion, each 0 to 2."""
    weight: int
    """Of all its votes, in thousandths."""
    coached: bool
    """Whether another coach has voted."""
    day: date
    joined_on: date
    text: str
    key_points_used: Sequence[bool]
    reports: int = 0


class Reason(NamedTuple):
    key: str
    n: int = 0


class Worth(NamedTuple):
    value: float
    reason: Reason


def worth(known: Known) -> Worth:
    """How much a minute on this reply would change, and its strongest reason.

    A coach's vote pulls the mean by its share of all weight; there is the more to pull, the further the votes
    lie apart. Somebody new learns most from a word, and a model serves everybody.
    """
    parts = _parts(known)
    strongest = max(parts, key=lambda reason: parts[reason])
    value = sum(parts.values())
    left = SEEN_BY_A_COACH if known.coached and not known.reports else 1.0
    return Worth(value * left, strongest)


def worth_a_second(known: Known, fall: float, seconds: float) -> Worth:
    """What a second on this reply takes from the doubt about its score, for the order under a budget.

    Newcomers and possible models are moved ahead by a factor of at most 1.4: what a second changes more than that
    never waits behind them. A report comes first. The reason is the same as without a budget.
    """
    parts = _parts(known)
    kindness = 1 + max(parts[Reason("new")], parts[Reason("model")])
    return Worth(parts[Reason("reported", known.reports)] + kindness * fall / seconds, worth(known).reason)


def seconds(opened_at: datetime, closed_at: datetime) -> int:
    """How long a look took, as far as it counts."""
    return max(0, min(LONGEST_LOOK, round((closed_at - opened_at).total_seconds())))


def _parts(known: Known) -> dict[Reason, float]:
    pull = COACH / (known.weight + PRIOR + COACH)
    votes = len(known.votes)
    apart = _apart(known.votes)
    return {
        Reason("reported", known.reports): REPORTED * known.reports,
        Reason("split", votes): SPLIT * apart,
        Reason("unjudged") if not votes else Reason("few", votes): pull,
        Reason("new"): NEW if 0 <= (known.day - known.joined_on).days < NEW_DAYS else 0.0,
        Reason("model"): MODEL if _is_candidate(known) else 0.0,
    }


def _apart(votes: Sequence[tuple[int, int]]) -> float:
    """0 where all agree; 1 where some say the best and some the worst of either question."""
    spreads = [max(question) - min(question) for question in zip(*votes, strict=True)]
    return max(spreads, default=0) / 2


def _is_candidate(known: Known) -> bool:
    """By its words alone, so that the reason tells nothing of the votes: all key points, and short."""
    return bool(known.key_points_used) and all(known.key_points_used) and len(known.text) <= SHORT
