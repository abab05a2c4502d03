"""What programs and templates get of a fact, a prompt and a challenge."""

from typing import Any

from marshmallow import Schema, fields, pre_dump, validate

from webapp.playbook.documents import PROOF_KINDS, Words
from webapp.playbook.models import Challenge, Fact, Prompt
from webapp.playbook.versioned import STATES


def fact_shape(fact: Fact) -> dict[str, Any]:
    return {
        "id": fact.origin_id,
        "topic": fact.topic.name,
        "statement": fact.statement,
        "why": fact.why,
        "proof": {"kind": fact.proof_kind, "text": fact.proof_text},
        "source": fact.source,
        "valid_until": fact.valid_until,
    }


def prompt_shape(prompt: Prompt) -> dict[str, Any]:
    return {"id": prompt.origin_id, **{name: getattr(prompt, name) for name in ("text", "persona", "stage", "mood")}}


def challenge_shape(challenge: Challenge) -> dict[str, Any]:
    return {
        "id": challenge.id,
        "fact": fact_shape(challenge.fact),
        "prompt": prompt_shape(challenge.prompt),
    }


class ProofSchema(Schema):
    """What to show: a customer's words, a figure, a link or a picture."""

    kind = fields.String(required=True, validate=validate.OneOf(PROOF_KINDS))
    text = fields.String(required=True)


class FactSchema(Schema):
    id = fields.Integer(required=True)
    topic = fields.String(required=True)
    statement = fields.String(required=True)
    why = fields.String(required=True)
    proof = fields.Nested(ProofSchema, required=True)
    source = fields.String(required=True)
    valid_until = fields.Date(required=True, allow_none=True)


class PromptSchema(Schema):
    """A prospect's line, and who says it."""

    id = fields.Integer(required=True)
    text = fields.String(required=True)
    persona = fields.String(required=True)
    stage = fields.String(required=True)
    mood = fields.String(required=True)


class ChallengeSchema(Schema):
    """One fact for one prospect's line. Dumps a Challenge or its shape."""

    id = fields.Integer(required=True)
    fact = fields.Nested(FactSchema, required=True)
    prompt = fields.Nested(PromptSchema, required=True)

    @pre_dump
    def shaped(self, challenge: Challenge | dict[str, Any], **_: Any) -> dict[str, Any]:
        return challenge if isinstance(challenge, dict) else challenge_shape(challenge)


class OwnerSchema(Schema):
    id = fields.Integer(required=True)
    name = fields.String(required=True)


class StepSchema(Schema):
    """Who brought it into a state, and when."""

    state = fields.String(required=True, validate=validate.OneOf(STATES))
    at = fields.AwareDateTime(required=True)
    by = fields.String(required=True, allow_none=True)
    note = fields.String(required=True)


class HistorySchema(Schema):
    """Told to those who write the playbook; others get none of it."""

    key = fields.String()
    state = fields.String(validate=validate.OneOf(STATES))
    owner = fields.Nested(OwnerSchema, allow_none=True)
    steps = fields.List(fields.Nested(StepSchema))


class PromptRecordSchema(HistorySchema, PromptSchema):
    version = fields.Integer(required=True)
    situation = fields.String(required=True)
    topic = fields.String()


class KeyPointRecordSchema(Schema):
    text = fields.String(required=True)
    synonyms = fields.List(fields.String(), required=True)


class RecallRecordSchema(Schema):
    """The first of the choices is right."""

    question = fields.String(required=True)
    choices = fields.List(fields.String(), required=True)


class DraftSchema(Schema):
    version = fields.Integer(required=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))


class FiguresSchema(Schema):
    """How it fared in the last ninety days; null where there is too little to tell."""

    served = fields.Integer(required=True)
    replied = fields.Integer(required=True)
    recalled = fields.Float(
        required=True, allow_none=True, metadata={"description": "Right at the first recall, 0 to 1."}
    )
    recalls = fields.Integer(required=True)
    truth = fields.Float(required=True, allow_none=True, metadata={"description": "Mean fact score, 0 to 1."})
    judged = fields.Integer(required=True)
    telling = fields.Float(
        required=True, allow_none=True, metadata={"description": "How scores go with scores elsewhere, -1 to 1."}
    )
    flags = fields.List(fields.String(), required=True)


class FactRecordSchema(HistorySchema, FactSchema):
    version = fields.Integer(required=True)
    key_points = fields.List(fields.Nested(KeyPointRecordSchema))
    recall = fields.Nested(RecallRecordSchema)
    model_reply = fields.String()
    prompts = fields.List(fields.Nested(PromptRecordSchema), required=True)
    missing = fields.List(fields.String())
    draft = fields.Nested(DraftSchema, allow_none=True)
    figures = fields.Nested(FiguresSchema, allow_none=True)


class FactsSchema(Schema):
    facts = fields.List(fields.Nested(FactRecordSchema), required=True)


class PromptsSchema(Schema):
    prompts = fields.List(fields.Nested(PromptRecordSchema), required=True)


class ChallengesSchema(Schema):
    challenges = fields.List(fields.Nested(ChallengeSchema), required=True)


ID = validate.Range(min=1, max=2**31 - 1)


class FactsQuerySchema(Schema):
    topic = fields.Integer(load_default=None, validate=ID, metadata={"description": "A topic's id."})
    state = fields.String(load_default=None, validate=validate.OneOf(STATES))


class VersionQuerySchema(Schema):
    version = fields.Integer(load_default=None, validate=ID)


class ChallengesQuerySchema(Schema):
    fact = fields.Integer(load_default=None, validate=ID, metadata={"description": "A fact's id."})


class StateSchema(Schema):
    """A step of the version that is being written, else of the one that is live, or of the one named."""

    state = fields.String(required=True, validate=validate.OneOf(STATES))
    note = Words(load_default="", validate=validate.Length(max=200))
    version = fields.Integer(load_default=None, strict=True, validate=ID)


class SearchQuerySchema(Schema):
    q = fields.String(required=True, validate=validate.Length(min=1, max=200))
    limit = fields.Integer(load_default=20, validate=validate.Range(min=1, max=100))


class HitSchema(Schema):
    """A fact or a prospect's line by its id, or a model reply under its fact's."""

    kind = fields.String(required=True, validate=validate.OneOf(("fact", "prompt", "reply")))
    id = fields.Integer(required=True)
    text = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))


class HitsSchema(Schema):
    hits = fields.List(fields.Nested(HitSchema), required=True)
