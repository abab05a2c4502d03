"""Soft skills are spaced too: what a judged reply says about how well somebody talks in a situation. Pure."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from fsrs import Card, Rating, State

from webapp.schedule.memory import SCHEDULER

HARD, GOOD, EASY = 0.375, 0.5, 0.7
"""From which persuasion score on."""


class Said(NamedTuple):
    """A closed reply's persuasion, 0 to 1, as it was learned or as its votes say, and when it was written."""

    persuasion: float
    at: datetime


class Kept(NamedTuple):
    """A card as FSRS needs it: days, 1 to 10, and when."""

    stability: float
    difficulty: float
    reviewed_at: datetime


def grade(persuasion: float) -> Rating:
    """From 0 to 1: below 0.375 Again, below 0.5 Hard, below 0.7 Good, from there Easy. A score at closing holds a prior
    of three votes in the middle, so one vote alone is Hard (it loses the prospect) or Good; Again takes two that
    lose, Easy two that win. What is learned of a reply lies in the middle too until enough is known."""
    if persuasion < HARD:
        return Rating.Again
    if persuasion < GOOD:
        return Rating.Hard
    return Rating.Good if persuasion < EASY else Rating.Easy


def remembered(replies: Sequence[Said]) -> Kept:
    """The card after these replies, at least one, in the order in which they were written."""
    kept = reviewed(None, *replies[0])
    for one in replies[1:]:
        kept = reviewed(kept, *one)
    return kept


def reviewed(before: Kept | None, persuasion: float, at: datetime) -> Kept:
    """The card after one more reply of that score, written at `at`."""
    card = Card(card_id=0, due=at.astimezone(UTC))
    if before:
        card.state, card.step, card.last_review = State.Review, None, before.reviewed_at.astimezone(UTC)
        card.stability, card.difficulty = before.stability, before.difficulty
    card, _log = SCHEDULER.review_card(card, grade(persuasion), review_datetime=at.astimezone(UTC))
    assert card.stability is not None
    assert card.difficulty is not None
    return Kept(card.stability, card.difficulty, at)
