"""Which challenge a huddle may play: any that is live, but nobody's of these days."""

from datetime import date, datetime, timedelta
from itertools import groupby

from sqlalchemy import select

from webapp.extensions import db
from webapp.huddle.models import Huddle
from webapp.people.models import Person
from webapp.playbook import queries as playbook
from webapp.playbook.models import Challenge
from webapp.schedule.models import ScheduledChallenge

A_DAY = timedelta(days=1)
SUGGESTED = 3


def of_these_days(now: datetime) -> set[int]:
    """What is anybody's challenge of today, wherever they are: playing it would give away their day."""
    days = [now.date() + n * A_DAY for n in (-1, 0, 1)]
    return set(db.session.scalars(select(ScheduledChallenge.challenge_id).where(ScheduledChallenge.day.in_(days))))


def playable(now: datetime) -> list[Challenge]:
    """In the curriculum's order."""
    taken, today = of_these_days(now), now.date()
    ids = [
        challenge_id
        for challenge_id, _fact, _prompt, _topic, valid_until in playbook.live_challenges()
        if challenge_id not in taken and _is_valid(valid_until, today)
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


def _topic(challenge: Challenge) -> int:
    return challenge.fact.topic_id


def _is_valid(until: date | None, today: date) -> bool:
    return until is None or until >= today
