"""What a file would do, read a few thousand rows at a time: beside the greenlets, with the database in between."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from webapp.core.beside import beside
from webapp.deals.bringing import columns
from webapp.deals.bringing.amounts import decimal_of
from webapp.deals.bringing.days import day_first_of
from webapp.deals.bringing.keeping import Rows, rows_of
from webapp.deals.bringing.reading import Ground, Habits, Reader
from webapp.deals.bringing.refusing import Again, Refused, Skipped
from webapp.deals.shape import Told
from webapp.deals.twins import twins_of
from webapp.deals.writing import AT_ONCE, compare

FIRST, MOST_REFUSED, MOST_STAGES = 10, 200, 8
"""Deals, refused rows and stages that a preview shows."""


class Batch(NamedTuple):
    """Some rows: the deals in them, each once, and what came of the others."""

    deals: list[tuple[int, Told]]
    again: int
    refused: list[tuple[int, dict[str, str]]]
    skipped: list[str]
    rows: int


class Plan(NamedTuple):
    counts: dict[str, int]
    preview: dict[str, Any]


class Survey(NamedTuple):
    day_first: bool | None
    decimal: str | None
    asks: list[str]
    """What the columns themselves do not tell: `days`, `amounts`."""


def survey(cells: bytes, mapping: Sequence[str]) -> Survey:
    """How the columns write what could be read in two ways. Touches no database."""
    at = {field: n for n, field in enumerate(mapping) if field}
    day_first, days = day_first_of(_column(cells, at.get("closed_on")))
    decimal, amounts = decimal_of(_column(cells, at.get("amount")))
    asks = [
        ask for ask, is_open in (("days", days and day_first is None), ("amounts", amounts and not decimal)) if is_open
    ]
    return Survey(day_first, decimal, asks)


def batches(cells: bytes, reader: Reader) -> Iterator[Batch]:
    rows = rows_of(cells)
    while (batch := beside(_batch, rows, reader)).rows:
        yield batch


def plan(cells: bytes, mapping: Sequence[str], habits: Habits, ground: Ground, asks: list[str]) -> Plan:
    """Nothing is read by a mapping that cannot be, or before what is asked was answered."""
    counts = Counter(dict.fromkeys(("new", "changed", "same", "skipped", "refused"), 0))
    preview: dict[str, Any] = nothing() | {"asks": asks}
    if columns.trouble(list(mapping)) or asks:
        return Plan(dict(counts), preview)
    reader, stages, twins = Reader(mapping, habits, ground), Counter[str](), dict[int, str]()
    for batch in batches(cells, reader):
        new, changed, same = compare([told for _number, told in batch.deals])
        counts.update(new=len(new), changed=len(changed), same=same + batch.again)
        counts.update(skipped=len(batch.skipped), refused=len(batch.refused))
        preview["ownerless"] += sum(told.owner_id is None for _number, told in batch.deals)
        twins |= {deal_id: told.name for told, deal_id in twins_of(new)}
        stages.update(stage for stage in batch.skipped if stage)
        preview["deals"] += [_shown(n, told) for n, told in batch.deals[: FIRST - len(preview["deals"])]]
        preview["refused"] += batch.refused[: MOST_REFUSED - len(preview["refused"])]
    currencies = sorted(reader.currencies)
    preview |= {"currencies": currencies, "rates": [one for one in currencies if one not in ground.rates]}
    preview |= {"stages": stages.most_common(MOST_STAGES)}
    preview |= {"twins": len(twins), "such_as": next(iter(twins.values()), "")}
    return Plan(dict(counts), preview)


def nothing() -> dict[str, Any]:
    """What a preview shows before there is anything to show, and once it is emptied."""
    empty: dict[str, Any] = {name: [] for name in ("asks", "currencies", "rates", "deals", "refused", "stages")}
    return empty | {"twins": 0, "such_as": "", "ownerless": 0}


def digest_of(cells: bytes, mapping: Sequence[str], habits: Habits, rates: Any) -> str:
    """Of all that decides what is written."""
    told = [hashlib.sha256(cells).hexdigest(), list(mapping), list(habits), dict(rates)]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _batch(rows: Rows, reader: Reader) -> Batch:
    batch = Batch([], 0, [], [], 0)
    again = count = 0
    for number, cells in islice(rows, AT_ONCE):
        count += 1
        try:
            batch.deals.append((number, reader.read(cells)))
        except Refused as refused:
            batch.refused.append((number, refused.why))
        except Skipped as skipped:
            batch.skipped.append(skipped.stage)
        except Again:
            again += 1
    return batch._replace(again=again, rows=count)


def _shown(number: int, told: Told) -> dict[str, Any]:
    return {"row": number, **told._asdict(), "closed_on": told.closed_on.isoformat()}


def _column(cells: bytes, at: int | None) -> Iterator[str]:
    return (row[at] for _number, row in rows_of(cells)) if at is not None else iter(())
