"""Mail is written in the transaction of what it is about; the worker sends it. Links in it may open doors, so its
text is kept no longer than it waits."""

from datetime import datetime

from flask import current_app, has_request_context, request

from webapp.core.models import Mail
from webapp.extensions import db


def is_offered() -> bool:
    """In production a mail server must be there, and an address of ours that no request can forge."""
    config = current_app.config
    return config["REPARTEE_ENV"] != "production" or bool(config["MAIL_SERVER"] and config["BASE_URL"])


def post(
    name: str,
    email: str,
    subject: str,
    text: str,
    *,
    now: datetime,
    until: datetime | None = None,
    html: str | None = None,
    unsubscribe: str | None = None,
) -> Mail:
    """Send this after the commit, and not any more after `until`. What many get regularly says where one POST
    unsubscribes from it, and lets everything else go first."""
    mail = Mail(
        to_name=name,
        to_email=email,
        subject=subject[:200],
        text=text,
        html=html,
        unsubscribe=unsubscribe,
        at=now,
        until=until,
        tries=0,
        next_try_at=now,
    )
    db.session.add(mail)
    db.session.flush()
    return mail


def our_address() -> str:
    """What links to us begin with: the public address, or where this request found us, or, where there is none,
    where we serve."""
    config = current_app.config
    return str(config["BASE_URL"] or (request.url_root if has_request_context() else config["SERVED_AT"])).rstrip("/")
