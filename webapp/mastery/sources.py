"""What the sums are made of: closed replies that somebody judged and that stand, and answered recalls."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select

from webapp.answers.models import Answer
from webapp.extensions import db
from webapp.mastery.rules import Sums, added, monday, of_recall, of_reply
from webapp.playbook.models import Challenge, Fact
from webapp.schedule.models import Recall
from webapp.trust.known import LEARNED, VOTES, known
from webapp.trust.models import LearnedReply
from webapp.voting.models import Tally

AT_ONCE = 1000
"""Rows that are read at once where all of them are."""


class Key(NamedTuple):
    person_id: int
    topic_id: int
    week: date


def counted(
    people: Collection[int] | None = None, first: date | None = None, last: date | None = None
) -> dict[Key, Sums]:
    """The sums that these people's sources give, from the Monday `first` to the week of `last`; of all, if not said."""
    sums: dict[Key, Sums] = defaultdict(Sums)
    for key, one in (*_replies(_within(Answer, people, first, last)), *_recalls(_within(Recall, people, first, last))):
        sums[key] = added(sums[key], one)
    return dict(sums)


def _within(model: Any, people: Collection[int] | None, first: date | None, last: date | None) -> list[Any]:
    return [
        *([] if people is None else [model.person_id.in_(people)]),
        *([] if first is None else [model.day >= first]),
        *([] if last is None else [model.day < last + timedelta(weeks=1)]),
    ]


def _replies(within: list[Any]) -> Iterator[tuple[Key, Sums]]:
    query = (
        select(Answer.person_id, Fact.topic_id, Answer.day, *VOTES, *LEARNED)
        .join(Tally, Tally.answer_id == Answer.id)
        .outerjoin(LearnedReply, LearnedReply.answer_id == Answer.id)
        .join(Challenge, Challenge.id == Answer.challenge_id)
        .join(Fact, Fact.id == Challenge.fact_id)
        .where(Tally.closed_at.is_not(None), Tally.set_aside.is_(None), ~Answer.practice, *within)
        .order_by(Answer.id)
    )
    for person_id, topic_id, day, *columns in _rows(query):
        if found := known(*columns):
            yield Key(person_id, topic_id, monday(day)), of_reply(*found)


def _recalls(within: list[Any]) -> Iterator[tuple[Key, Sums]]:
    query = (
        select(Recall.person_id, Fact.topic_id, Recall.day, Recall.correct)
        .join(Fact, Fact.id == Recall.fact_id)
        .where(Recall.answered_at.is_not(None), *within)
    )
    for person_id, topic_id, day, correct in _rows(query):
        yield Key(person_id, topic_id, monday(day)), of_recall(correct)


def _rows(query: Any) -> Any:
    return db.session.execute(query.execution_options(yield_per=AT_ONCE))
