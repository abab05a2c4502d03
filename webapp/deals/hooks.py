"""Secrets with which programs sign what they send: made, withdrawn, and checked."""

import hmac
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import delete, select

from webapp.core import upserts
from webapp.core.problems import NotFound, NotSignedIn
from webapp.deals.models import Heard, Hook
from webapp.extensions import db
from webapp.people.managing import check_admin
from webapp.people.models import Person

PATIENCE = 300
"""Seconds by which a sender's clock may be off."""


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


def check(header: str, body: bytes, *, now: datetime) -> str:
    """Returns the signature. Raises NotSignedIn unless a secret that holds has made it for this body, just now."""
    told = dict(part.strip().partition("=")[::2] for part in header.split(","))
    at = told.get("t", "")
    if not (at.isascii() and at.isdigit() and len(at) < 12) or abs(now.timestamp() - int(at)) > PATIENCE:
        raise NotSignedIn(_("The signature's time is off by more than five minutes. Send the time of sending as t."))
    sent = f"t={at},v1={told.get('v1', '')}".encode()
    if not any(hmac.compare_digest(sent, one.encode()) for one in _expected(int(at), body)):
        raise NotSignedIn(_("No secret of ours has signed this. Sign “t.body” with HMAC-SHA256, in hex."))
    return told["v1"]


def is_first(signature: str, *, now: datetime) -> bool:
    """False where it was taken before: what it signed may be older by now than what is known."""
    heard = upserts.insert(Heard).values(signature=signature, at=now).on_conflict_do_nothing()
    return db.session.scalar(heard.returning(Heard.signature)) is not None


def forget_signatures(*, now: datetime) -> int:
    """Those that are too old to be taken again; returns how many. One may bear a time that was still to come."""
    old = delete(Heard).where(Heard.at < now - timedelta(seconds=2 * PATIENCE))
    return int(db.session.execute(old).rowcount)  # type: ignore[attr-defined]


def _expected(at: int, body: bytes) -> Iterator[str]:
    return (signature(secret_of(hook), at, body) for hook in open_hooks())
