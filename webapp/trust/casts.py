"""What is known of a first cast. Pure."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

import numpy as np

from webapp.trust.ballots import Floats


class FirstCast(NamedTuple):
    """What a judge said before they knew what others had said."""

    judge_id: int
    """Who they are by now, if their account was merged."""
    reply_id: int
    author_id: int
    fact: int
    persuasion: int
    by_coach: bool
    judge_team_id: int | None
    author_team_id: int | None
    served_at: datetime | None
    at: datetime
    """When they tapped it, on a phone without a network too."""
    is_cleared: bool = False
    """Whether a manager has looked at it since, and found it fine."""

    @property
    def may_tell(self) -> bool:
        """Whether it may tell against its judge; to others it is what somebody said beside them."""
        return not self.by_coach and not self.is_cleared


def kindness(casts: Iterable[FirstCast]) -> Floats:
    """Both answers together, 0 to 4."""
    return np.array([cast.fact + cast.persuasion for cast in casts], dtype=np.float64)


def apart(casts: list[FirstCast], *, teams: bool = False) -> Floats:
    """How far each cast lies above what the others said of the same reply, all of them or those of other teams; NaN
    where nobody else judged it."""
    value = kindness(casts)
    reply = np.unique([cast.reply_id for cast in casts], return_inverse=True)[1]
    camp = [cast.judge_team_id if teams and cast.judge_team_id else -cast.judge_id for cast in casts]
    both = np.unique(np.stack([reply, camp], axis=1), axis=0, return_inverse=True)[1].ravel()
    sums, counts = (np.bincount(reply, weights)[reply] for weights in (value, np.ones(len(value))))
    own, ours = (np.bincount(both, weights)[both] for weights in (value, np.ones(len(value))))
    others = counts - ours
    return np.asarray(np.where(others > 0, value - (sums - own) / np.maximum(others, 1), np.nan))
