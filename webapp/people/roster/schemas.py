"""What programs send and get about imports."""

from marshmallow import Schema, fields, validate

from webapp.people.roster.columns import FIELDS
from webapp.people.roster.models import STATES
from webapp.people.roster.shape import KINDS


class ImportColumnSchema(Schema):
    name = fields.String(required=True)
    field = fields.String(required=True, validate=validate.OneOf(["", *FIELDS]))
    """Empty where the column is left out."""


class ImportChangeSchema(Schema):
    field = fields.String(required=True)
    was = fields.String(allow_none=True, required=True)
    becomes = fields.String(allow_none=True, required=True)


class ImportRowSchema(Schema):
    row = fields.Integer(allow_none=True, required=True)
    """Where it stands in the file; null for somebody whom the file does not name."""
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    email = fields.String(required=True)
    name = fields.String(required=True)
    reason = fields.String(allow_none=True, required=True)
    changes = fields.List(fields.Nested(ImportChangeSchema), required=True)


class ImportSchema(Schema):
    id = fields.Integer(required=True)
    file_name = fields.String(required=True)
    at = fields.AwareDateTime(required=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    progress = fields.Integer(required=True, validate=validate.Range(0, 100))
    columns = fields.List(fields.Nested(ImportColumnSchema), required=True)
    deactivate_missing = fields.Boolean(required=True)
    counts = fields.Dict(keys=fields.String(validate=validate.OneOf(KINDS)), values=fields.Integer(), required=True)
    teams = fields.List(fields.String(), required=True)
    cohorts = fields.List(fields.String(), required=True)
    trouble = fields.String(allow_none=True, required=True)
    digest = fields.String(required=True)
    rows = fields.List(fields.Nested(ImportRowSchema), required=True)
    total = fields.Integer(required=True)


class RowsQuerySchema(Schema):
    kind = fields.String(validate=validate.OneOf(KINDS))
    page = fields.Integer(load_default=1, validate=validate.Range(1, 100_000))


class MappingSchema(Schema):
    columns = fields.List(fields.String(validate=validate.OneOf(["", *FIELDS])))
    deactivate_missing = fields.Boolean()


class ApplicationSchema(Schema):
    digest = fields.String(validate=validate.Length(equal=64))
    """Of the preview that is meant; without it the newest."""


class ExportQuerySchema(Schema):
    format = fields.String(load_default="csv", validate=validate.OneOf(["csv", "xlsx"]))
