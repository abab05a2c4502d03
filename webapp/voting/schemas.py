"""What programs send and get about votes."""

from marshmallow import Schema, fields, validate

from webapp.playbook.schemas import ChallengeSchema
from webapp.voting.models import COMPLAINTS, REASONS

STEP = validate.Range(min=0, max=2, error="Use 0, 1 or 2.")
VERDICT = validate.OneOf(("hidden", "no_attempt", "restored"))


class VoteSchema(Schema):
    fact = fields.Integer(required=True, strict=True, validate=STEP)
    persuasion = fields.Integer(required=True, strict=True, validate=STEP)
    reason = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(REASONS))


class VoteRequestSchema(VoteSchema):
    cast_at = fields.AwareDateTime(
        load_default=None,
        allow_none=True,
        metadata={"description": "When it was tapped, if it had to wait; a newer vote of the same judge stands."},
    )


class SocketVoteSchema(VoteSchema):
    answer_id = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=2**31 - 1))
    seq = fields.Integer(load_default=None, allow_none=True, strict=True, validate=validate.Range(min=0, max=2**53))


class CoachsVerdictSchema(Schema):
    fact = fields.Integer(required=True)
    persuasion = fields.Integer(required=True)
    by = fields.String(required=True)


class TallySchema(Schema):
    answer_id = fields.Integer(required=True)
    votes = fields.Integer(required=True)
    fact = fields.Float(allow_none=True)
    persuasion = fields.Float(allow_none=True)
    score = fields.Float(allow_none=True)
    confidence = fields.Float(allow_none=True)


class VotedSchema(TallySchema):
    verdict = fields.Nested(CoachsVerdictSchema, metadata={"description": "Of a sample alone: what a coach found."})


class BlindAnswerSchema(Schema):
    id = fields.Integer(required=True)
    text = fields.String(required=True)
    proof = fields.Boolean()
    challenge = fields.Nested(ChallengeSchema, required=True)


class QueueSchema(Schema):
    answers = fields.List(fields.Nested(BlindAnswerSchema), required=True)


class QueueQuerySchema(Schema):
    challenge_id = fields.Integer(load_default=None, validate=validate.Range(min=1, max=2**31 - 1))


class ReportSchema(Schema):
    complaint = fields.String(required=True, data_key="reason", validate=validate.OneOf(COMPLAINTS))
    words = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=280))


class ModerationRequestSchema(Schema):
    """`hidden` and `no_attempt` set a reply aside, `restored` brings it back."""

    kind = fields.String(required=True, validate=VERDICT)
    why = fields.String(required=True, validate=validate.Length(min=1, max=280))


class ModerationSchema(Schema):
    kind = fields.String(required=True, validate=VERDICT)
    why = fields.String(required=True)
    by = fields.String(required=True)
    at = fields.AwareDateTime(required=True)
