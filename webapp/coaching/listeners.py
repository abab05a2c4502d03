"""What coaches wrote and looked at goes over to the account that is kept."""

from typing import Any

from webapp.coaching.models import Budget, Look, Note
from webapp.core.moving import inherit, move
from webapp.people.events import people_merged


def register() -> None:
    people_merged.connect(follow_merge)


def follow_merge(keep_id: int, *, dropped: int, **_: Any) -> None:
    """Where both wrote on one reply, the dropped account keeps its own: the author goes on reading either.
    Of two budgets the kept account's own stays."""
    move(Note, "coach_id", dropped, keep_id, "answer_id")
    move(Look, "coach_id", dropped, keep_id)
    inherit(Budget, "coach_id", dropped, keep_id)
