"""An import as its page shows it."""

from datetime import date
from typing import Any

from webapp.deals.bringing import columns, words
from webapp.deals.bringing.actions import SOURCES
from webapp.deals.bringing.models import DealImport
from webapp.deals.bringing.planning import nothing
from webapp.deals.currencies import home
from webapp.deals.words import money, source_name


def import_shape(row: DealImport, written: int, error: str | None = None) -> dict[str, Any]:
    trouble, preview = columns.trouble(row.mapping), nothing() | row.preview
    said = error or (words.trouble(trouble) if trouble else None)
    return {
        **{name: getattr(row, name) for name in ("id", "file_name", "state", "digest", "counts", "progress", "rows")},
        **{name: getattr(row, name) for name in ("source", "day_first", "decimal", "currency")},
        "error": said or (words.import_trouble(row.trouble) if row.trouble else None),
        "written": written,
        "columns": [{"name": name, "field": field} for name, field in zip(row.header, row.mapping, strict=True)],
        "fields": words.field_names(),
        "names": words.count_names(),
        "sources": {source: source_name(source) for source in SOURCES},
        "home": home(),
        **{name: preview[name] for name in ("asks", "rates", "stages", "twins", "such_as", "ownerless")},
        "deals": [_deal(one) for one in preview["deals"]],
        "refused": [(number, words.sentence(why)) for number, why in preview["refused"]],
        "is_unread": bool(trouble or preview["asks"]),
        "has_ids": "id" in row.mapping,
        "to_do": row.counts["new"] + row.counts["changed"],
    }


def _deal(one: dict[str, Any]) -> dict[str, Any]:
    return one | {"closed_on": date.fromisoformat(one["closed_on"]), "money": money(one["amount"], one["currency"])}
