"""Deals in the database, with a few statements for thousands of them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, insert, select

from webapp.core import upserts
from webapp.deals.gate import alone
from webapp.deals.models import Deal, DealTerm, Term
from webapp.deals.shape import Told, Word, alike, ids_by_source, words_of
from webapp.deals.topics import topics_anew
from webapp.deals.twins import join, under_known_ids
from webapp.extensions import db

AT_ONCE = 5000
"""Deals in one statement; both databases take at least 32,000 values."""
COLUMNS = [getattr(Deal, name) for name in Told._fields]


class Written(NamedTuple):
    new: int
    changed: int
    same: int


def compare(deals: Sequence[Told]) -> tuple[list[Told], list[Told], int]:
    """Those that are new, those that were told otherwise before, and how many are as we know them."""
    deals = under_known_ids(deals)
    known = _known(deals)
    new = [told for told in deals if told[:2] not in known]
    changed = [told for told in deals if known.get(told[:2], told) != told]
    return new, changed, len(deals) - len(new) - len(changed)


def write(deals: Sequence[Told], *, import_id: int | None = None, joins: bool = False, now: datetime) -> Written:
    """At most AT_ONCE of them, each once; what they are about follows from the terms that are confirmed. Where one
    `joins`, what may be here already under another id is that."""
    alone()
    new, changed, same = compare(deals)
    if joins and join(new):
        new, changed, same = compare(deals)
    if moved := [*new, *changed]:
        _upsert(moved, import_id, now)
        ids = _ids_of(moved)
        _say(moved, ids)
        topics_anew(ids.values())
    return Written(len(new), len(changed), same)


def _known(deals: Iterable[Told]) -> dict[tuple[Any, ...], Told]:
    rows = [row for source, ids in ids_by_source(deals).items() for row in _rows(COLUMNS, source, ids)]
    return {tuple(row[:2]): Told(*row) for row in rows}


def _upsert(deals: list[Told], import_id: int | None, now: datetime) -> None:
    new = upserts.insert(Deal)
    changed = {name: new.excluded[name] for name in (*Told._fields[2:], "alike", "at", "import_id")}
    statement = new.on_conflict_do_update(index_elements=["source", "external_id"], set_=changed)
    rows = [told._asdict() | {"alike": alike(told), "at": now, "import_id": import_id} for told in deals]
    db.session.connection().execute(statement, rows)


def _ids_of(deals: list[Told]) -> dict[tuple[str, str], int]:
    columns = [Deal.source, Deal.external_id, Deal.id]
    rows = [row for source, ids in ids_by_source(deals).items() for row in _rows(columns, source, ids)]
    return {(row[0], row[1]): row[2] for row in rows}


def _rows(columns: list[Any], source: str, ids: list[str]) -> Iterable[Any]:
    return db.session.execute(select(*columns).where(Deal.source == source, Deal.external_id.in_(ids)))


def _say(deals: list[Told], ids: dict[tuple[str, str], int]) -> None:
    """Which terms they were lost over, in place of those of before."""
    said = {ids[told.source, told.external_id]: words_of(told) for told in deals}
    terms = _terms([word for words in said.values() for word in words])
    db.session.execute(delete(DealTerm).where(DealTerm.deal_id.in_(said)))
    rows = [
        {"deal_id": deal_id, "term_id": terms[word.kind, word.key]} for deal_id, words in said.items() for word in words
    ]
    if rows:
        db.session.connection().execute(insert(DealTerm.__table__), rows)  # type: ignore[arg-type]


def _terms(words: Sequence[Word]) -> dict[tuple[str, str], int]:
    """Their ids; what nobody has said before becomes a row that waits to be confirmed."""
    found = _found(words)
    new = {word[:2]: word for word in reversed(words) if word[:2] not in found}
    if new:
        rows = [word._asdict() for word in sorted(new.values())]
        db.session.connection().execute(upserts.insert(Term).on_conflict_do_nothing(), rows)
        found |= _found(new.values())
    return found


def _found(words: Collection[Word]) -> dict[tuple[str, str], int]:
    """What they mean stays so until this work ends, since deals take their topics from it."""
    chosen = select(Term.kind, Term.key, Term.id).where(Term.key.in_({word.key for word in words}))
    rows = db.session.execute(chosen.order_by(Term.id).with_for_update(read=True))
    return {(kind, key): id_ for kind, key, id_ in rows}
