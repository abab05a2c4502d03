"""What programs send and get about huddles."""

from marshmallow import Schema, fields, validate

from webapp.answers.schemas import KEY
from webapp.huddle.rules import LONGEST, PHASES, SHORTEST, USUAL
from webapp.playbook.schemas import ChallengeSchema
from webapp.voting.schemas import STEP

ID = validate.Range(min=1, max=2**31 - 1)
SECONDS = validate.Range(min=SHORTEST, max=LONGEST)
SEQ = validate.Range(min=0, max=2**53)


class HuddleStartSchema(Schema):
    challenge_id = fields.Integer(required=True, strict=True, validate=ID)
    reply_seconds = fields.Integer(load_default=USUAL, strict=True, validate=SECONDS)
    judge_seconds = fields.Integer(load_default=USUAL, strict=True, validate=SECONDS)


class HuddleJoinSchema(Schema):
    code = fields.String(required=True, validate=validate.Length(min=1, max=40))


class HuddleTurnSchema(Schema):
    """The turn that was on the leader's screen: a second tap finds another one, and changes nothing."""

    turn = fields.Integer(required=True, strict=True, validate=validate.Range(min=0, max=9))


class HuddleReplySchema(Schema):
    client_id = fields.String(required=True, validate=KEY)
    text = fields.String(required=True)
    seq = fields.Integer(load_default=None, allow_none=True, strict=True, validate=SEQ)


class HuddleGivenSchema(Schema):
    id = fields.Integer(required=True)
    client_id = fields.String(required=True)
    text = fields.String(required=True)


class HuddleVoteSchema(Schema):
    fact = fields.Integer(required=True, strict=True, validate=STEP)
    persuasion = fields.Integer(required=True, strict=True, validate=STEP)
    seq = fields.Integer(load_default=None, allow_none=True, strict=True, validate=SEQ)


class HuddleDealtSchema(Schema):
    """A reply without its author, and one's own vote on it."""

    id = fields.Integer(required=True)
    text = fields.String(required=True)
    fact = fields.Integer(required=True, allow_none=True)
    persuasion = fields.Integer(required=True, allow_none=True)


class HuddleDealSchema(Schema):
    replies = fields.List(fields.Nested(HuddleDealtSchema), required=True)


class HuddleScoredSchema(Schema):
    votes = fields.Integer(required=True)
    fact = fields.Float(required=True, allow_none=True)
    persuasion = fields.Float(required=True, allow_none=True)
    score = fields.Float(required=True, allow_none=True)
    confidence = fields.Float(required=True, allow_none=True)


class HuddleRevealedSchema(HuddleScoredSchema):
    place = fields.Integer(required=True)
    shared = fields.Boolean(required=True)
    text = fields.String(required=True)
    name = fields.String(required=True)


class HuddleResultSchema(HuddleScoredSchema):
    place = fields.Integer(required=True, allow_none=True)
    shared = fields.Boolean(required=True)


class HuddleMineSchema(Schema):
    leads = fields.Boolean(required=True)
    joined = fields.Boolean(required=True)
    reply = fields.String(required=True, allow_none=True)
    votes = fields.Integer(required=True)
    result = fields.Nested(HuddleResultSchema, required=True, allow_none=True)


class HuddleSchema(Schema):
    id = fields.Integer(required=True)
    code = fields.String(required=True)
    leader = fields.String(required=True)
    phase = fields.String(required=True, validate=validate.OneOf(PHASES))
    turn = fields.Integer(required=True)
    now = fields.AwareDateTime(required=True)
    ends_at = fields.AwareDateTime(required=True, allow_none=True)
    joined = fields.Integer(required=True)
    replied = fields.Integer(required=True)
    judged = fields.Integer(required=True)
    votes = fields.Integer(required=True)
    challenge = fields.Nested(ChallengeSchema, required=True, allow_none=True)
    places = fields.Integer(required=True)
    revealed = fields.List(fields.Nested(HuddleRevealedSchema), required=True)
    me = fields.Nested(HuddleMineSchema)
