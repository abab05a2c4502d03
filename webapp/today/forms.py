"""What a reply's form says."""

from datetime import datetime
from typing import Any

from flask import request
from flask_babel import gettext as _

from webapp.core.problems import Invalid


def reply_said(arrived: datetime) -> dict[str, Any]:
    """As `answers.actions.give_answer` takes it."""
    return {
        "client_id": _own_key(request.form.get("client_id", "")),
        "challenge_id": number("challenge_id"),
        "text": request.form.get("text", ""),
        "written_at": _written(arrived),
        "proof": "proof" in request.form,
    }


def number(name: str) -> int:
    value = request.form.get(name, type=int)
    if value is None or not 0 <= value < 2**31:
        raise Invalid(_("Something was missing from that form. Choose one of what is offered."))
    return value


def _own_key(client_id: str) -> str:
    if not (1 <= len(client_id) <= 64 and client_id.isascii() and client_id.isprintable()):
        raise Invalid(_("This form is incomplete. Reload the page; your text is kept."))
    return client_id


def _written(arrived: datetime) -> datetime:
    """When the browser says it was written; without scripts, when it arrived."""
    stated = request.form.get("written_at")
    try:
        at = datetime.fromisoformat(stated) if stated else arrived
    except ValueError:
        return arrived
    return at if at.tzinfo else arrived
