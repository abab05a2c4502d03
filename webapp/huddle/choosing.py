"""Which challenge a huddle may play: any that is live, but nobody's of these days."""

from datetime import date, datetime, timedelta
from itertools import groupby

from flask_babel import gettext as _
from sqlalchemy import select

from webapp.core.problems import Conflict, Invalid
from webapp.extensions import db
from webapp.huddle.models import Huddle
from webapp.people.models import Person
from webapp.playbook import queries as playbook
from webapp.playbook.models import Challenge, Fact, Prompt
from webapp.schedule.models import ScheduledChallenge

A_DAY = timedelta(days=1)
SUGGESTED = 3


Pair = tuple[int, int]
"""A fact and a line by their first versions: a changed one gives the same day away."""


def chosen(challenge_id: int, now: datetime) -> Challenge:
    """Raises NotFound, Invalid (not live any more, or not yet) and Conflict (somebody's of today)."""
    challenge = playbook.challenge(challenge_id)
    fact, prompt = challenge.fact, challenge.prompt
    if not (fact.state == prompt.state == "live" and _is_valid(fact.valid_until, now.date())):
        raise Invalid(_("That challenge is not live now. Choose another."))
    if (fact.origin_id, prompt.origin_id) in _of_these_days(now):
        raise Conflict(_("That one is somebody's challenge of today. Choose another, so that no day is given away."))
    return challenge


def playable(now: datetime) -> list[Challenge]:
    """In the curriculum's order."""
    taken, today = _of_these_days(now), now.date()
    ids = [
        challenge_id
        for challenge_id, fact, prompt, _topic, valid_until in playbook.live_challenges()
        if (fact, prompt) not in taken and _is_valid(valid_until, today)
    ]
    found = playbook.challenges(ids)
    return [found[challenge_id] for challenge_id in ids]


def suggested(leader: Person, challenges: list[Challenge], now: datetime) -> list[Challenge]:
    """One of each of three topics, others tomorrow; what this leader has not played yet, if there is any."""
    played = set(db.session.scalars(select(Huddle.challenge_id).where(Huddle.leader_id == leader.id)))
    fresh = [one for one in challenges if one.id not in played] or challenges
    topics = [list(group) for _id, group in groupby(sorted(fresh, key=_topic), key=_topic)]
    turn = now.date().toordinal()
    topics = topics[turn % len(topics) :] + topics[: turn % len(topics)] if topics else []
    return [group[turn % len(group)] for group in topics[:SUGGESTED]]


def _of_these_days(now: datetime) -> set[Pair]:
    """What is anybody's challenge of today, wherever they are."""
    rows = db.session.execute(
        select(Fact.origin_id, Prompt.origin_id)
        .join(Challenge, Challenge.fact_id == Fact.id)
        .join(Prompt, Prompt.id == Challenge.prompt_id)
        .join(ScheduledChallenge, ScheduledChallenge.challenge_id == Challenge.id)
        .where(ScheduledChallenge.day.in_([now.date() + n * A_DAY for n in (-1, 0, 1)]))
    )
    return {(row[0], row[1]) for row in rows}


def _topic(challenge: Challenge) -> int:
    return challenge.fact.topic_id


def _is_valid(until: date | None, today: date) -> bool:
    return until is None or until >= today
