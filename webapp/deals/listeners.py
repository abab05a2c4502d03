"""Whoever was merged brings their deals along, and what they decided about everybody's."""

from typing import Any

from webapp.core.moving import move
from webapp.deals.bringing.models import DealImport
from webapp.deals.models import Deal, Hook, Rate, Term
from webapp.people.events import people_merged

THEIRS = (
    (Deal, "owner_id"),
    (Term, "by_id"),
    (Rate, "by_id"),
    (Hook, "made_by_id"),
    (Hook, "withdrawn_by_id"),
    (DealImport, "by_id"),
    (DealImport, "removed_by_id"),
)


def register() -> None:
    people_merged.connect(follow_merge)


def follow_merge(keep_id: int, *, dropped: int, **_: Any) -> None:
    for model, column in THEIRS:
        move(model, column, dropped, keep_id)
