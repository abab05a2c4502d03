"""A plan as JSON, its rows back from it, and the digest by which two are told apart."""

import hashlib
import json
from typing import Any

from webapp.people.roster.shape import Plan, Row


def kept(plan: Plan) -> dict[str, Any]:
    rows = [[r.number, r.kind, r.email, r.name, r.person_id, r.reason, r.changes] for r in plan.rows]
    return {"rows": rows, "teams": plan.teams, "cohorts": plan.cohorts, "calendars": plan.calendars}


def row_of(kept_row: list[Any]) -> Row:
    number, kind, email, name, person_id, reason, changes = kept_row
    return Row(number, kind, email, name, person_id, reason, {field: tuple(pair) for field, pair in changes.items()})


def digest_of(document: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()
