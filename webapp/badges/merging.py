"""The badges and counters of an account that was merged into another."""

from datetime import datetime

from sqlalchemy import delete, insert

from webapp.badges.models import Award, Counter
from webapp.badges.rebuild import award_due
from webapp.badges.recount import recount
from webapp.core.moving import move
from webapp.core.work import current
from webapp.extensions import db


class MergedCounts:
    """Counted anew from their sources, once those have their new owner: entries move first, by their name."""

    now: datetime

    def __init__(self) -> None:
        self.ids: set[int] = set()

    def write(self) -> None:
        counts = recount(self.ids)
        db.session.execute(delete(Counter).where(Counter.person_id.in_(self.ids)))
        rows = [{"person_id": key[0], "name": key[1], "value": value} for key, value in sorted(counts.items())]
        if rows:
            db.session.execute(insert(Counter), rows)
        award_due(counts, now=self.now)


def follow_merge(keep_id: int, *, dropped: int, now: datetime) -> None:
    move(Award, "person_id", dropped, keep_id, "badge", "tier")
    move(Award, "given_by_id", dropped, keep_id)
    merged = current().gather(MergedCounts)
    merged.ids |= {keep_id, dropped}
    merged.now = now
