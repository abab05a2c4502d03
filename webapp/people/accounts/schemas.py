"""What programs send and get about ways into an account."""

from marshmallow import Schema, fields, validate


class InviteSchema(Schema):
    mail = fields.Boolean(load_default=True, metadata={"description": "Whether to mail the link to them as well."})


class InvitationSchema(Schema):
    url = fields.URL(required=True, schemes={"http", "https"}, require_tld=False)
    expires_at = fields.AwareDateTime(required=True)
    mailed = fields.Boolean(required=True)


class AskSchema(Schema):
    email = fields.String(required=True, validate=validate.Length(min=1, max=254))


class AskedSchema(Schema):
    detail = fields.String(required=True)
