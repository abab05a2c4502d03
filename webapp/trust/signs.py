"""What looks odd in how people judge, and how likely it would be by chance. Pure.

So many are looked at that some look odd by chance alone: chances are corrected within each kind by the procedure of
Benjamini and Hochberg 1995 ("Controlling the false discovery rate", JRSS B 57), so that of what is shown at most one in
a hundred is a false alarm to be expected.
"""

from collections.abc import Callable, Sequence
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


class Sign(NamedTuple):
    kind: str
    judge_id: int
    other_id: int | None
    team_id: int | None
    evidence: dict[str, Any]
    chance: float


def signs(casts: Sequence[FirstCast]) -> list[Sign]:
    """In the first casts of peers on closed replies, whoever else judged these too."""
    found = []
    for kind, suspicions in KINDS.items():
        looked_at = suspicions(list(casts))
        for suspicion, chance in zip(looked_at, _corrected(looked_at), strict=True):
            if chance < ODD and suspicion.is_large:
                found += [Sign(kind, *who, chance=chance) for who in suspicion.whose]
    return found


def _corrected(looked_at: list[Suspicion]) -> list[float]:
    # Half a second, which starting the app would wait for.
    from scipy.stats import false_discovery_control

    return [float(p) for p in false_discovery_control([one.chance for one in looked_at])] if looked_at else []
