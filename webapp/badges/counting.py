"""Counters move once per work, in one statement, just before its commit."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from typing import Any

from webapp.badges.actions import Earned, award
from webapp.badges.catalogue import of_counter
from webapp.badges.models import Counter
from webapp.badges.rules import passed
from webapp.core.database import is_sqlite
from webapp.core.upserts import insert
from webapp.core.work import current
from webapp.extensions import db

Key = tuple[int, str]


def add(person_id: int, counters: Iterable[str], *, by: int = 1, now: datetime) -> None:
    """Move a person's counters, with this work's commit."""
    counts = current().gather(Counts)
    for counter in counters:
        counts.sums[person_id, counter] += by
    counts.now = now


def reach(person_id: int, counter: str, value: int, *, now: datetime) -> None:
    """Note how far a person has come; a counter that stands higher stays."""
    counts = current().gather(Counts)
    counts.bests[person_id, counter] = max(value, counts.bests[person_id, counter])
    counts.now = now


class Counts:
    """Gathered through a work. Written in the order of their keys, so that two works never wait in a ring."""

    now: datetime

    def __init__(self) -> None:
        self.sums: dict[Key, int] = defaultdict(int)
        self.bests: dict[Key, int] = defaultdict(int)

    def write(self) -> None:
        earned = [*self._added(), *self._raised()]
        if earned:
            award(earned, now=self.now)

    def _added(self) -> Iterator[Earned]:
        for person_id, counter, value in _upsert(self.sums, "add"):
            before = value - self.sums[person_id, counter]
            yield from _earned(person_id, counter, before, value)

    def _raised(self) -> Iterator[Earned]:
        for person_id, counter, value in _upsert(self.bests, "raise"):
            yield from _earned(person_id, counter, 0, value)


def _upsert(changes: dict[Key, int], how: str) -> list[tuple[int, str, int]]:
    """Apply the changes; returns the rows that moved, as they are now."""
    rows = [
        {"person_id": person_id, "name": counter, "value": value}
        for (person_id, counter), value in sorted(changes.items())
        if value
    ]
    if not rows:
        return []
    return [(row[0], row[1], row[2]) for row in db.session.execute(_statement(how, is_sqlite()), rows)]


@cache
def _statement(how: str, _sqlite: bool) -> Any:
    """Built once for each of the databases: a vote should not pay for it."""
    new = insert(Counter)
    kept, given = Counter.__table__.c.value, new.excluded.value
    return new.on_conflict_do_update(
        index_elements=["person_id", "name"],
        set_={"value": kept + given if how == "add" else given},
        where=None if how == "add" else kept < given,
    ).returning(Counter.person_id, Counter.name, Counter.value)


def _earned(person_id: int, counter: str, before: int, value: int) -> Iterator[Earned]:
    for badge in of_counter(counter):
        for tier in passed(badge, before, value):
            yield Earned(person_id, badge.key, tier)
