"""What the schedule does when the playbook changes, or two accounts become one."""

from datetime import datetime
from typing import Any

from webapp.core.moving import move
from webapp.people.events import people_merged
from webapp.playbook.events import playbook_changed
from webapp.schedule import mending
from webapp.schedule.models import Card, Recall, Serving


def register() -> None:
    playbook_changed.connect(follow_playbook)
    people_merged.connect(follow_merge)


def follow_playbook(_changed: Any, *, now: datetime) -> None:
    mending.mend(now=now)


def follow_merge(keep_id: int, *, dropped: int, **_: Any) -> None:
    """Whoever was merged brings along what they were served and what they remember."""
    move(Serving, "person_id", dropped, keep_id, "day", "challenge_id", "kind")
    move(Card, "person_id", dropped, keep_id, "fact_id")
    move(Recall, "person_id", dropped, keep_id, "fact_id", "due_on")
