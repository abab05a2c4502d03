"""What looks odd in how people judge, and how likely it would be by chance. Pure.

So many are looked at that some look odd by chance alone: chances are corrected within each kind by the procedure of
Benjamini and Hochberg 1995 ("Controlling the false discovery rate", JRSS B 57), so that of what is shown at most one in
a hundred is a false alarm to be expected.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from webapp.trust import blocks, bots, favours
from webapp.trust.casts import FirstCast
from webapp.trust.suspicion import Suspicion

ODD = 0.01
KINDS: dict[str, Callable[[list[FirstCast]], list[Suspicion]]] = {
    "favours": favours.suspicions,
    "block": blocks.suspicions,
    "bot": bots.suspicions,
}


class About(NamedTuple):
    """What a finding is about: whose votes, and of favours with whom."""

    kind: str
    judge_id: int
    other_id: int | None


class Sign(NamedTuple):
    kind: str
    judge_id: int
    other_id: int | None
    team_id: int | None
    evidence: dict[str, Any]
    chance: float


def signs(casts: Sequence[FirstCast], cleared: Mapping[About, datetime]) -> list[Sign]:
    """In the first casts of peers on closed replies, whoever else judged these too; none of what was cast before
    somebody last looked at the same and found it fine."""
    found = []
    for kind, suspicions in KINDS.items():
        looked_at = suspicions([_as_known(kind, cast, cleared) for cast in casts])
        for suspicion, chance in zip(looked_at, _corrected(looked_at), strict=True):
            if chance < ODD and suspicion.is_large:
                found += [Sign(kind, *who, chance=chance) for who in suspicion.whose]
    return found


def _as_known(kind: str, cast: FirstCast, cleared: Mapping[About, datetime]) -> FirstCast:
    looked_at = cleared.get(About(kind, cast.judge_id, cast.author_id if kind == "favours" else None))
    return cast if looked_at is None or cast.at > looked_at else cast._replace(is_cleared=True)


def _corrected(looked_at: list[Suspicion]) -> list[float]:
    # Half a second, which starting the app would wait for.
    from scipy.stats import false_discovery_control

    return [float(p) for p in false_discovery_control([one.chance for one in looked_at])] if looked_at else []
