"""Keeping knacks equal to what they are learned from: closed replies that somebody judged and that stand.

FSRS goes by the order of reviews, so that what is set aside cannot be taken out again: a person's replies on a topic
in a situation are gone through anew where one of them changed, once a work, just before its commit. Whoever closes or
moderates a reply holds its author's lock.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, insert, select, tuple_

from webapp.answers.models import Answer
from webapp.core.work import current
from webapp.extensions import db
from webapp.need.knack import Said, remembered
from webapp.need.models import Knack
from webapp.playbook.models import Challenge, Fact, Prompt
from webapp.trust.known import LEARNED, VOTES, known
from webapp.trust.models import LearnedReply
from webapp.voting.models import Tally

KEY = (Answer.person_id, Fact.topic_id, Prompt.situation)


class Practised:
    """Whose knacks this work has changed."""

    def __init__(self) -> None:
        self.answers: set[int] = set()
        self.people: set[int] = set()
        """All of whose knacks are learned anew."""

    def write(self) -> None:
        if self.people:
            _learn_anew(Knack.person_id.in_(self.people), Answer.person_id.in_(self.people))
        if self.answers and (keys := sorted(map(tuple, db.session.execute(_replies(*KEY, of=self.answers))))):
            kept = tuple_(Knack.person_id, Knack.topic_id, Knack.situation)
            _learn_anew(kept.in_(keys), tuple_(*KEY).in_(keys))


def learn_from(answer_id: int) -> None:
    """With this work's commit."""
    current().gather(Practised).answers.add(answer_id)


def learn_all(people: Collection[int]) -> None:
    current().gather(Practised).people |= set(people)


def _learn_anew(kept: ColumnElement[bool], replies: ColumnElement[bool]) -> None:
    db.session.execute(delete(Knack).where(kept).execution_options(synchronize_session=False))
    if rows := [_row(key, said) for key, said in sorted(_said(replies).items())]:
        db.session.execute(insert(Knack), rows)


def _said(replies: ColumnElement[bool]) -> dict[tuple[Any, ...], list[Said]]:
    """What each one's replies came to, in the order in which they were written."""
    query = _replies(*KEY, Answer.written_at, *VOTES, *LEARNED)
    stand = (Tally.closed_at.is_not(None), Tally.set_aside.is_(None), ~Answer.practice, replies)
    found = defaultdict(list)
    rows = db.session.execute(
        query.join(Tally, Tally.answer_id == Answer.id)
        .outerjoin(LearnedReply, LearnedReply.answer_id == Answer.id)
        .where(*stand)
        .order_by(Answer.written_at, Answer.id)
    )
    for person_id, topic_id, situation, at, *columns in rows:
        if judged := known(*columns):
            found[person_id, topic_id, situation].append(Said(judged.persuasion, at))
    return found


def _replies(*columns: Any, of: Collection[int] | None = None) -> Select[Any]:
    query = (
        select(*columns)
        .select_from(Answer)
        .join(Challenge, Challenge.id == Answer.challenge_id)
        .join(Fact, Fact.id == Challenge.fact_id)
        .join(Prompt, Prompt.id == Challenge.prompt_id)
    )
    return query if of is None else query.where(Answer.id.in_(of)).distinct()


def _row(key: tuple[Any, ...], said: list[Said]) -> dict[str, Any]:
    kept = remembered(said)
    return {
        **dict(zip(("person_id", "topic_id", "situation"), key, strict=True)),
        **kept._asdict(),
        "replies": len(said),
        "persuasion": sum(one.persuasion for one in said),
    }
