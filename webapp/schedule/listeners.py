"""What the schedule does when the playbook changes."""

from datetime import datetime
from typing import Any

from webapp.playbook.events import playbook_changed
from webapp.schedule import mending


def register() -> None:
    playbook_changed.connect(_playbook_changed)


def _playbook_changed(_changed: Any, *, now: datetime) -> None:
    mending.mend(now=now)
