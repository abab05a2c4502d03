"""What programs get about how one judges."""

from marshmallow import Schema, fields, validate

LEAN = validate.OneOf(("kind", "hard", "fair"))


class AgreementSchema(Schema):
    agreed = fields.Integer(required=True, metadata={"description": "Answers that were the coach's too."})
    n = fields.Integer(required=True)
    low = fields.Float(required=True, metadata={"description": "Of the 95 % interval of their share."})
    high = fields.Float(required=True)


class MirrorSchema(Schema):
    fact = fields.Nested(AgreementSchema, required=True)
    persuasion = fields.Nested(AgreementSchema, required=True)
    fact_lean = fields.String(required=True, allow_none=True, validate=LEAN)
    persuasion_lean = fields.String(required=True, allow_none=True, validate=LEAN)
    charmed = fields.Boolean(required=True, allow_none=True)
