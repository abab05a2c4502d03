"""How long the daily session takes: the promise is two minutes.

From the moment the day's challenge was first shown to the last thing done of it: the reply, or a judgement within ten
minutes of the beginning. Whoever came back later than that had laid the phone aside, and counts as ten minutes; what
was done without a network (begun and sent in one moment) is left out.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from webapp.answers.models import Answer
from webapp.extensions import db
from webapp.insights.counting.whose import COHORT, Whose
from webapp.mastery.rules import monday
from webapp.people.models import Person
from webapp.schedule.models import Serving
from webapp.voting.models import Vote

TEN = 10
LONGEST = timedelta(minutes=10)
SHORTEST = timedelta(seconds=5)


def sessions(whose: Whose) -> dict[tuple[Any, ...], tuple[int]]:
    """How many, by cohort, week and tens of seconds."""
    judged, found = _judgements(whose), Counter[tuple[Any, ...]]()
    for person_id, cohort_id, day, begun, replied in _begun(whose):
        took = min(LONGEST, _end(begun, replied, judged[person_id]) - begun)
        if took >= SHORTEST:
            found[cohort_id, monday(day), took // timedelta(seconds=TEN)] += 1
    return {key: (count,) for key, count in found.items()}


def _end(begun: datetime, replied: datetime, judged: list[datetime]) -> datetime:
    """`judged` in order; only its last one within the ten minutes can matter."""
    upto = bisect_right(judged, begun + LONGEST)
    return max(replied, judged[upto - 1]) if upto and judged[upto - 1] >= begun else replied


def _begun(whose: Whose) -> list[Any]:
    query = (
        select(Serving.person_id, COHORT, Serving.day, Serving.begun_at, Answer.written_at)
        .join(Person, Person.id == Serving.person_id)
        .join(
            Answer,
            (Answer.person_id == Serving.person_id)
            & (Answer.day == Serving.day)
            & (Answer.challenge_id == Serving.challenge_id)
            & ~Answer.practice,
        )
        .where(*whose.are_theirs, whose.within(Serving.day), Serving.kind == "session", Serving.begun_at.is_not(None))
    )
    return list(db.session.execute(query))


def _judgements(whose: Whose) -> dict[int, list[datetime]]:
    """Local dates reach a day into both neighbours in UTC."""
    first = datetime.combine(whose.first, time(), UTC) - timedelta(days=1)
    query = (
        select(Vote.judge_id, Vote.first_cast_at)
        .join(Person, Person.id == Vote.judge_id)
        .where(*whose.are_theirs, Vote.first_cast_at >= first)
        .order_by(Vote.judge_id, Vote.first_cast_at)
    )
    found: dict[int, list[datetime]] = defaultdict(list)
    for judge_id, at in db.session.execute(query):
        found[judge_id].append(at)
    return found
