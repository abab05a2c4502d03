"""What is known of a closed reply where that decides what is trained."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import select

from webapp.answers.models import Answer
from webapp.extensions import db
from webapp.people.models import Cohort
from webapp.trust.models import LearnedReply
from webapp.voting.models import Tally
from webapp.voting.rules import Sums, score


class Known(NamedTuple):
    """0 to 1 each; errors are standard deviations, 0 where nothing was learned yet."""

    fact: float
    persuasion: float
    fact_error: float = 0.0
    persuasion_error: float = 0.0


VOTES = (Tally.votes, Tally.weight, Tally.fact, Tally.persuasion)
LEARNED = (
    LearnedReply.fact,
    LearnedReply.persuasion,
    LearnedReply.fact_error,
    LearnedReply.persuasion_error,
)
"""What `known` takes, from a query with the tallies and, where there are any, learned replies."""


def known(*columns: float | None) -> Known | None:
    """Of VOTES and LEARNED: what was learned of the reply; until then its score; None without a vote."""
    votes, learned = columns[: len(VOTES)], columns[len(VOTES) :]
    if None not in learned:
        return Known(*learned)  # type: ignore[arg-type]
    found = score(Sums(*votes))  # type: ignore[arg-type]
    return Known(found.fact, found.persuasion) if found else None


def cohorts_learned(cohort_ids: Collection[int] | None = None) -> set[int]:
    """Those of these, or of all, where replies were learned, so that figures mean what a coach would say."""
    learned = select(LearnedReply.answer_id).join(Answer, Answer.id == LearnedReply.answer_id)
    here = learned.where(Answer.cohort_id == Cohort.id).exists()
    these = [] if cohort_ids is None else [Cohort.id.in_(cohort_ids)]
    return set(db.session.scalars(select(Cohort.id).where(here, *these)))
