"""What programs send and get about oneself."""

from marshmallow import Schema, fields, validate

from webapp.people.models import ROLES
from webapp.people.schemas import NamedSchema
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
