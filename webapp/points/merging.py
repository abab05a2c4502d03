"""The ledger of an account that was merged into another."""

from sqlalchemy import String, cast, or_, select, update

from webapp.answers.models import Answer
from webapp.core.work import current
from webapp.extensions import db
from webapp.points.models import Entry
from webapp.schedule.models import Recall


class EntriesOfMerged:
    """Written once replies and recalls have found their new owner: their entries follow them. The points of
    judging stay with what was judged. Its name comes before those that count entries."""

    def __init__(self) -> None:
        self.pairs: list[tuple[int, int]] = []

    def write(self) -> None:
        for keep_id, dropped in self.pairs:
            answers = select(Answer.id).where(Answer.person_id == keep_id)
            recalls = select("recall:" + cast(Recall.id, String)).where(Recall.person_id == keep_id)
            theirs = or_(Entry.answer_id.in_(answers), (Entry.reason == "recall") & Entry.source.in_(recalls))
            db.session.execute(
                update(Entry)
                .where(Entry.person_id == dropped, theirs)
                .values(person_id=keep_id)
                .execution_options(synchronize_session=False)
            )


def follow_merge(keep_id: int, *, dropped: int, **_: object) -> None:
    current().gather(EntriesOfMerged).pairs.append((keep_id, dropped))
