"""Whoever was merged is one judge: what was found of either stays with them."""

from typing import Any

from webapp.core.moving import inherit, move
from webapp.people.events import people_merged
from webapp.trust.actions import weigh
from webapp.trust.models import Finding
from webapp.voting.models import Reliability


def register() -> None:
    people_merged.connect(follow_merge)


def follow_merge(keep_id: int, *, dropped: int, **_: Any) -> None:
    inherit(Reliability, "judge_id", dropped, keep_id)
    for column in ("judge_id", "other_id", "settled_by_id"):
        move(Finding, column, dropped, keep_id)
    weigh({keep_id})
