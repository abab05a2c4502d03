"""What programs send and get about boards."""

from marshmallow import Schema, fields, validate

from webapp.standings.rules import BOARDS, PERIODS

ID = validate.Range(min=1, max=2**31 - 1)


class BoardQuerySchema(Schema):
    period = fields.String(load_default="week", validate=validate.OneOf(PERIODS))
    limit = fields.Integer(load_default=50, validate=validate.Range(min=1, max=500))
    cohort = fields.Integer(load_default=None, validate=ID)
    team = fields.Integer(load_default=None, validate=ID)


class WatchBoardSchema(Schema):
    board = fields.String(required=True, validate=validate.OneOf(BOARDS))
    period = fields.String(load_default="week", validate=validate.OneOf(PERIODS))
    cohort = fields.Integer(load_default=None, allow_none=True, strict=True, validate=ID)
    team = fields.Integer(load_default=None, allow_none=True, strict=True, validate=ID)


class RowSchema(Schema):
    rank = fields.Integer(required=True, allow_none=True)
    id = fields.Integer(required=True)
    name = fields.String(required=True)
    points = fields.Float(required=True)


class BoardSchema(Schema):
    board = fields.String(required=True, validate=validate.OneOf(BOARDS))
    period = fields.String(required=True, validate=validate.OneOf(PERIODS))
    entries = fields.List(fields.Nested(RowSchema), required=True)
    me = fields.Nested(RowSchema, required=True, allow_none=True)
