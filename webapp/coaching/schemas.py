"""What programs send and get about coaching."""

from marshmallow import Schema, fields, validate

from webapp.badges.named import NAMED_BY_KEY
from webapp.coaching.minutes import PERIODS
from webapp.coaching.models import CHIPS, LONGEST_BUDGET
from webapp.voting.schemas import BlindAnswerSchema


class WorthwhileSchema(BlindAnswerSchema):
    """A reply, blind, and why a minute on it is well spent."""

    reason = fields.String(required=True)


class SpentSchema(Schema):
    minutes = fields.Integer(required=True)
    replies = fields.Integer(required=True)


class BudgetSchema(Schema):
    minutes = fields.Integer(
        required=True, allow_none=True, strict=True, validate=validate.Range(min=1, max=LONGEST_BUDGET)
    )
    """A day; null for no limit."""


class BudgetTodaySchema(Schema):
    minutes = fields.Integer(required=True, allow_none=True)
    is_spent = fields.Boolean(required=True)


class CoachQueueSchema(Schema):
    answers = fields.List(fields.Nested(WorthwhileSchema), required=True)
    today = fields.Nested(SpentSchema, required=True)
    budget = fields.Nested(BudgetTodaySchema, required=True)


class MinutesQuerySchema(Schema):
    period = fields.String(load_default="week", validate=validate.OneOf(PERIODS))


class RangeSchema(Schema):
    """With its 95 % interval."""

    value = fields.Float(required=True)
    low = fields.Float(required=True)
    high = fields.Float(required=True)


class PeersAgreementSchema(Schema):
    """Peers together beside the coach, on replies that both judged; null for too few."""

    n = fields.Integer(required=True)
    exact = fields.Nested(RangeSchema, required=True, allow_none=True)
    kappa = fields.Nested(RangeSchema, required=True, allow_none=True)
    """With quadratic weights; null as well where one side always says the same."""


class CoachMinutesSchema(Schema):
    id = fields.Integer(required=True)
    name = fields.String(required=True)
    budget = fields.Integer(required=True, allow_none=True)
    minutes = fields.Float(required=True)
    replies = fields.Integer(required=True)
    """That could be judged in the period."""
    seen = fields.Integer(required=True)
    timed = fields.Integer(required=True)
    """Replies that the median is of."""
    median_seconds = fields.Float(required=True, allow_none=True)
    minutes_for_all = fields.Float(required=True, allow_none=True)
    minutes_saved = fields.Float(
        required=True, allow_none=True, metadata={"description": "What the replies they did not see would have taken."}
    )
    fact = fields.Nested(PeersAgreementSchema, required=True)
    persuasion = fields.Nested(PeersAgreementSchema, required=True)


class MinutesSchema(Schema):
    period = fields.String(required=True, validate=validate.OneOf(PERIODS))
    since = fields.Date(required=True)
    coaches = fields.List(fields.Nested(CoachMinutesSchema), required=True)


class NoteRequestSchema(Schema):
    text = fields.String(load_default="", validate=validate.Length(max=280))
    chips = fields.List(
        fields.String(validate=validate.OneOf(CHIPS)), load_default=list, validate=validate.Length(max=len(CHIPS))
    )


class NoteSchema(Schema):
    text = fields.String(required=True)
    chips = fields.List(fields.String(validate=validate.OneOf(CHIPS)), required=True)
    by = fields.String(required=True)
    at = fields.AwareDateTime(required=True)
    read_at = fields.AwareDateTime(required=True, allow_none=True)


class NotesSchema(Schema):
    notes = fields.List(fields.Nested(NoteSchema), required=True)


class PraiseSchema(Schema):
    badge = fields.String(required=True, validate=validate.OneOf(tuple(NAMED_BY_KEY)))
    praise = fields.String(required=True, validate=validate.Length(min=1, max=200))
