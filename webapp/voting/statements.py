"""Statements of the hot path, built once: a vote takes longer to phrase than to run."""

from typing import Any

from sqlalchemy import Integer, and_, bindparam, func, or_, select
from sqlalchemy.orm import lazyload

from webapp.answers.models import Answer
from webapp.people.models import Person
from webapp.voting.models import Assignment, Reliability, Tally, Vote

TALLIES = (
    select(Tally, Answer)
    .join(Answer, Answer.id == Tally.answer_id)
    .options(lazyload(Answer.challenge))
    .with_for_update(of=Tally)
    .execution_options(populate_existing=True)
)
TALLY = TALLIES.where(Tally.answer_id == bindparam("answer_id"))
SERVED = (
    select(Assignment.sample, Vote)
    .outerjoin(Vote, and_(Vote.judge_id == Assignment.judge_id, Vote.answer_id == Assignment.answer_id))
    .where(Assignment.judge_id == bindparam("judge_id"), Assignment.answer_id == bindparam("answer_id"))
)
VOTE_OF = (
    select(Vote)
    .join(Person, Person.id == Vote.judge_id)
    .where(
        Vote.answer_id == bindparam("answer_id"),
        or_(Person.id == bindparam("judge_id"), Person.merged_into_id == bindparam("judge_id")),
    )
    .order_by(Vote.judge_id != bindparam("judge_id"))
    .limit(1)
)
"""Their own, or else one that an account cast which was merged into theirs."""
WEIGHT = func.coalesce(Vote.closing_weight, Vote.weight)
COUNTS = Vote.weight > 0
"""Votes on samples weigh nothing and are in no tally."""
SUMS = select(
    func.count(),
    func.coalesce(func.sum(WEIGHT), 0),
    func.coalesce(func.sum(WEIGHT * Vote.fact), 0),
    func.coalesce(func.sum(WEIGHT * Vote.persuasion), 0),
).where(Vote.answer_id == bindparam("answer_id"), COUNTS)
RELIABILITY = select(Reliability.weight).where(Reliability.judge_id == bindparam("judge_id"))
VOTES: Any = Vote.__table__
TALLIED: Any = Tally.__table__
NEW_TALLY = TALLIED.insert()
NEW_VOTE = VOTES.insert()
CHANGED_VOTE = VOTES.update().where(VOTES.c.id == bindparam("vote_id"))
COUNTED = TALLIED.update().where(TALLIED.c.answer_id == bindparam("tally_id"))
FIRST_CASTS = (
    select(Vote.first_fact, Vote.first_persuasion)
    .where(Vote.judge_id == bindparam("judge_id"))
    .order_by(Vote.first_cast_at.desc(), Vote.id.desc())
    .limit(bindparam("at_most", type_=Integer))
)
