"""What programs send and get about the day."""

from marshmallow import Schema, fields, validate

from webapp.answers.schemas import KeyPointSchema
from webapp.playbook.schemas import ChallengeSchema
from webapp.voting.schemas import TallySchema


class StreakSchema(Schema):
    current = fields.Integer(required=True)
    longest = fields.Integer(required=True)
    freezes = fields.Integer(required=True)
    safe = fields.Boolean(required=True)


class ChoiceSchema(Schema):
    id = fields.Integer(required=True)
    text = fields.String(required=True)


class RecallSchema(Schema):
    id = fields.Integer(required=True)
    question = fields.String(required=True)
    choices = fields.List(fields.Nested(ChoiceSchema), required=True)


class AnswerSchema(Schema):
    id = fields.Integer(required=True)
    text = fields.String(required=True)
    day = fields.Date(allow_none=True)
    streak_day = fields.Date(
        allow_none=True,
        metadata={
            "description": "For its author: the day it counts for in their streak. A reply that arrived late "
            "saves its own day twice in thirty days; after that it counts on arrival."
        },
    )
    key_points = fields.List(fields.Nested(KeyPointSchema), required=True)
    closes_at = fields.AwareDateTime(required=True, allow_none=True)
    closed = fields.Boolean()
    tally = fields.Nested(TallySchema, required=True, allow_none=True)


class TodaySchema(Schema):
    date = fields.Date(required=True)
    working_day = fields.Boolean(required=True)
    challenge = fields.Nested(ChallengeSchema, required=True, allow_none=True)
    why = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Why this challenge, in one sentence; null where it was not chosen by need."},
    )
    recalls = fields.List(fields.Nested(RecallSchema), required=True)
    answer = fields.Nested(AnswerSchema, required=True, allow_none=True)
    to_judge = fields.Integer(required=True)
    streak = fields.Nested(StreakSchema, required=True)


class SessionSchema(Schema):
    date = fields.Date(required=True)
    challenge = fields.Nested(ChallengeSchema, required=True, allow_none=True)
    recalls = fields.List(fields.Nested(RecallSchema), required=True)


class SessionsQuerySchema(Schema):
    days = fields.Integer(load_default=3, validate=validate.Range(min=1, max=5))


class SessionsSchema(Schema):
    sessions = fields.List(fields.Nested(SessionSchema), required=True)


class RecallRequestSchema(Schema):
    choice = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=2**31 - 1))
    seconds = fields.Float(load_default=None, allow_none=True, validate=validate.Range(min=0, max=86400))
    answered_at = fields.AwareDateTime(load_default=None, allow_none=True)


class RecallResultSchema(Schema):
    correct = fields.Boolean(required=True)
    answer = fields.String(required=True)
    points = fields.Integer(required=True)
    due_on = fields.Date(required=True, allow_none=True)
