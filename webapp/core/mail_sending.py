"""The worker's round: each waiting mail is taken, sent outside any work, and ticked off.

Every mail is sent at least once: a try is written before it is made, so a worker that dies loses none, and one that
dies between the server's yes and our tick sends that mail again.
"""

from datetime import datetime, timedelta
from typing import Any

import structlog
from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, select, update

from webapp.core import clock
from webapp.core.mail_folder import Folder
from webapp.core.mail_message import compose
from webapp.core.mail_server import Conversation, is_hopeless
from webapp.core.models import Mail
from webapp.core.rounds import often
from webapp.core.work import retried, work
from webapp.extensions import db

log = structlog.get_logger()

PAUSES = tuple(timedelta(minutes=n) for n in (1, 5, 15, 60, 240, 720))
"""Before the second try, the third and so on; after the last pause comes the last try."""
NO_TEXT = {"text": "", "html": None}


@often(_l("Sends the mail that waits"))
def send_due() -> int:
    """Send what waits; returns how many mails went out."""
    if not _is_any_due():
        return 0
    sent = 0
    way = _way_out()
    try:
        while (mail := _take()) is not None:
            sent += _sent(mail, way)
    finally:
        way.close()
    return sent


def next_try(tries: int, now: datetime) -> datetime | None:
    """When to try again after so many; None when it was enough."""
    return now + PAUSES[tries - 1] if tries <= len(PAUSES) else None


def _way_out() -> Conversation | Folder:
    if server := current_app.config["MAIL_SERVER"]:
        return Conversation(server)
    return Folder(current_app.config["REPARTEE_DATA"] / "mail")


def _is_any_due() -> bool:
    found = db.session.scalar(select(Mail.id).where(Mail.next_try_at <= clock.now()).limit(1)) is not None
    db.session.rollback()
    return found


@retried
def _take() -> Mail | None:
    """The next one, its try already counted; nobody else takes it before the pause is over."""
    now = clock.now()
    with work():
        _give_up_late(now)
        # Who waits for a link to sign in with is not kept waiting by ten thousand digests.
        mail = _first_due(now, Mail.unsubscribe.is_(None)) or _first_due(now)
        if mail is not None:
            mail.tries += 1
            mail.next_try_at = now + PAUSES[min(mail.tries, len(PAUSES)) - 1]
    return mail


def _first_due(now: datetime, *which: ColumnElement[bool]) -> Mail | None:
    due = select(Mail).where(Mail.next_try_at.is_not(None), Mail.next_try_at <= now, *which)
    return db.session.scalar(due.order_by(Mail.next_try_at, Mail.id).limit(1).with_for_update(skip_locked=True))


def _sent(mail: Mail, way: Conversation | Folder) -> bool:
    mail_id, tries = mail.id, mail.tries
    try:
        way.send(compose(mail, current_app.config["MAIL_FROM"]))
    except Exception as error:
        again = None if is_hopeless(error) else next_try(tries, clock.now())
        log.warning("mail_not_sent", mail=mail_id, tries=tries, again=again, error=_said(error))
        _note(mail_id, next_try_at=again, error=_said(error))
        return False
    _note(mail_id, next_try_at=None, sent_at=clock.now(), error=None)
    return True


@retried
def _note(mail_id: int, **found: Any) -> None:
    if found["next_try_at"] is None:
        found |= NO_TEXT
    with work():
        db.session.execute(update(Mail).where(Mail.id == mail_id).values(found))


def _give_up_late(now: datetime) -> None:
    late = (Mail.next_try_at.is_not(None), Mail.until <= now)
    db.session.execute(
        update(Mail).where(*late).values(NO_TEXT | {"next_try_at": None, "error": "Too late to be of use."})
    )


def _said(error: Exception) -> str:
    text = "".join(c if c.isprintable() else " " for c in f"{type(error).__name__}: {error}")
    return text.encode(errors="replace").decode()[:300]
