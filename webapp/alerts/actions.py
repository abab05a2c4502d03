"""Telling people, and knowing that they have heard."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, update

from webapp.alerts.models import News
from webapp.alerts.words import sentence
from webapp.core import outbox
from webapp.core.upserts import insert
from webapp.core.words import speaking_to
from webapp.extensions import db
from webapp.people.models import Person


def tell(
    person_id: int, kind: str, source: str, said: dict[str, Any], url: str, *, aloud: bool = True, now: datetime
) -> None:
    """Keep it for them, and say it on every screen they have open unless something else does; once a source."""
    row = {"person_id": person_id, "kind": kind, "source": source, "said": said, "url": url, "at": now}
    once = insert(News).values(row).on_conflict_do_nothing(index_elements=["person_id", "kind", "source"])
    if db.session.scalar(once.returning(News.id)) is not None and aloud:
        with speaking_to(db.session.get_one(Person, person_id)):
            text = sentence(kind, said)
        outbox.announce("news", {"person_id": person_id, "text": text, "url": url})


def untell(person_id: int, kind: str, sources: str) -> None:
    """What is true no longer, of every source that begins so."""
    mine = (News.person_id == person_id, News.kind == kind, News.source.startswith(sources, autoescape=True))
    db.session.execute(delete(News).where(*mine))


def mark_read(person: Person, *, now: datetime) -> None:
    db.session.execute(update(News).where(News.person_id == person.id, News.read_at.is_(None)).values(read_at=now))
