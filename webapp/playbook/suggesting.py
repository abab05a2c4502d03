"""Lines that anybody heard from a prospect, for whoever publishes the playbook to read."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from webapp.extensions import db
from webapp.people.models import Person
from webapp.playbook import keys, permissions
from webapp.playbook.drafts import PROMPT_TEXTS
from webapp.playbook.models import Prompt, Topic
from webapp.playbook.states import WRITTEN, step

UNSORTED = "unsorted"


def suggest_line(person: Person, data: dict[str, Any], *, now: datetime) -> Prompt:
    """In review at once, under no topic yet. What waits already in the same words is not proposed twice."""
    waiting = select(Prompt).where(Prompt.text == data["text"], Prompt.state.in_(WRITTEN)).limit(1)
    if (known := db.session.scalar(waiting)) is not None:
        return known
    prompt = Prompt(key=keys.free(Prompt, data["text"]), topic=_unsorted(), owner=_owner(person))
    for name in PROMPT_TEXTS:
        setattr(prompt, name, data.get(name, ""))
    db.session.add(prompt)
    step(prompt, "review", person, now=now)
    db.session.flush()
    return prompt


def _owner(person: Person) -> Person | None:
    """Who may write on it; a rep hands it over."""
    return person if permissions.may_draft(person) else None


def _unsorted() -> Topic:
    """Where lines wait for the topic that a reviewer gives them."""
    found = db.session.scalar(select(Topic).where(Topic.key == UNSORTED))
    if found is None:
        found = Topic(key=UNSORTED, name=_("Heard from prospects"))
        db.session.add(found)
    return found
