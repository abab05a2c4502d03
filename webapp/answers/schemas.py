"""What programs send and get about replies."""

from marshmallow import Schema, fields, validate

KEY = validate.Regexp(r"^[\x21-\x7e]{1,64}(?!\n)$", error="Use 1 to 64 printable ASCII characters.")


class AnswerRequestSchema(Schema):
    client_id = fields.String(required=True, validate=KEY)
    challenge_id = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=2**31 - 1))
    text = fields.String(required=True)
    written_at = fields.AwareDateTime(required=True)
    proof = fields.Boolean(load_default=False)


class KeyPointSchema(Schema):
    text = fields.String(required=True)
    used = fields.Boolean(required=True)
