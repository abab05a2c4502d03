"""Every counter computed anew from replies, votes, recalls, the ledger and streaks."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import func, select

from webapp.answers.models import Answer
from webapp.badges import measures
from webapp.extensions import db
from webapp.people.models import Person
from webapp.playbook.models import Challenge, Fact
from webapp.points.models import Entry
from webapp.points.rules import JUDGEMENTS_A_DAY
from webapp.schedule.models import Recall
from webapp.streaks.models import EarnBack
from webapp.streaks.queries import histories_of
from webapp.streaks.rules import fold
from webapp.voting.models import Tally, Vote
from webapp.voting.rules import Sums
from webapp.voting.statements import COUNTS

Key = tuple[int, str]
Counted = Iterator[tuple[int, str, int]]
Ids = Collection[int] | None


def recount(person_ids: Ids = None) -> dict[Key, int]:
    """Each counter's value by person and name, for everybody or for some; those at zero are left out."""
    counts: dict[Key, int] = defaultdict(int)
    for part in (_replies, _closed, _judges, _sums, _streaks):
        for person_id, counter, value in part(person_ids):
            counts[person_id, counter] += value
    return {key: value for key, value in counts.items() if value}


def _replies(ids: Ids) -> Counted:
    topics: dict[int, set[int]] = defaultdict(set)
    query = (
        select(
            Answer.person_id,
            Fact.topic_id,
            Answer.practice,
            Answer.repeated,
            Answer.text,
            Answer.proof,
            Answer.key_points,
        )
        .join(Challenge, Challenge.id == Answer.challenge_id)
        .join(Fact, Fact.id == Challenge.fact_id)
    )
    for person_id, topic_id, *columns in db.session.execute(_of(ids, query, Answer.person_id)):
        reply = measures.Reply(*columns)
        yield from ((person_id, counter, 1) for counter in measures.of_reply(reply))
        if not reply.practice and not reply.repeated:
            topics[person_id].add(topic_id)
    yield from ((person_id, "topics", len(met)) for person_id, met in topics.items())


def _closed(ids: Ids) -> Counted:
    query = select(Tally.author_id, Tally.votes, Tally.weight, Tally.fact, Tally.persuasion).where(
        Tally.closed_at.is_not(None)
    )
    for author_id, *sums in db.session.execute(_of(ids, query, Tally.author_id)):
        yield from ((author_id, counter, 1) for counter in measures.of_closing(Sums(*sums)))


def _judges(ids: Ids) -> Counted:
    """All votes on closed replies are read, since what one judge gets hangs on a coach's vote."""
    rows = db.session.execute(
        select(Vote.answer_id, Vote.judge_id, Vote.by_coach, Vote.first_fact, Vote.reason)
        .join(Tally, Tally.answer_id == Vote.answer_id)
        .where(Tally.closed_at.is_not(None), COUNTS)
        .order_by(Vote.answer_id)
    )
    for _answer_id, votes in groupby(rows, key=lambda row: row[0]):
        for judge_id, counter in measures.of_votes([measures.Judged(*vote[1:]) for vote in votes]):
            if ids is None or judge_id in ids:
                yield judge_id, counter, 1


def _sums(ids: Ids) -> Counted:
    full = (Entry.reason == "judgement", Entry.source.endswith(f":{JUDGEMENTS_A_DAY}"))
    queries: dict[str, tuple[Any, Any]] = {
        "points": (Entry.person_id, select(Entry.person_id, func.sum(Entry.amount))),
        "full_days": (Entry.person_id, select(Entry.person_id, func.count()).where(*full)),
        "judgements": (Vote.judge_id, select(Vote.judge_id, func.count()).where(COUNTS)),
        "right_recalls": (
            Recall.person_id,
            select(Recall.person_id, func.count()).where(Recall.correct.is_(True)),
        ),
        "earned_back": (EarnBack.person_id, select(EarnBack.person_id, func.count())),
    }
    for counter, (owner, query) in queries.items():
        for person_id, value in db.session.execute(_of(ids, query.group_by(owner), owner)):
            yield person_id, counter, value


def _streaks(ids: Ids) -> Counted:
    """No day after somebody's last reply makes their longest streak longer, so no clock is needed."""
    people = db.session.scalars(_of(ids, select(Person), Person.id)).all()
    for person_id, history in histories_of(people).items():
        last = max(history.reply_days, default=history.joined)
        yield person_id, "longest_streak", fold(*history, last).longest


def _of(ids: Ids, query: Any, owner: Any) -> Any:
    return query if ids is None else query.where(owner.in_(ids))
