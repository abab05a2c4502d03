"""Bots: votes faster than anybody reads, or always the same one. Pure."""

from collections import Counter, defaultdict
from datetime import timedelta

from scipy.special import bdtrc

from webapp.trust.casts import FirstCast
from webapp.trust.suspicion import Suspicion, Whose

FEWEST = 20
FAST = timedelta(seconds=3)
"""From the reply's arrival, or the vote before it, to the second tap."""
MAY_BE_FAST, MAY_BE_ALIKE = 0.2, 0.8
"""Shares that a hasty person may reach."""
TOO_FAST, TOO_ALIKE = 0.5, 0.95
"""Shares from which on it matters."""


def suspicions(casts: list[FirstCast]) -> list[Suspicion]:
    """Every peer with votes enough: a binomial test of each share that is large, the odder one counting twice."""
    theirs: dict[int, list[FirstCast]] = defaultdict(list)
    for cast in casts:
        if cast.may_tell:
            theirs[cast.judge_id].append(cast)
    return [_suspicion(judge, votes) for judge, votes in sorted(theirs.items()) if len(votes) >= FEWEST]


def _suspicion(judge: int, votes: list[FirstCast]) -> Suspicion:
    n, fast = len(votes), _fast(votes)
    alike = Counter((vote.fact, vote.persuasion) for vote in votes).most_common(1)[0][1]
    large = [
        _at_least(count, n, usual)
        for count, usual, too_many in ((fast, MAY_BE_FAST, TOO_FAST), (alike, MAY_BE_ALIKE, TOO_ALIKE))
        if count / n >= too_many
    ]
    return Suspicion(
        chance=min(1.0, 2 * min(large, default=1.0)),
        is_large=bool(large),
        whose=[Whose(judge, None, None, {"votes": n, "fast": fast, "alike": alike})],
    )


def _at_least(count: int, n: int, share: float) -> float:
    """P(X >= count) for a binomial X."""
    return float(bdtrc(count - 1, n, share)) if count else 1.0


def _fast(votes: list[FirstCast]) -> int:
    """How many came sooner after what went before than anybody reads a prospect's line and a reply."""
    in_turn = sorted(votes, key=lambda vote: vote.at)
    before = [None, *(vote.at for vote in in_turn[:-1])]
    pauses = [
        vote.at - max(at for at in (vote.served_at, earlier) if at is not None)
        for vote, earlier in zip(in_turn, before, strict=True)
        if vote.served_at is not None or earlier is not None
    ]
    return sum(pause < FAST for pause in pauses)
