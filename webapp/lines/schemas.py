"""What programs send and get about model replies and wordings."""

from marshmallow import Schema, fields, validate

from webapp.playbook.schemas import FactSchema


class ReplyLineSchema(Schema):
    id = fields.Integer(required=True)
    text = fields.String(required=True)
    by = fields.String(required=True)
    calls = fields.Integer(required=True, metadata={"description": "How many people used it, on one call or on many."})
    worked = fields.Integer(required=True)
    used_by_me = fields.Boolean(required=True)
    worked_for_me = fields.Boolean(required=True, allow_none=True)


class FactWithLinesSchema(FactSchema):
    lines = fields.List(fields.Nested(ReplyLineSchema), required=True)


class SearchSchema(Schema):
    q = fields.String(load_default="", validate=validate.Length(max=100))
    topic = fields.Integer(load_default=None, validate=validate.Range(min=1, max=2**31 - 1))
    page = fields.Integer(load_default=1, validate=validate.Range(min=1, max=1000))


class FoundSchema(Schema):
    facts = fields.List(fields.Nested(FactWithLinesSchema), required=True)
    more = fields.Boolean(required=True)


class UseSchema(Schema):
    worked = fields.Boolean(load_default=None, allow_none=True, truthy={True}, falsy={False})


class ModelSchema(Schema):
    """A reply that was marked as a model; `line_id` once its voting has closed."""

    answer_id = fields.Integer(required=True)
    line_id = fields.Integer(required=True, allow_none=True)


class WordingRequestSchema(Schema):
    key_point = fields.String(required=True, validate=validate.Length(min=1, max=120))
    words = fields.String(required=True, validate=validate.Length(min=1, max=120))
