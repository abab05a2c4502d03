"""What programs send and get about competitions."""

from marshmallow import Schema, fields, validate

from webapp.competitions.rules import BETWEEN, METRICS, STATES

ID = validate.Range(min=1, max=2**31 - 1)


class CompetitionChangeSchema(Schema):
    name = fields.String(validate=validate.Length(min=1, max=80))
    between = fields.String(validate=validate.OneOf(BETWEEN))
    members = fields.List(
        fields.Integer(strict=True, validate=ID),
        validate=validate.Length(min=2, max=1000, error="A competition needs at least two who take part."),
    )
    metric = fields.String(validate=validate.OneOf(METRICS))
    starts_at = fields.DateTime(
        format="iso", metadata={"description": "Without an offset: by the clocks of `time_zone`."}
    )
    ends_at = fields.DateTime(format="iso")
    time_zone = fields.String(validate=validate.Length(min=1, max=64))
    prize = fields.String(validate=validate.Length(max=200))
    hidden = fields.Boolean(truthy={True}, falsy={False})
    against_baseline = fields.Boolean(truthy={True}, falsy={False})
    weekly = fields.Boolean(truthy={True}, falsy={False})
    suspense = fields.Boolean(truthy={True}, falsy={False})


class CompetitionRequestSchema(CompetitionChangeSchema):
    class Meta:
        required = ("name", "between", "members", "metric", "starts_at", "ends_at")

    def __init__(self, **more: object) -> None:
        super().__init__(**more)  # type: ignore[arg-type]
        for name in self.Meta.required:
            self.fields[name].required = True


class CompetitionSchema(Schema):
    id = fields.Integer(required=True)
    name = fields.String(required=True)
    between = fields.String(required=True, validate=validate.OneOf(BETWEEN))
    members = fields.List(fields.Integer(), required=True)
    metric = fields.String(required=True, validate=validate.OneOf(METRICS))
    starts_at = fields.AwareDateTime(required=True, allow_none=True)
    ends_at = fields.AwareDateTime(required=True, allow_none=True)
    time_zone = fields.String(required=True)
    prize = fields.String(required=True)
    hidden = fields.Boolean(required=True)
    against_baseline = fields.Boolean(required=True)
    weekly = fields.Boolean(required=True)
    suspense = fields.Boolean(required=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))


class EntrySchema(Schema):
    rank = fields.Integer(required=True, allow_none=True)
    id = fields.Integer(required=True)
    name = fields.String(required=True)
    score = fields.Raw(required=True, allow_none=True, metadata={"type": ["number", "null"]})


class StandingsSchema(Schema):
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    entries = fields.List(fields.Nested(EntrySchema), required=True)
