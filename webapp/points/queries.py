"""Reading the ledger."""

from datetime import date

from sqlalchemy import bindparam, func, select

from webapp.extensions import db
from webapp.people.models import Person
from webapp.points.models import Entry

PAID = (
    select(func.count())
    .select_from(Entry)
    .where(Entry.person_id == bindparam("person_id"), Entry.reason == "judgement", Entry.day == bindparam("day"))
)


def total(person_id: int) -> int:
    return db.session.scalar(select(func.coalesce(func.sum(Entry.amount), 0)).where(Entry.person_id == person_id)) or 0


def judgements_paid(person_id: int, day: date) -> int:
    """How many judgements of that date have earned their point."""
    return db.session.scalar(PAID, {"person_id": person_id, "day": day}) or 0


def entries(person: Person, *, limit: int, before: int | None = None) -> list[Entry]:
    """A person's entries, newest first; `before` is the id of the last one seen."""
    query = select(Entry).where(Entry.person_id == person.id).order_by(Entry.id.desc()).limit(limit)
    if before is not None:
        query = query.where(Entry.id < before)
    return list(db.session.scalars(query))


def entries_on(person: Person, day: date) -> list[Entry]:
    return list(
        db.session.scalars(select(Entry).where(Entry.person_id == person.id, Entry.day == day).order_by(Entry.id))
    )


def by_day(person_id: int, since: date) -> dict[date, int]:
    """The person's points for each date that has any."""
    rows = db.session.execute(
        select(Entry.day, func.sum(Entry.amount))
        .where(Entry.person_id == person_id, Entry.day >= since)
        .group_by(Entry.day)
    )
    return {row[0]: row[1] for row in rows}
