"""Keeping the sums equal to the ledger: added up with every entry, or rebuilt from all of them."""

from collections import defaultdict
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import delete, func, select

from webapp.core import outbox
from webapp.core.database import is_sqlite
from webapp.core.upserts import insert
from webapp.extensions import db
from webapp.people.models import Person
from webapp.points.models import Entry
from webapp.standings.models import Sum
from webapp.standings.rules import PERIODS, period_start

Key = tuple[str, str, date, int]
"""Board, period, the period's first day, subject."""


class Deltas:
    """The changes of one work, written in the order of their keys so that no two works deadlock."""

    def __init__(self) -> None:
        self._sums: dict[Key, int] = defaultdict(int)
        self._moves: list[dict[str, Any]] = []

    def add(self, entry: Entry) -> None:
        for key in keys_of(entry):
            self._sums[key] += entry.amount
        self._moves.append(_move(entry))

    def write(self) -> None:
        upsert(self._sums)
        outbox.announce("standings", {"moves": self._moves})


def keys_of(entry: Entry) -> list[Key]:
    """Every sum that an entry is part of."""
    subjects = (("people", entry.person_id), ("teams", entry.team_id), ("cohorts", entry.cohort_id))
    return [
        (board, period, period_start(period, entry.day), subject)
        for board, subject in subjects
        if subject is not None
        for period in PERIODS
    ]


def upsert(sums: dict[Key, int]) -> None:
    rows = [
        {"board": board, "period": period, "start": start, "subject_id": subject, "points": points}
        for (board, period, start, subject), points in sorted(sums.items())
        if points
    ]
    if rows:
        db.session.execute(_adding(is_sqlite()), rows)


def rebuild() -> int:
    """Make every sum anew from the ledger; returns how many there are."""
    db.session.execute(delete(Sum))
    sums = from_ledger()
    upsert(sums)
    return len(sums)


def from_ledger() -> dict[Key, int]:
    """What the sums must be, going by the ledger."""
    sums: dict[Key, int] = defaultdict(int)
    rows = db.session.execute(
        select(Entry.person_id, Entry.team_id, Entry.cohort_id, Entry.day, func.sum(Entry.amount)).group_by(
            Entry.person_id, Entry.team_id, Entry.cohort_id, Entry.day
        )
    )
    for person_id, team_id, cohort_id, day, amount in rows:
        entry = Entry(person_id=person_id, team_id=team_id, cohort_id=cohort_id, day=day)
        for key in keys_of(entry):
            sums[key] += amount
    return {key: points for key, points in sums.items() if points}


@cache
def _adding(_sqlite: bool) -> Any:
    """Built once for each kind of database."""
    new = insert(Sum)
    added = Sum.__table__.c.points + new.excluded.points
    return new.on_conflict_do_update(index_elements=["board", "period", "start", "subject_id"], set_={"points": added})


def _move(entry: Entry) -> dict[str, Any]:
    """People are on the boards of where they are, their points on those of where they earned them."""
    person = db.session.get_one(Person, entry.person_id)
    return {
        "person_id": entry.person_id,
        "in_team": person.team_id,
        "in_cohort": person.cohort_id,
        "team_id": entry.team_id,
        "cohort_id": entry.cohort_id,
        "day": entry.day.isoformat(),
        "delta": entry.amount,
    }
