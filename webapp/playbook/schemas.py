"""What programs and templates get of a fact, a prompt and a challenge."""

from typing import Any

from marshmallow import Schema, fields, pre_dump, validate

from webapp.playbook.documents import PROOF_KINDS
from webapp.playbook.models import Challenge, Fact, Prompt


def fact_shape(fact: Fact) -> dict[str, Any]:
    return {
        "id": fact.id,
        "topic": fact.topic.name,
        "statement": fact.statement,
        "why": fact.why,
        "proof": {"kind": fact.proof_kind, "text": fact.proof_text},
        "source": fact.source,
        "valid_until": fact.valid_until,
    }


def prompt_shape(prompt: Prompt) -> dict[str, Any]:
    return {name: getattr(prompt, name) for name in ("id", "text", "persona", "stage", "mood")}


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
