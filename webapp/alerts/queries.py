"""Reading one's news."""

from datetime import datetime
from typing import TypedDict

from sqlalchemy import select

from webapp.alerts.models import News
from webapp.alerts.words import sentence
from webapp.extensions import db
from webapp.people.models import Person


class Shown(TypedDict):
    kind: str
    text: str
    url: str
    at: datetime
    new: bool


def news_of(person: Person, limit: int = 5) -> list[Shown]:
    """The latest, newest first."""
    rows = db.session.scalars(
        select(News).where(News.person_id == person.id).order_by(News.at.desc(), News.id.desc()).limit(limit)
    )
    return [
        {"kind": n.kind, "text": sentence(n.kind, n.said), "url": n.url, "at": n.at, "new": n.read_at is None}
        for n in rows
    ]
