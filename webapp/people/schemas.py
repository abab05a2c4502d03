"""What programs send and get about people and their sign-ins."""

from marshmallow import Schema, fields, validate

from webapp.people.models import ROLES

ROW_ID = validate.Range(1, 2**31 - 1)


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
    team = fields.Nested(NamedSchema, allow_none=True, required=True)
    cohort = fields.Nested(NamedSchema, allow_none=True, required=True)


class ManagedPersonSchema(PersonSchema):
    """As those see it who manage them."""

    email = fields.String(required=True)
    alias = fields.String(allow_none=True, required=True)
    time_zone = fields.String(required=True)
    calendar = fields.Nested(NamedSchema, required=True)
    joined_on = fields.Date(required=True)
    active = fields.Boolean(required=True)


class PersonChangeSchema(Schema):
    """What is named becomes so; the rest stays."""

    name = fields.String()
    email = fields.String()
    role = fields.String(validate=validate.OneOf(ROLES))
    team_id = fields.Integer(allow_none=True, strict=True, validate=ROW_ID)
    cohort_id = fields.Integer(allow_none=True, strict=True, validate=ROW_ID)
    calendar_id = fields.Integer(strict=True, validate=ROW_ID)
    time_zone = fields.String(validate=validate.Length(min=1))
    alias = fields.String(allow_none=True)
    active = fields.Boolean()


class NewPersonSchema(PersonChangeSchema):
    class Meta:
        exclude = ("active",)

    name = fields.String(required=True)
    email = fields.String(required=True)
    joined_on = fields.Date()


class DaysOffSchema(Schema):
    first_day = fields.Date(required=True)
    last_day = fields.Date(required=True)


class AbsenceSchema(DaysOffSchema):
    id = fields.Integer(required=True)


class TeamSchema(NamedSchema):
    people = fields.Integer(required=True)
    managers = fields.List(fields.Nested(NamedSchema), required=True)


class TeamChangeSchema(Schema):
    name = fields.String()
    managers = fields.List(fields.Integer(strict=True, validate=ROW_ID))


class NewTeamSchema(Schema):
    name = fields.String(required=True)


class CohortSchema(NamedSchema):
    started_on = fields.Date(required=True)
    ramping = fields.Boolean(required=True)
    people = fields.Integer(required=True)
    coaches = fields.List(fields.Nested(NamedSchema), required=True)
    managers = fields.List(fields.Nested(NamedSchema), required=True)


class CohortChangeSchema(Schema):
    name = fields.String()
    started_on = fields.Date()
    ramping = fields.Boolean()
    coaches = fields.List(fields.Integer(strict=True, validate=ROW_ID))
    managers = fields.List(fields.Integer(strict=True, validate=ROW_ID))


class NewCohortSchema(Schema):
    name = fields.String(required=True)
    started_on = fields.Date()
    ramping = fields.Boolean(load_default=False)


class RanksSchema(Schema):
    """Whether people are ranked one by one."""

    shown = fields.Boolean(required=True)
