"""One deal, one row: the other ids it is known by, and which known deal a new one may be."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import select

from webapp.core import upserts
from webapp.deals.models import Deal, OtherId
from webapp.deals.shape import MADE, Told, alike, ids_by_source
from webapp.extensions import db

Id = tuple[str, str]
"""A source, and what a deal is called there."""


class Known(NamedTuple):
    """A deal that is here."""

    deal_id: int
    ids: list[Id]
    owner_email: str | None
    owner_id: int | None


def under_known_ids(deals: Sequence[Told]) -> list[Told]:
    """As each is kept, and each once: of what is told of one deal under two ids, the last stands."""
    kept = _kept_under(deals)
    named = {kept.get(told[:2], told[:2]): told for told in deals}
    return [told._replace(source=source, external_id=id_) for (source, id_), told in named.items()]


def twins_of(new: Sequence[Told]) -> list[tuple[Told, int]]:
    """Those that may be here already, and which deal each may be. A known one stands for one of them at most, for the
    one of the same id before any other."""
    keys = [alike(told) for told in new]
    known, found, matched = _alike(keys), dict[int, Told](), set[Id]()
    pairs = [
        (told, one) for told, key in zip(new, keys, strict=True) for one in known.get(key, ()) if may_be(told, one)
    ]
    for told, one in sorted(pairs, key=lambda pair: pair[0].external_id not in {id_ for _source, id_ in pair[1].ids}):
        if one.deal_id not in found and told[:2] not in matched:
            found[one.deal_id] = told
            matched.add(told[:2])
    return [(told, deal_id) for deal_id, told in found.items()]


def join(new: Sequence[Told]) -> bool:
    """From now on they are told of those deals; False where there are none."""
    rows = [
        {"source": told.source, "external_id": told.external_id, "deal_id": deal_id} for told, deal_id in twins_of(new)
    ]
    if rows:
        db.session.connection().execute(upserts.insert(OtherId).on_conflict_do_nothing(), rows)
    return bool(rows)


def may_be(told: Told, known: Known) -> bool:
    """Whether two of one name and day may be one deal. A system gives a deal one id; owners must not differ, and must
    agree where we made both ids, of which they are a part."""
    ids = [id_ for source, id_ in known.ids if source == told.source]
    if not told.external_id.startswith(MADE) and not all(id_.startswith(MADE) for id_ in ids):
        return False
    for mine, theirs in ((told.owner_id, known.owner_id), (told.owner_email, known.owner_email)):
        if mine and theirs:
            return mine == theirs
    return not (told.external_id.startswith(MADE) and any(id_.startswith(MADE) for id_ in ids))


def _kept_under(deals: Iterable[Told]) -> dict[Id, Id]:
    kept = select(OtherId.source, OtherId.external_id, Deal.source, Deal.external_id).join(Deal)
    found: dict[Id, Id] = {}
    for source, ids in ids_by_source(deals).items():
        rows = db.session.execute(kept.where(OtherId.source == source, OtherId.external_id.in_(ids)))
        found |= {(row[0], row[1]): (row[2], row[3]) for row in rows}
    return found


def _alike(keys: Iterable[str]) -> dict[str, list[Known]]:
    """Deals of the same names and days, with every id of theirs."""
    columns = (Deal.alike, Deal.id, Deal.source, Deal.external_id, Deal.owner_email, Deal.owner_id)
    chosen = select(*columns).where(Deal.alike.in_(set(keys))).order_by(Deal.id)
    found: dict[str, list[Known]] = defaultdict(list)
    for key, deal_id, source, external_id, email, owner_id in db.session.execute(chosen):
        found[key].append(Known(deal_id, [(source, external_id)], email, owner_id))
    by_id = {one.deal_id: one for all_ in found.values() for one in all_}
    others = select(OtherId.deal_id, OtherId.source, OtherId.external_id).where(OtherId.deal_id.in_(by_id))
    for deal_id, source, external_id in db.session.execute(others):
        by_id[deal_id].ids.append((source, external_id))
    return found
