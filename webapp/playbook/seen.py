"""What an author had before them when they began to type, told apart from what is there by now."""

import hashlib
import json
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from webapp.core.problems import Conflict
from webapp.extensions import db
from webapp.playbook import forms, sent, states
from webapp.playbook.models import Fact, Prompt


def digest(one: Fact | Prompt) -> str:
    """Changes with its words, and with the versions that there are."""
    kind: Any = type(one)
    versions = db.session.execute(
        select(kind.version, kind.state).where(kind.key == one.key).order_by(kind.version)
    ).all()
    told = [_words(one), list(map(list, versions))]
    return hashlib.sha256(json.dumps(told, default=str, sort_keys=True).encode()).hexdigest()


def check(one: Fact | Prompt, told: str | None) -> None:
    """Raises Conflict where somebody else wrote on it since this was told; who was told nothing is not held up."""
    states.lock_versions(one)
    if told and told != digest(one):
        raise Conflict(
            _(
                "Somebody else wrote on this since you opened it. What you typed is still here: look at theirs, "
                "then save yours again in its place."
            )
        )


def _words(one: Fact | Prompt) -> Any:
    if isinstance(one, Prompt):
        return {name: getattr(one, name) for name in forms.LINE}
    lines = [challenge.prompt for challenge in one.challenges if challenge.prompt.state in states.WRITTEN]
    return [sent.as_it_is(one), [_words(prompt) for prompt in lines]]
