"""Whoever was merged is as ready as they were."""

from typing import Any

from webapp.core.moving import inherit, move
from webapp.people.events import people_merged
from webapp.ready.models import Reached, SignOff


def register() -> None:
    people_merged.connect(follow_merge)


def follow_merge(keep_id: int, *, dropped: int, **_: Any) -> None:
    inherit(Reached, "person_id", dropped, keep_id)
    inherit(SignOff, "person_id", dropped, keep_id)
    move(SignOff, "coach_id", dropped, keep_id)
