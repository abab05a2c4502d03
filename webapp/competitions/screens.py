"""Big screens: a secret link for each, shown once, until somebody withdraws it."""

import secrets
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from webapp.competitions.models import Competition, Screen
from webapp.core import audiences, outbox
from webapp.core.problems import Conflict
from webapp.extensions import db
from webapp.people.actions import hash_secret
from webapp.people.models import Person


def open_screen(competition: Competition, by: Person, *, now: datetime) -> str:
    """The secret of a new link; an earlier one ends with it."""
    if competition.cancelled_at is not None:
        raise Conflict(_("This competition was called off, so there is nothing to show."))
    if current_screen(competition) is not None:
        withdraw(competition, by, now=now)
    secret = secrets.token_urlsafe(24)
    row = Screen(competition_id=competition.id, secret_hash=hash_secret(secret), made_at=now, made_by_id=by.id)
    db.session.add(row)
    db.session.flush()
    return secret


def withdraw(competition: Competition, by: Person, *, now: datetime) -> None:
    if (screen := current_screen(competition)) is None:
        raise Conflict(_("There is no link to withdraw."))
    screen.revoked_at, screen.revoked_by_id = now, by.id
    db.session.flush()
    outbox.announce("screen_withdrawn", {"screen_id": screen.id})


def current_screen(competition: Competition) -> Screen | None:
    open_ones = select(Screen).where(Screen.competition_id == competition.id, Screen.revoked_at.is_(None))
    return db.session.scalar(open_ones)


def of_secret(secret: str) -> Screen | None:
    """The open link that this secret is of."""
    open_ones = select(Screen).where(Screen.secret_hash == hash_secret(secret), Screen.revoked_at.is_(None))
    return db.session.scalar(open_ones)


def watchers(screen_id: int) -> str:
    """The audience of one link's sockets, which are cut with it."""
    return f"screen:{screen_id}"


@outbox.teller("screen_withdrawn")
def cut_screens(news: dict[str, int]) -> None:
    audiences.cut(watchers(news["screen_id"]))
