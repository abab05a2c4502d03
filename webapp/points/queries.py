"""Reading the ledger."""

from datetime import date
from typing import NamedTuple

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


def paid_for(answer_id: int) -> int:
    """What a reply has brought its author so far, all entries together."""
    return db.session.scalar(select(func.coalesce(func.sum(Entry.amount), 0)).where(Entry.answer_id == answer_id)) or 0


def judgements_paid(person_id: int, day: date) -> int:
    """How many judgements of that date have earned their point."""
    return db.session.scalar(PAID, {"person_id": person_id, "day": day}) or 0


class Earned(NamedTuple):
    """What a person earned for one reason, by one reply or on one date."""

    reason: str
    day: date
    answer_id: int | None
    amount: int


def earned(person: Person, *, limit: int, day: date | None = None) -> list[Earned]:
    """The entries of a reply or a date taken together, the latest first; what came to nothing is left out."""
    amount, kinds = func.sum(Entry.amount), (Entry.reason, Entry.day, Entry.answer_id)
    query = select(*kinds, amount).where(Entry.person_id == person.id).group_by(*kinds).having(amount != 0)
    if day is not None:
        query = query.where(Entry.day == day)
    return [Earned(*row) for row in db.session.execute(query.order_by(func.max(Entry.id).desc()).limit(limit))]


def by_day(person_id: int, since: date) -> dict[date, int]:
    """The person's points for each date that has any."""
    rows = db.session.execute(
        select(Entry.day, func.sum(Entry.amount))
        .where(Entry.person_id == person_id, Entry.day >= since)
        .group_by(Entry.day)
    )
    return {row[0]: row[1] for row in rows}
