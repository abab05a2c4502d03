"""Secrets with which programs sign what they send: made, withdrawn, and checked."""

import hmac
import secrets
from collections.abc import Iterator
from datetime import datetime

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select

from webapp.core.problems import NotFound, NotSignedIn
from webapp.deals.models import Hook
from webapp.extensions import db
from webapp.people.managing import check_admin
from webapp.people.models import Person

PATIENCE = 300
"""Seconds by which a sender's clock may be off; what is repeated within them is told again, and counts once."""


def make(person: Person, *, now: datetime) -> Hook:
    check_admin(person)
    hook = Hook(nonce=secrets.token_urlsafe(18), made_by_id=person.id, made_at=now)
    db.session.add(hook)
    db.session.flush()
    return hook


def withdraw(person: Person, hook_id: int, *, now: datetime) -> None:
    check_admin(person)
    hook = db.session.get(Hook, hook_id, with_for_update=True)
    if hook is None:
        raise NotFound(_("There is no such secret."))
    if hook.withdrawn_at is None:
        hook.withdrawn_by_id, hook.withdrawn_at = person.id, now
    db.session.flush()


def open_hooks() -> list[Hook]:
    return list(db.session.scalars(select(Hook).where(Hook.withdrawn_at.is_(None)).order_by(Hook.id)))


def secret_of(hook: Hook) -> str:
    key = str(current_app.config["SECRET_KEY"]).encode()
    return f"deals_{hmac.new(key, b'deals' + hook.nonce.encode(), 'sha256').hexdigest()}"


def signature(secret: str, at: int, body: bytes) -> str:
    """What a sender puts into the header: the second it was sent, and both signed."""
    signed = hmac.new(secret.encode(), f"{at}.".encode() + body, "sha256").hexdigest()
    return f"t={at},v1={signed}"


def check(header: str, body: bytes, *, now: datetime) -> None:
    """Raises NotSignedIn unless a secret that holds has signed this body, just now."""
    told = dict(part.strip().partition("=")[::2] for part in header.split(","))
    at = told.get("t", "")
    if not (at.isascii() and at.isdigit() and len(at) < 12) or abs(now.timestamp() - int(at)) > PATIENCE:
        raise NotSignedIn(_("The signature's time is off by more than five minutes. Send the time of sending as t."))
    sent = f"t={at},v1={told.get('v1', '')}".encode()
    if not any(hmac.compare_digest(sent, one.encode()) for one in _expected(int(at), body)):
        raise NotSignedIn(_("No secret of ours has signed this. Sign “t.body” with HMAC-SHA256, in hex."))


def _expected(at: int, body: bytes) -> Iterator[str]:
    return (signature(secret_of(hook), at, body) for hook in open_hooks())
