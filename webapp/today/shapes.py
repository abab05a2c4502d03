"""Answers, cards and streaks as plain values, the same for pages and programs."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from flask import url_for

from webapp.answers.models import Answer
from webapp.core import clock
from webapp.people.models import Person
from webapp.playbook.schemas import challenge_shape
from webapp.streaks.rules import Streak
from webapp.voting import queries as voting
from webapp.voting import samples
from webapp.voting.models import Vote


def answer_shape(viewer: Person, answer: Answer, *, now: datetime) -> dict[str, Any]:
    """A reply with its key points and, for those who may know it, its tally."""
    return {
        "id": answer.id,
        "text": answer.text,
        "day": answer.day,
        "streak_day": answer.streak_day if answer.person_id == viewer.id else None,
        "key_points": answer.key_points,
        "proof": answer.proof,
        "closes_at": answer.closes_at,
        "closes_on": clock.local_day(answer.closes_at - timedelta(seconds=1), viewer.time_zone),
        "closed": answer.closes_at <= now and not _is_sample(viewer, answer),
        "url": url_for("today.answer_page", answer_id=answer.id),
        "tally": voting.visible_tally(viewer, answer),
    }


def card_shape(judge: Person, answer: Answer, vote: Vote | None, *, now: datetime) -> dict[str, Any]:
    """A colleague's reply: blind before the vote, with its tally after it; a sample has a coach's verdict instead."""
    closed = answer.closes_at <= now
    sample = not vote.weight if vote else closed and samples.is_waiting(judge, answer.id)
    return {
        "answer_id": answer.id,
        "text": answer.text,
        "proof": answer.proof,
        "challenge": challenge_shape(answer.challenge),
        "my_vote": vote and {"fact": vote.fact, "persuasion": vote.persuasion, "reason": vote.reason},
        "closed": closed and not (sample and vote is None),
        "url": url_for("today.answer_page", answer_id=answer.id),
        "tally": voting.visible_tally(judge, answer) if vote else None,
        "sample": samples.sentence_on(answer.id) if sample and vote else None,
    }


def _is_sample(viewer: Person, answer: Answer) -> bool:
    """Then nothing must tell it from a reply whose voting is open."""
    return answer.person_id != viewer.id and samples.is_waiting(viewer, answer.id)


def streak_shape(streak: Streak) -> dict[str, Any]:
    return {name: value for name, value in asdict(streak).items() if name != "days"}
