"""When to ask again: FSRS, with whole days instead of its minutes. Pure: the clock is passed in."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

from fsrs import Card, Rating, Scheduler
from fsrs.card import CardDict

SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), maximum_interval=365, enable_fuzzing=False)
"""No steps within a day, since a session is once a day; a year at most, since facts change."""


def introduced(fact_id: int, now: datetime) -> dict[str, Any]:
    """A card that was not asked yet."""
    return dict(Card(card_id=fact_id, due=now.astimezone(UTC)).to_dict())


def retrievability(memory: dict[str, Any], now: datetime) -> float | None:
    """FSRS's probability, 0 to 1, that it is remembered now; None before the first review."""
    card = Card.from_dict(cast(CardDict, memory))
    return SCHEDULER.get_card_retrievability(card, now.astimezone(UTC)) if card.last_review else None


def last_met(memory: dict[str, Any]) -> datetime | None:
    return Card.from_dict(cast(CardDict, memory)).last_review


def first_due(day: date) -> date:
    return day + timedelta(days=1)


def reviewed(memory: dict[str, Any], *, correct: bool, day: date, now: datetime) -> tuple[dict[str, Any], date]:
    """The card after an answer on the local date `day`, and the date on which it is due again."""
    at = now.astimezone(UTC)
    rating = Rating.Good if correct else Rating.Again
    card, _ = SCHEDULER.review_card(Card.from_dict(cast(CardDict, memory)), rating, review_datetime=at)
    return dict(card.to_dict()), day + max(card.due - at, timedelta(days=1))
