"""What somebody still knew after a while: recalls by about how long ago the fact was last asked or met."""

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import Integer, case, cast, func, select

from webapp.core.estimates import Estimate
from webapp.extensions import db
from webapp.mastery.rules import share
from webapp.schedule.models import Recall

DELAYS = {7: (5, 9), 30: (24, 38), 90: (75, 110)}
"""In days: what counts as about as long."""


class Delayed(NamedTuple):
    """After about so many days."""

    days: int
    right: int
    n: int
    share: Estimate | None


def about(days: Any) -> Any:
    """Which of the delays a column of days is about; NULL for none."""
    return case(*((days.between(*around), delay) for delay, around in DELAYS.items())).label("delay")


def delayed(person_ids: Collection[int]) -> list[Delayed]:
    """The shortest delay first; what nobody was asked is left out."""
    delay = about(Recall.since_days)
    rows = db.session.execute(
        select(delay, func.sum(cast(Recall.correct, Integer)), func.count())
        .where(Recall.person_id.in_(person_ids), delay.is_not(None), Recall.answered_at.is_not(None))
        .group_by(delay)
        .order_by(delay)
    )
    return [Delayed(days, right, n, share(right, n)) for days, right, n in rows]
