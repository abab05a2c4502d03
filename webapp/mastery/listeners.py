"""Whoever was merged brings along what they know."""

from typing import Any

from webapp.core.moving import move
from webapp.mastery.models import TopicWeek
from webapp.people.events import people_merged


def register() -> None:
    people_merged.connect(follow_merge)


def follow_merge(keep_id: int, *, dropped: int, **_: Any) -> None:
    move(TopicWeek, "person_id", dropped, keep_id, "topic_id", "week")
