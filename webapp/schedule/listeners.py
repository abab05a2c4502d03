"""Who was merged brings along what they were served and what they remember."""

from typing import Any

from webapp.core.moving import move
from webapp.people.events import people_merged
from webapp.schedule.models import Card, Recall, Serving


def register() -> None:
    people_merged.connect(follow_merge)


def follow_merge(keep_id: int, *, dropped: int, **_: Any) -> None:
    move(Serving, "person_id", dropped, keep_id, "day", "challenge_id", "kind")
    move(Card, "person_id", dropped, keep_id, "fact_id")
    move(Recall, "person_id", dropped, keep_id, "fact_id", "due_on")
