"""What programs send and get about people and their sign-ins."""

from marshmallow import Schema, fields, validate

from webapp.people.models import ROLES


class TokenRequestSchema(Schema):
    email = fields.String(required=True, validate=validate.Length(min=1, max=254))
    password = fields.String(required=True, load_only=True, validate=validate.Length(min=1, max=1000))


class TokenSchema(Schema):
    token = fields.String(required=True)
    expires_at = fields.AwareDateTime(required=True)


class NamedSchema(Schema):
    """A team or a cohort."""

    id = fields.Integer(required=True)
    name = fields.String(required=True)


class PersonSchema(Schema):
    id = fields.Integer(required=True)
    name = fields.String(required=True)
    role = fields.String(required=True, validate=validate.OneOf(ROLES))
    team = fields.Nested(NamedSchema, allow_none=True)
    cohort = fields.Nested(NamedSchema, allow_none=True)
