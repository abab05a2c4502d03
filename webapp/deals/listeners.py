"""Whoever was merged brings their deals along."""

from typing import Any

from webapp.core.moving import move
from webapp.deals.models import Deal
from webapp.people.events import people_merged


def register() -> None:
    people_merged.connect(follow_merge)


def follow_merge(keep_id: int, *, dropped: int, **_: Any) -> None:
    move(Deal, "owner_id", dropped, keep_id)
