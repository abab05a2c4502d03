"""Whether the sums are what their sources give."""

from collections.abc import Iterator
from math import isclose

from sqlalchemy import select

from webapp.extensions import db
from webapp.mastery.models import TopicWeek
from webapp.mastery.rules import Sums
from webapp.mastery.sources import Key, counted

EXACT = 1e-9
"""The order in which scores are added moves their last digits."""


def sentences() -> list[str]:
    """One for every sum that differs; none if all is well."""
    return list(_differing(_kept(), counted()))


def _differing(kept: dict[Key, Sums], expected: dict[Key, Sums]) -> Iterator[str]:
    for key in sorted(kept.keys() | expected.keys()):
        there, should = kept.get(key, Sums()), expected.get(key, Sums())
        if not all(isclose(a, b, abs_tol=EXACT) for a, b in zip(there, should, strict=True)):
            yield f"mastery {tuple(key)}: kept {tuple(there)}, its sources give {tuple(should)}"


def _kept() -> dict[Key, Sums]:
    columns = [getattr(TopicWeek, name) for name in (*Key._fields, *Sums._fields)]
    rows = db.session.execute(select(*columns))
    return {Key(*row[:3]): Sums(*row[3:]) for row in rows}
