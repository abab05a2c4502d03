"""Keeping what was learned of replies."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import select

from webapp.answers.models import Answer
from webapp.core.upserts import insert
from webapp.extensions import db
from webapp.people.actions import lock_people
from webapp.trust.events import replies_learned
from webapp.trust.models import LearnedReply
from webapp.trust.verdicts import Verdict, has_moved

AT_ONCE = 500
"""Replies a work, so that no voter waits for a cohort's half year."""


def news_of(cohort_id: int, verdicts: Sequence[Verdict]) -> Iterator[Sequence[Verdict]]:
    """Verdicts that say something new of the cohort's replies, as many as one work takes."""
    kept = select(*(getattr(LearnedReply, name) for name in Verdict._fields))
    rows = db.session.execute(
        kept.join(Answer, Answer.id == LearnedReply.answer_id).where(Answer.cohort_id == cohort_id)
    )
    before = {row.answer_id: Verdict(*row) for row in rows}
    news = [one for one in verdicts if has_moved(before.get(one.answer_id), one)]
    return (news[n : n + AT_ONCE] for n in range(0, len(news), AT_ONCE))


def keep_verdicts(verdicts: Sequence[Verdict], *, now: datetime) -> None:
    theirs = Answer.id.in_([one.answer_id for one in verdicts])
    lock_people(set(db.session.scalars(select(Answer.person_id).where(theirs))))
    new = insert(LearnedReply)
    changed = {name: new.excluded[name] for name in (*Verdict._fields[1:], "learned_at")}
    rows = [one._asdict() | {"learned_at": now} for one in verdicts]
    db.session.execute(new.on_conflict_do_update(index_elements=["answer_id"], set_=changed), rows)
    replies_learned.send(list(db.session.scalars(select(Answer).where(theirs))))
