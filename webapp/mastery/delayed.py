"""What somebody still knew after a while: recalls by how long ago the fact was last asked or met."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Integer, case, cast, func, select

from webapp.core.estimates import Estimate
from webapp.extensions import db
from webapp.mastery.rules import share
from webapp.schedule.models import Recall

DELAYS = (90, 30, 7)
"""Days, the longest first: a recall counts for the longest delay it has seen."""


class Delayed(NamedTuple):
    """After so many days or more, and less than the next delay."""

    days: int
    right: int
    n: int
    share: Estimate | None


def delayed(person_ids: Collection[int]) -> list[Delayed]:
    """The shortest delay first; what nobody was asked is left out."""
    delay = case(*((Recall.since_days >= days, days) for days in DELAYS))
    rows = db.session.execute(
        select(delay, func.sum(cast(Recall.correct, Integer)), func.count())
        .where(Recall.person_id.in_(person_ids), Recall.since_days >= DELAYS[-1], Recall.answered_at.is_not(None))
        .group_by(delay)
        .order_by(delay)
    )
    return [Delayed(days, right, n, share(right, n)) for days, right, n in rows]
