"""What programs get about who is ready."""

from marshmallow import Schema, fields, validate

from webapp.people.schemas import NamedSchema
from webapp.ready.rules import FIGURES, STATES


class EstimateSchema(Schema):
    """A share or mean, 0 to 1, its 95 % interval and what it rests on."""

    value = fields.Float(required=True)
    low = fields.Float(required=True)
    high = fields.Float(required=True)
    n = fields.Integer(required=True)


class TopicStandingSchema(Schema):
    """Figures of the last eight weeks; null where there is too little to tell."""

    id = fields.Integer(required=True)
    name = fields.String(required=True)
    recall = fields.Nested(EstimateSchema, required=True, allow_none=True)
    fact = fields.Nested(EstimateSchema, required=True, allow_none=True)
    persuasion = fields.Nested(EstimateSchema, required=True, allow_none=True)
    replies = fields.Integer(required=True)
    recalls = fields.Integer(required=True)
    counts = fields.Boolean(required=True)
    blocked_by = fields.List(fields.String(validate=validate.OneOf(FIGURES)), required=True)


class BarSchema(Schema):
    """What is asked of every topic, 0 to 1 each."""

    recall = fields.Float(required=True)
    fact = fields.Float(required=True)
    persuasion = fields.Float(required=True)


class SignedOffSchema(Schema):
    by = fields.String(required=True)
    on = fields.Date(required=True)
    words = fields.String(required=True, allow_none=True)


class StandingSchema(Schema):
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    days = fields.Integer(required=True)
    reached_on = fields.Date(required=True, allow_none=True)
    asked = fields.Nested(BarSchema, required=True)
    topics = fields.List(fields.Nested(TopicStandingSchema), required=True)


class RepStandingSchema(StandingSchema):
    id = fields.Integer(required=True)
    name = fields.String(required=True)
    cohort = fields.Nested(NamedSchema, required=True)
    signed_off = fields.Nested(SignedOffSchema, required=True, allow_none=True)


class ReadySchema(Schema):
    reps = fields.List(fields.Nested(RepStandingSchema), required=True)


class ReadyQuerySchema(Schema):
    cohort = fields.Integer()
