"""What programs send and get about oneself."""

from marshmallow import Schema, fields, validate

from webapp.people.models import ROLES
from webapp.people.schemas import NamedSchema
from webapp.ready.rules import STATES
from webapp.ready.schemas import EstimateSchema, SignedOffSchema, TopicStandingSchema
from webapp.today.schemas import StreakSchema


class EarnedBadgeSchema(Schema):
    key = fields.String(required=True)
    name = fields.String(required=True)
    tier = fields.String(required=True)
    earned_on = fields.Date(required=True)


class MeSchema(Schema):
    id = fields.Integer(required=True)
    name = fields.String(required=True)
    email = fields.String(required=True)
    role = fields.String(required=True, validate=validate.OneOf(ROLES))
    team = fields.Nested(NamedSchema, required=True, allow_none=True)
    cohort = fields.Nested(NamedSchema, required=True, allow_none=True)
    time_zone = fields.String(required=True)
    alias = fields.String(required=True, allow_none=True)
    language = fields.String(required=True, allow_none=True)
    points = fields.Integer(required=True)
    streak = fields.Nested(StreakSchema, required=True)
    badges = fields.List(fields.Nested(EarnedBadgeSchema), required=True)


class MeChangeSchema(Schema):
    time_zone = fields.String(validate=validate.Length(min=1, max=64))
    alias = fields.String(allow_none=True, validate=validate.Length(max=40))
    language = fields.String(allow_none=True, validate=validate.Length(max=8))


class DelayedSchema(Schema):
    """Of the questions about facts last asked or met about so many days ago: how many were right."""

    days = fields.Integer(required=True)
    right = fields.Integer(required=True)
    n = fields.Integer(required=True)
    share = fields.Nested(EstimateSchema, required=True, allow_none=True)


class MyTopicsSchema(Schema):
    state = fields.String(required=True, allow_none=True, validate=validate.OneOf(STATES))
    """Null where one's cohort is not ramping up, as the next two."""
    days = fields.Integer(required=True, allow_none=True)
    reached_on = fields.Date(required=True, allow_none=True)
    signed_off = fields.Nested(SignedOffSchema, required=True, allow_none=True)
    next = fields.Nested(NamedSchema, required=True, allow_none=True)
    topics = fields.List(fields.Nested(TopicStandingSchema), required=True)
    delayed = fields.List(fields.Nested(DelayedSchema), required=True)
