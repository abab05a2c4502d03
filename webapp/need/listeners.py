"""Closed replies tell who is good at what; deals tell what matters; and whoever was merged brings along their knack."""

from datetime import datetime
from typing import Any

from webapp.answers.models import Answer
from webapp.deals.events import deals_changed
from webapp.need import actions
from webapp.need.practised import learn_all, learn_from
from webapp.people.events import people_merged
from webapp.trust.events import replies_learned
from webapp.voting.events import answer_moderated, voting_closed
from webapp.voting.models import Tally


def register() -> None:
    voting_closed.connect(follow_closing)
    answer_moderated.connect(follow_moderation)
    replies_learned.connect(follow_learning)
    deals_changed.connect(choose_anew)
    people_merged.connect(follow_merge)


def follow_closing(tally: Tally, **_: Any) -> None:
    learn_from(tally.answer_id)


def follow_moderation(tally: Tally, **_: Any) -> None:
    """Before it has closed, a reply says nothing."""
    if tally.closed_at is not None:
        learn_from(tally.answer_id)


def follow_learning(answers: list[Answer]) -> None:
    for answer in answers:
        learn_from(answer.id)


def choose_anew(_changed: Any, *, now: datetime) -> None:
    actions.choose_soon(now=now)


def follow_merge(keep_id: int, *, dropped: int, **_: Any) -> None:
    """Learned anew once their replies have found their new owner."""
    learn_all({keep_id, dropped})
