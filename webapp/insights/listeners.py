"""A fact's figures onto its page; who drew a fair start is known by the account that is kept."""

from typing import Any

from webapp.core.moving import move
from webapp.insights import items
from webapp.insights.starts.models import FairStart
from webapp.people.events import people_merged


def register() -> None:
    items.register()
    people_merged.connect(follow_merge)


def follow_merge(keep_id: int, *, dropped: int, **_: Any) -> None:
    move(FairStart, "drawn_by_id", dropped, keep_id)
