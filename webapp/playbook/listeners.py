"""Who was merged stays the author of their model replies."""

from typing import Any

from webapp.core.moving import move
from webapp.people.events import people_merged
from webapp.playbook.models import ModelReply


def register() -> None:
    people_merged.connect(follow_merge)


def follow_merge(keep_id: int, *, dropped: int, **_: Any) -> None:
    move(ModelReply, "author_id", dropped, keep_id)
