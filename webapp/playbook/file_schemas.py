"""What programs send and get about the playbook's files."""

from typing import Any

from marshmallow import Schema, fields, validate

from webapp.playbook.exporting import KINDS, TABLES
from webapp.playbook.importing import Item, Plan
from webapp.playbook.models import Upload

VERDICTS = {"added": "added", "changed": "changed", "same": "unchanged", "refused": "refused"}
PAGE = 100


def import_shape(upload: Upload) -> dict[str, Any]:
    return {"id": upload.id, "at": upload.at, "live": upload.live}


def plan_shape(plan: Plan, state: str = "previewed", kind: str | None = None, page: int = 1) -> dict[str, Any]:
    chosen = [item for item in plan.items if kind in (None, VERDICTS[item.verdict])]
    return {
        "state": state,
        "counts": {told: plan.counts[verdict] for verdict, told in VERDICTS.items()},
        "digest": plan.digest,
        "rows": [_row_shape(item) for item in chosen[(page - 1) * PAGE : page * PAGE]],
        "total": len(chosen),
    }


def _row_shape(item: Item) -> dict[str, Any]:
    return {
        "where": item.where,
        "of": item.kind,
        "kind": VERDICTS[item.verdict],
        "key": item.key or None,
        "text": item.title,
        "reason": item.reason or None,
        "alike": [twin.text for twin in item.twins],
    }


class PlaybookRowSchema(Schema):
    """A row of the file, and what becomes of it."""

    where = fields.String(required=True)
    of = fields.String(required=True, validate=validate.OneOf(("fact", "prompt")))
    kind = fields.String(required=True, validate=validate.OneOf(VERDICTS.values()))
    key = fields.String(required=True, allow_none=True)
    text = fields.String(required=True)
    reason = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Why it is refused, what changes, or why it stays a draft."},
    )
    alike = fields.List(fields.String(), required=True, metadata={"description": "What is there and reads nearly so."})


class CountsSchema(Schema):
    added = fields.Integer(required=True)
    changed = fields.Integer(required=True)
    unchanged = fields.Integer(required=True)
    refused = fields.Integer(required=True)


class PlaybookImportSchema(Schema):
    id = fields.Integer(required=True)
    at = fields.AwareDateTime(required=True)
    live = fields.Boolean(required=True, metadata={"description": "What is ready goes live at once."})
    state = fields.String(required=True, validate=validate.OneOf(("previewed", "done")))
    counts = fields.Nested(CountsSchema, required=True)
    digest = fields.String(required=True)
    rows = fields.List(fields.Nested(PlaybookRowSchema), required=True)
    total = fields.Integer(required=True)


class PlaybookRowsQuerySchema(Schema):
    kind = fields.String(load_default=None, validate=validate.OneOf(VERDICTS.values()))
    page = fields.Integer(load_default=1, validate=validate.Range(1, 100_000))


class PlaybookApplicationSchema(Schema):
    digest = fields.String(
        required=True, validate=validate.Length(equal=64), metadata={"description": "Of the preview that is meant."}
    )


class PlaybookExportQuerySchema(Schema):
    format = fields.String(load_default="csv", validate=validate.OneOf(list(KINDS)))
    table = fields.String(
        load_default="facts", validate=validate.OneOf(TABLES), metadata={"description": "YAML has both in it."}
    )
