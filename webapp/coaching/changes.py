"""What a coach's verdicts of a day changed: how much surer the scores are, and which of them moved."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from webapp.coaching import gain
from webapp.extensions import db
from webapp.people.models import Person
from webapp.voting.models import Tally, Vote
from webapp.voting.rules import Sums, quality

FAR = 2
"""Quality points, of twenty."""


class Changed(NamedTuple):
    replies: int
    surer: float
    """The share of the doubt about their scores that is gone."""
    moved: int
    """Of those that peers had judged: how many moved by two quality points or more."""


def changed(coach: Person, since: datetime) -> Changed:
    """By the votes they cast for the first time since then."""
    cast = (Vote.judge_id == coach.id, Vote.first_cast_at >= since)
    rows = db.session.execute(select(Tally, Vote).join(Vote, Vote.answer_id == Tally.answer_id).where(*cast))
    pairs = [(tally, vote) for tally, vote in rows]
    surer = gain.surer((tally.weight, vote.weight) for tally, vote in pairs)
    return Changed(len(pairs), surer, sum(_moved(tally, vote) >= FAR for tally, vote in pairs))


def _moved(tally: Tally, vote: Vote) -> int:
    """Quality points; none where there was no score to move."""
    before = Sums(
        tally.votes - 1,
        tally.weight - vote.weight,
        tally.fact - vote.weight * vote.fact,
        tally.persuasion - vote.weight * vote.persuasion,
    )
    return abs(tally.quality - quality(before)) if before.votes else 0
