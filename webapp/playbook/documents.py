"""The shape of a topic as it is written down: one document with its facts and its prospects' lines."""

from collections import Counter
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from webapp.core.characters import is_readable
from webapp.playbook.rules import key_points_used

KEY = validate.Regexp(r"^[a-z0-9]+(-[a-z0-9]+)*$", error="Use lower case words joined by hyphens.")
PROOF_KINDS = ("quote", "figure", "link", "picture")
STAGES = ("discovery", "demo", "proposal", "negotiation", "renewal")
SITUATIONS = ("objection", "price", "timing", "competitor", "trust")


class Words(fields.String):
    """Text that can be read: one kind of line break, nothing around it."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> str:
        text = super()._deserialize(value, attr, data, **more).replace("\r\n", "\n").replace("\r", "\n").strip()
        if not all(character in "\n\t" or is_readable(character) for character in text):
            raise ValidationError("There are characters in it that nobody can read.")
        return text


def words(longest: int, **more: Any) -> fields.String:
    return Words(required=True, validate=validate.Length(min=1, max=longest), **more)


def a_key() -> fields.String:
    return fields.String(required=True, validate=[KEY, validate.Length(max=60)])


def maybe_a_key() -> fields.String:
    """Without one it is known by its words."""
    return fields.String(load_default="", validate=[lambda key: not key or KEY(key), validate.Length(max=60)])


class TopicDocument(Schema):
    key = a_key()
    name = words(80)
    weight = fields.Float(load_default=1.0, validate=validate.Range(min=0, min_inclusive=False, max=10))


class ProofDocument(Schema):
    kind = fields.String(required=True, validate=validate.OneOf(PROOF_KINDS))
    text = words(400)


class KeyPointDocument(Schema):
    text = words(120)
    synonyms = fields.List(words(120), load_default=list)


class RecallDocument(Schema):
    question = words(300)
    choices = fields.List(words(200), required=True, validate=validate.Length(min=2, max=6))
    """The first is right."""

    @validates_schema
    def choices_differ(self, data: dict[str, Any], **_: Any) -> None:
        if len(set(data["choices"])) < len(data["choices"]):
            raise ValidationError("Two choices are the same.", "choices")


class ColleagueDocument(Schema):
    """A reply for a demonstration's history; a real playbook has none."""

    text = words(400)
    fact = fields.Integer(required=True, validate=validate.Range(0, 2))
    persuasion = fields.Integer(required=True, validate=validate.Range(0, 2))


class FactDocument(Schema):
    key = a_key()
    statement = words(300)
    why = words(400)
    proof = fields.Nested(ProofDocument, required=True)
    key_points = fields.List(fields.Nested(KeyPointDocument), required=True, validate=validate.Length(min=1, max=6))
    source = words(200)
    valid_until = fields.Date(load_default=None, allow_none=True)
    recall = fields.Nested(RecallDocument, required=True)
    model_reply = words(400)
    replies = fields.List(fields.Nested(ColleagueDocument), load_default=list)

    @validates_schema
    def model_reply_is_a_model(self, data: dict[str, Any], **_: Any) -> None:
        points = [(point["text"], point["synonyms"]) for point in data["key_points"]]
        used = key_points_used(data["model_reply"], points)
        missed = [text for (text, _), is_used in zip(points, used, strict=True) if not is_used]
        if missed:
            raise ValidationError(f"It misses its own key points: {', '.join(missed)}.", "model_reply")


class PromptDocument(Schema):
    key = a_key()
    text = words(400)
    persona = words(80)
    stage = fields.String(required=True, validate=validate.OneOf(STAGES))
    mood = words(20)
    situation = fields.String(required=True, validate=validate.OneOf(SITUATIONS))
    facts = fields.List(a_key(), required=True, validate=validate.Length(min=1))


class PlaybookDocument(Schema):
    """One topic with everything in it: what `load_topic` takes."""

    topic = fields.Nested(TopicDocument, required=True)
    facts = fields.List(fields.Nested(FactDocument), required=True, validate=validate.Length(min=1))
    prompts = fields.List(fields.Nested(PromptDocument), required=True, validate=validate.Length(min=1))

    @validates_schema
    def keys_are_used_once(self, data: dict[str, Any], **_: Any) -> None:
        for kind in ("facts", "prompts"):
            if twice := _twice(entry["key"] for entry in data[kind]):
                raise ValidationError(f"These keys are there twice: {', '.join(twice)}.", kind)
        if twice := _twice(f"{p['key']}: {fact}" for p in data["prompts"] for fact in p["facts"]):
            raise ValidationError(f"A prompt names a fact twice: {', '.join(twice)}.", "prompts")

    @validates_schema
    def prompts_and_facts_meet(self, data: dict[str, Any], **_: Any) -> None:
        written = {fact["key"] for fact in data["facts"]}
        named = {fact for prompt in data["prompts"] for fact in prompt["facts"]}
        if unknown := named - written:
            raise ValidationError(f"There are no facts called {', '.join(sorted(unknown))}.", "prompts")
        if idle := written - named:
            raise ValidationError(f"No prompt asks for {', '.join(sorted(idle))}.", "facts")


def _twice(keys: Any) -> list[str]:
    return sorted(key for key, times in Counter(keys).items() if times > 1)
