"""Secret links to calendars: made, ended, and followed."""

import secrets
from datetime import datetime

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import delete, select

from webapp.alerts.feed.models import CalendarLink
from webapp.core.mail import our_address
from webapp.core.upserts import insert
from webapp.extensions import db
from webapp.people.models import Person


def make(person_id: int, *, now: datetime) -> None:
    """A new one; whoever has the old one sees nothing any more."""
    new = insert(CalendarLink).values(person_id=person_id, nonce=secrets.token_urlsafe(18), made_at=now)
    changed = {"nonce": new.excluded.nonce, "made_at": new.excluded.made_at}
    db.session.execute(new.on_conflict_do_update(index_elements=["person_id"], set_=changed))


def end(person_id: int) -> None:
    db.session.execute(delete(CalendarLink).where(CalendarLink.person_id == person_id))


def url_of(person: Person) -> str | None:
    secret = secret_of(person)
    return secret and f"{our_address()}/calendar/{secret}.ics"


def secret_of(person: Person) -> str | None:
    nonce = db.session.scalar(select(CalendarLink.nonce).where(CalendarLink.person_id == person.id))
    return nonce and str(_signed().dumps(nonce))


def opened_with(secret: str) -> Person | None:
    """Whose calendar it is, unless the link was ended or they were deactivated."""
    try:
        nonce = _signed().loads(secret)
    except BadData:
        return None
    theirs = select(Person).join(CalendarLink, CalendarLink.person_id == Person.id)
    return db.session.scalar(theirs.where(CalendarLink.nonce == nonce, Person.deactivated_at.is_(None)))


def _signed() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="calendar")
