"""How long coaches take for a reply they judge."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import func, select

from webapp.answers.models import Answer
from webapp.coaching import gain
from webapp.coaching.models import Look
from webapp.extensions import db
from webapp.people.models import Person
from webapp.voting.models import Vote

WINDOW = timedelta(days=60)


def pace_of(coach: Person, *, now: datetime) -> gain.Pace:
    return paces_of([coach.id], now=now)[coach.id]


def paces_of(coach_ids: Collection[int], *, now: datetime) -> dict[int, gain.Pace]:
    """Of each, from the replies they looked at in the last sixty days and judged."""
    judged = (Vote.answer_id == Look.answer_id) & (Vote.judge_id == Look.coach_id)
    looks = (Look.coach_id.in_(coach_ids), Look.opened_at >= now - WINDOW, Look.seconds > 0)
    rows = db.session.execute(
        select(Look.coach_id, func.sum(Look.seconds), func.length(Answer.text))
        .join(Answer, Answer.id == Look.answer_id)
        .join(Vote, judged)
        .where(*looks)
        .group_by(Look.coach_id, Look.answer_id, Answer.text)
    )
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for coach_id, seconds, characters in rows:
        found[coach_id].append((int(seconds), characters))
    return {coach_id: gain.pace(found[coach_id]) for coach_id in coach_ids}
