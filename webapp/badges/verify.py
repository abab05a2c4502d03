"""Whether the counters say what their sources say."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import select

from webapp.badges.models import Counter
from webapp.badges.recount import recount
from webapp.extensions import db

BESTS = {"longest_streak", "topics"}
"""Remembered at their highest: an absence entered later may make less of the days behind them."""


class Difference(NamedTuple):
    person_id: int
    counter: str
    kept: int
    counted: int


def sentences() -> list[str]:
    return [
        f"badge counter {d.counter} of person {d.person_id}: kept {d.kept}, its sources give {d.counted}"
        for d in differences()
    ]


def differences(person_ids: Collection[int] | None = None) -> list[Difference]:
    """The counters that differ from what their sources give now, for everybody or for some."""
    kept, counted = _kept(person_ids), recount(person_ids)
    compared = [
        Difference(person_id, counter, kept.get((person_id, counter), 0), counted.get((person_id, counter), 0))
        for person_id, counter in sorted(kept.keys() | counted.keys())
    ]
    return [d for d in compared if d.kept < d.counted or (d.kept > d.counted and d.counter not in BESTS)]


def _kept(person_ids: Collection[int] | None) -> dict[tuple[int, str], int]:
    query = select(Counter.person_id, Counter.name, Counter.value)
    if person_ids is not None:
        query = query.where(Counter.person_id.in_(person_ids))
    return {(person_id, name): value for person_id, name, value in db.session.execute(query)}
