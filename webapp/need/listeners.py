"""Closed replies tell who is good at what; deals tell what matters; and whoever was merged brings along their knack."""

from datetime import datetime
from typing import Any

from webapp.answers.models import Answer
from webapp.core.moving import move
from webapp.deals.events import deals_changed
from webapp.need import actions
from webapp.need.models import Knack
from webapp.people.events import people_merged
from webapp.voting.events import voting_closed
from webapp.voting.models import Tally
from webapp.voting.rules import Sums, score


def register() -> None:
    voting_closed.connect(grade_situation)
    deals_changed.connect(choose_anew)
    people_merged.connect(follow_merge)


def grade_situation(tally: Tally, *, answer: Answer, **_: Any) -> None:
    """Replies that nobody judged, or that were set aside, say nothing."""
    said = score(Sums(tally.votes, tally.weight, tally.fact, tally.persuasion))
    if said is None or tally.set_aside is not None:
        return
    topic_id, situation = answer.challenge.fact.topic_id, answer.challenge.prompt.situation
    actions.grade(answer.person_id, topic_id, situation, said.persuasion, at=answer.written_at)


def choose_anew(_changed: Any, *, now: datetime) -> None:
    actions.choose_soon(now=now)


def follow_merge(keep_id: int, *, dropped: int, **_: Any) -> None:
    """Where both have talked in a situation, the kept account's memory of it stays."""
    move(Knack, "person_id", dropped, keep_id, "topic_id", "situation")
