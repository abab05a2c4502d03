"""Who is deactivated has no way in left, not even for later."""

from typing import Any

from webapp.people import events
from webapp.people.accounts.actions import end_links


def register() -> None:
    events.person_deactivated.connect(forget_links)


def forget_links(person_id: int, now: Any, **_: Any) -> None:
    end_links(person_id, now=now)
