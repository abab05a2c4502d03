"""When to ask again: FSRS, with whole days instead of its minutes. Pure: the clock is passed in.

A card keeps FSRS's own memory, by its defaults. What follows from it says the curve, which an installation learns
(fitting.py).
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
from fsrs import Card, Rating, Scheduler
from fsrs.card import CardDict
from numpy.typing import NDArray

Days = TypeVar("Days", float, NDArray[np.float64])

SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), maximum_interval=365, enable_fuzzing=False)
"""No steps within a day, since a session is once a day; a year at most, since facts change."""


class Curve(NamedTuple):
    """How memory fades. FSRS-6: R = (1 + F t / (longer S)) ** -decay, with t in days since the last review, S the
    stability on the card, and F such that R = 0.9 at t = longer S."""

    longer: float
    """How many times longer stability lasts than the card says."""
    decay: float

    def recalled(self, days: Days, stability: Days) -> Days:
        """The probability, 0 to 1, that it is remembered after so many days."""
        return (1 + self._factor() * days / (stability * self.longer)) ** -self.decay

    def wait(self, stability: float) -> int:
        """Whole days, 1 to 365, after which that has sunk to what FSRS aims at, 0.9."""
        faded = SCHEDULER.desired_retention ** (-1 / self.decay) - 1
        return min(max(round(stability * self.longer / self._factor() * faded), 1), SCHEDULER.maximum_interval)

    def _factor(self) -> float:
        return cast(float, 0.9 ** (-1 / self.decay)) - 1


BY_DEFAULT = Curve(1.0, SCHEDULER.parameters[20])
"""As learned from Anki's logs."""


def introduced(fact_id: int, now: datetime) -> dict[str, Any]:
    """A card that was not asked yet."""
    return dict(Card(card_id=fact_id, due=now.astimezone(UTC)).to_dict())


def retrievability(memory: dict[str, Any], now: datetime, curve: Curve = BY_DEFAULT) -> float | None:
    """The probability, 0 to 1, that it is remembered now; None before the first review."""
    card = Card.from_dict(cast(CardDict, memory))
    if card.last_review is None or card.stability is None:
        return None
    return curve.recalled(float(max(0, (now - card.last_review).days)), card.stability)


def last_met(memory: dict[str, Any]) -> datetime | None:
    return Card.from_dict(cast(CardDict, memory)).last_review


def first_due(day: date) -> date:
    return day + timedelta(days=1)


def reviewed(
    memory: dict[str, Any], *, correct: bool, day: date, now: datetime, curve: Curve = BY_DEFAULT
) -> tuple[dict[str, Any], date]:
    """The card after an answer on the local date `day`, and the date on which it is due again."""
    rating = Rating.Good if correct else Rating.Again
    card, _ = SCHEDULER.review_card(Card.from_dict(cast(CardDict, memory)), rating, review_datetime=now.astimezone(UTC))
    return dict(card.to_dict()), day + timedelta(days=curve.wait(card.stability or 0.0))
