"""What people remember, written down as FSRS would after one review."""

from collections.abc import Iterable
from datetime import datetime
from itertools import product
from typing import Any

from webapp.extensions import db
from webapp.people.models import Person
from webapp.schedule import memory
from webapp.schedule.models import Card


def remember(people: Iterable[Person], facts: Iterable[int], at: datetime, *, knows: bool = True) -> None:
    """They were asked about these facts then, for the first time."""
    rows = [_row(person.id, fact, at, knows) for person, fact in product(people, facts)]
    db.session.execute(Card.__table__.insert(), rows)


def _row(person_id: int, fact: int, at: datetime, knows: bool) -> dict[str, Any]:
    card, _due = memory.reviewed(memory.introduced(fact, at), correct=knows, day=at.date(), now=at)
    return {"person_id": person_id, "fact_id": fact, "memory": card, "introduced_at": at}
