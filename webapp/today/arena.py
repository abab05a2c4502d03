"""Today's replies: one's own and those one judged, unnamed. It opens with one's own reply."""

from datetime import datetime
from typing import Any

from flask import url_for

from webapp.answers import queries as answers
from webapp.answers.models import Answer
from webapp.people.models import Person
from webapp.playbook.models import Challenge
from webapp.playbook.schemas import challenge_shape
from webapp.today.day import open_day
from webapp.today.shapes import answer_shape
from webapp.voting import queries as voting
from webapp.voting import queue
from webapp.voting.models import Tally, Vote


def arena_for(person: Person, *, now: datetime) -> dict[str, Any]:
    day = open_day(person, now=now)
    mine = answers.session_answer(person, day.date) if day.challenge else None
    arena: dict[str, Any] = {
        "challenge": challenge_shape(day.challenge) if day.challenge else None,
        "locked": mine is None,
        "mine": None,
        "judged": [],
        "waiting": 0,
        "judge_url": url_for("today.page", step="judge"),
    }
    if day.challenge is None or mine is None:
        return arena
    judged = _cards(person, day.challenge, now)
    waiting = queue.waiting(person, day.date, now=now)
    return arena | {"mine": answer_shape(person, mine, now=now), "judged": judged, "waiting": waiting}


def _cards(person: Person, challenge: Challenge, now: datetime) -> list[dict[str, Any]]:
    return [_card(*row, now=now) for row in voting.judged_on(person, challenge.id)]


def _card(answer: Answer, vote: Vote, tally: Tally, *, now: datetime) -> dict[str, Any]:
    return {
        "answer_id": answer.id,
        "text": answer.text,
        "my_vote": {"fact": vote.fact, "persuasion": vote.persuasion, "reason": vote.reason},
        "closed": answer.closes_at <= now,
        "url": url_for("today.answer_page", answer_id=answer.id),
        "tally": voting.tally_shape(tally),
    }
