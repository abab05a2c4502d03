"""An import as pages and programs are shown it."""

from typing import Any

from webapp.people.roster import columns, words
from webapp.people.roster.models import RosterImport
from webapp.people.roster.queries import rows_of
from webapp.people.roster.shape import Row

PAGE = 100


def import_shape(row: RosterImport, kind: str | None = None, page: int = 1) -> dict[str, Any]:
    rows, total = rows_of(row, kind, page, PAGE)
    return {
        "id": row.id,
        "file_name": row.file_name,
        "at": row.at,
        "state": row.state,
        "progress": row.progress,
        "columns": [{"name": name, "field": field} for name, field in zip(row.header, row.mapping, strict=True)],
        "deactivate_missing": row.deactivate_missing,
        "counts": row.counts,
        "teams": row.plan["teams"],
        "cohorts": row.plan["cohorts"],
        "trouble": trouble(row),
        "digest": row.digest,
        "rows": [row_shape(one) for one in rows],
        "total": total,
    }


def row_shape(row: Row) -> dict[str, Any]:
    return {
        "row": row.number,
        "kind": row.kind,
        "email": row.email,
        "name": row.name,
        "reason": words.reason(row) or None,
        "changes": [{"field": field, "was": was, "becomes": to} for field, (was, to) in row.changes.items()],
    }


def trouble(row: RosterImport) -> str | None:
    if row.trouble:
        return words.import_trouble(row.trouble)
    found = columns.trouble(row.mapping) if row.state == "previewed" else None
    return words.trouble(found) if found else None
