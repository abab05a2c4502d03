"""What a fact's figures say about it: how hard, how telling, how often. Pure: values in, value out."""

from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from typing import NamedTuple

FEWEST = 10
"""Below so many, a share or a mean says more about chance than about the fact."""
FEWEST_AUTHORS = 20
"""For the same of a correlation."""
BLUNT = -0.15
"""From twenty authors, nought is often chance."""
ELSEWHERE = 3
"""So many other replies of an author tell how they do elsewhere."""


class Scored(NamedTuple):
    """One reply: whose, to which fact, and how true and how good the judges found it, 0 to 1."""

    author_id: int
    fact_id: int
    fact: float
    score: float


class Doubt(NamedTuple):
    """Why a fact's figures are poor, with the number that says so."""

    kind: str
    value: float


def mean(values: Sequence[float], fewest: int = FEWEST) -> float | None:
    return sum(values) / len(values) if len(values) >= fewest else None


def telling(replies: Iterable[Scored]) -> dict[int, float]:
    """For each fact, how its replies' scores go with what their authors score elsewhere: from -1 to 1.
    Only where enough authors replied who replied elsewhere too."""
    replies = list(replies)
    whole: dict[int, tuple[float, int]] = {}
    for one in replies:
        total, count = whole.get(one.author_id, (0.0, 0))
        whole[one.author_id] = total + one.score, count + 1
    found = ((fact_id, correlation(pairs)) for fact_id, pairs in _pairs(replies, whole).items())
    return {fact_id: value for fact_id, value in found if value is not None}


def correlation(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Pearson's; None for too few, or where one of the two never differs."""
    if len(pairs) < FEWEST_AUTHORS:
        return None
    left, right = sum(a for a, _ in pairs) / len(pairs), sum(b for _, b in pairs) / len(pairs)
    both = sum((a - left) * (b - right) for a, b in pairs)
    spread = sqrt(sum((a - left) ** 2 for a, _ in pairs) * sum((b - right) ** 2 for _, b in pairs))
    return max(-1.0, min(1.0, both / spread)) if spread > 1e-9 else None


def doubts(
    served: int, replied: int, recalled: float | None, truth: float | None, telling: float | None
) -> list[Doubt]:
    """Why somebody should look at it."""
    answered = replied / served if served >= FEWEST else None
    found = [
        ("forgotten", recalled, recalled is not None and recalled <= 0.4),
        ("obvious", recalled, recalled is not None and recalled >= 0.97),
        ("untrue", truth, truth is not None and truth <= 0.45),
        ("blunt", telling, telling is not None and telling <= BLUNT),
        ("unanswered", answered, answered is not None and answered < 0.5),
    ]
    return [Doubt(kind, value) for kind, value, is_poor in found if is_poor and value is not None]


def _pairs(replies: Sequence[Scored], whole: Mapping[int, tuple[float, int]]) -> dict[int, list[tuple[float, float]]]:
    """For each fact, each reply's score beside its author's mean over their replies to other facts."""
    here: dict[tuple[int, int], tuple[float, int]] = {}
    for one in replies:
        total, count = here.get((one.fact_id, one.author_id), (0.0, 0))
        here[one.fact_id, one.author_id] = total + one.score, count + 1
    pairs: dict[int, list[tuple[float, float]]] = {}
    for (fact_id, author_id), (total, count) in here.items():
        rest, others = whole[author_id][0] - total, whole[author_id][1] - count
        if others >= ELSEWHERE:
            pairs.setdefault(fact_id, []).append((total / count, rest / others))
    return pairs
