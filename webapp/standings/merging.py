"""The sums of an account that was merged into another."""

from collections import defaultdict

from sqlalchemy import delete, func, select

from webapp.core.work import current
from webapp.extensions import db
from webapp.points.models import Entry
from webapp.standings.actions import Key, upsert
from webapp.standings.models import Sum
from webapp.standings.rules import PERIODS, period_start


class MergedSums:
    """Added up anew from the ledger, once entries have their new owner: those move first, by their name.
    Teams' and cohorts' sums stay: an entry keeps where it was earned."""

    def __init__(self) -> None:
        self.ids: set[int] = set()

    def write(self) -> None:
        db.session.execute(delete(Sum).where(Sum.board == "people", Sum.subject_id.in_(self.ids)))
        sums: dict[Key, int] = defaultdict(int)
        rows = db.session.execute(
            select(Entry.person_id, Entry.day, func.sum(Entry.amount))
            .where(Entry.person_id.in_(self.ids))
            .group_by(Entry.person_id, Entry.day)
        )
        for person_id, day, amount in rows:
            for period in PERIODS:
                sums["people", period, period_start(period, day), person_id] += amount
        upsert(sums)


def follow_merge(keep_id: int, *, dropped: int, **_: object) -> None:
    current().gather(MergedSums).ids |= {keep_id, dropped}
