"""First casts of a cohort as they are learned from, and as arrays."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import numpy as np
from sqlalchemy import ColumnElement, and_, case, func, select

from webapp.answers.models import Answer
from webapp.extensions import db
from webapp.people.models import Cohort, Person
from webapp.trust.ballots import Ballots, Ints
from webapp.trust.casts import FirstCast
from webapp.trust.models import LearnedCohort
from webapp.voting.models import Assignment, Tally, Vote

BACK = timedelta(days=182)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
MOST = 40_000
"""Votes that are learned from at once, the newest: about four seconds, and 20 MB."""


class Known(NamedTuple):
    """Ballots with the ids behind their places."""

    ballots: Ballots
    judges: Ints
    replies: Ints


def cohorts_with_news() -> list[int]:
    """Cohorts where voting on a judged reply has closed since they were last learned; what is known already is left
    alone, so an hour without news costs a look into an index."""
    closed = (
        select(Tally.answer_id)
        .join(Answer, Answer.id == Tally.answer_id)
        .where(Answer.cohort_id == Cohort.id, Tally.votes > 0)
        .where(Tally.closed_at > func.coalesce(LearnedCohort.learned_at, LONG_AGO))
    )
    cohorts = select(Cohort.id).outerjoin(LearnedCohort, LearnedCohort.cohort_id == Cohort.id)
    return list(db.session.scalars(cohorts.where(closed.exists()).order_by(Cohort.id)))


def first_casts(cohort_id: int, now: datetime, back: timedelta = BACK) -> list[FirstCast]:
    """Of replies whose voting has closed, none of them set aside; newest first."""
    who = func.coalesce(Person.merged_into_id, Person.id)
    rows = db.session.execute(
        select(
            who,
            Vote.answer_id,
            Tally.author_id,
            Vote.first_fact,
            Vote.first_persuasion,
            Vote.by_coach,
            Person.team_id,
            Answer.team_id,
            Assignment.at,
            _tapped(),
        )
        .join(Person, Person.id == Vote.judge_id)
        .join(Answer, Answer.id == Vote.answer_id)
        .join(Tally, Tally.answer_id == Vote.answer_id)
        .outerjoin(Assignment, and_(Assignment.judge_id == Vote.judge_id, Assignment.answer_id == Vote.answer_id))
        .where(
            Answer.cohort_id == cohort_id,
            Answer.received_at > now - back,
            Tally.closed_at.is_not(None),
            Tally.set_aside.is_(None),
            who != Tally.author_id,
        )
        .order_by(Vote.first_cast_at.desc(), Vote.id.desc())
        .limit(MOST)
    )
    return [FirstCast(*row) for row in rows]


def as_ballots(casts: Sequence[FirstCast]) -> Known:
    columns = np.array([(c.judge_id, c.reply_id, c.author_id, c.fact, c.persuasion, c.by_coach) for c in casts])
    judges, judge = np.unique(columns[:, 0], return_inverse=True)
    replies, first, reply = np.unique(columns[:, 1], return_index=True, return_inverse=True)
    author = np.unique(columns[first, 2], return_inverse=True)[1]
    # Somebody who became a coach, or was one, is as they were last.
    newest = np.unique(columns[:, 0], return_index=True)[1]
    coach = columns[newest, 5].astype(bool)
    return Known(Ballots(judge, reply, columns[:, 3:5], author, coach), judges, replies)


def _tapped() -> ColumnElement[datetime]:
    """A changed vote was tapped when it first arrived, as far as anybody knows."""
    return case((Vote.cast_at < Vote.first_cast_at, Vote.cast_at), else_=Vote.first_cast_at)
