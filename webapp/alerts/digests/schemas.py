"""What programs send and get about digests."""

from marshmallow import Schema, fields, validate

from webapp.alerts.digests.rules import RHYTHMS


class DigestsSchema(Schema):
    rhythm = fields.String(required=True, validate=validate.OneOf(RHYTHMS))
