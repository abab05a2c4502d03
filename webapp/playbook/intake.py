"""What people send when they write a fact or a prompt, checked and joined with what is there."""

from typing import Any

from flask_babel import gettext as _
from marshmallow import Schema, ValidationError, fields, missing, validate, validates_schema

from webapp.core.problems import Invalid
from webapp.people.models import Person
from webapp.playbook import library
from webapp.playbook.documents import PROOF_KINDS, SITUATIONS, STAGES, KeyPointDocument, Words, words
from webapp.playbook.models import Fact, Prompt


def maybe(longest: int) -> fields.String:
    """A draft may still lack it."""
    return Words(load_default="", validate=validate.Length(max=longest))


class DraftProofSchema(Schema):
    kind = fields.String(load_default="figure", validate=validate.OneOf(PROOF_KINDS))
    text = maybe(400)


class DraftRecallSchema(Schema):
    question = maybe(300)
    choices = fields.List(words(200), load_default=list, validate=validate.Length(max=6))
    """The first is right."""

    @validates_schema
    def choices_differ(self, data: dict[str, Any], **_more: Any) -> None:
        if len(set(data["choices"])) < len(data["choices"]):
            raise ValidationError(_("Two choices are the same."), "choices")


class PromptDraftSchema(Schema):
    """A prospect's line, and who says it."""

    text = words(400)
    persona = words(80)
    stage = fields.String(required=True, validate=validate.OneOf(STAGES))
    mood = words(20)
    situation = fields.String(required=True, validate=validate.OneOf(SITUATIONS))


class PromptOfTopicSchema(PromptDraftSchema):
    topic = words(80)


class SuggestedLineSchema(Schema):
    """A line that somebody heard: its words, and what else they know."""

    text = words(400)
    persona = maybe(80)
    stage = fields.String(load_default="", validate=validate.OneOf(("", *STAGES)))


class LineSchema(Schema):
    """A line that is there by its `id`, or a new one by its words."""

    id = fields.Integer(load_default=None, strict=True, validate=validate.Range(min=1, max=2**31 - 1))
    text = Words(load_default=None, validate=validate.Length(min=1, max=400))
    persona = Words(load_default="", validate=validate.Length(max=80))
    stage = fields.String(load_default=STAGES[0], validate=validate.OneOf(STAGES))
    mood = Words(load_default="", validate=validate.Length(max=20))
    situation = fields.String(load_default=SITUATIONS[0], validate=validate.OneOf(SITUATIONS))

    @validates_schema
    def it_is_one_or_the_other(self, data: dict[str, Any], **_more: Any) -> None:
        if data["id"] is None and not data["text"]:
            raise ValidationError(_("Give the line's id, or its words."), "text")
        if data["text"] and not data["persona"]:
            raise ValidationError(_("Say who says it."), "persona")


class FactDraftSchema(Schema):
    """A fact as it is being written: only the statement and the topic must be there."""

    topic = words(80)
    statement = words(300)
    why = maybe(400)
    proof = fields.Nested(DraftProofSchema, load_default=lambda: {"kind": "figure", "text": ""})
    key_points = fields.List(fields.Nested(KeyPointDocument), load_default=list, validate=validate.Length(max=6))
    source = maybe(200)
    valid_until = fields.Date(load_default=None, allow_none=True)
    recall = fields.Nested(DraftRecallSchema, load_default=lambda: {"question": "", "choices": []})
    prompts = fields.List(fields.Nested(LineSchema), load_default=list, validate=validate.Length(max=20))
    model_reply = maybe(400)


class _Change(Schema):
    """What is left out stays as it is."""

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        field_obj.required, field_obj.load_default = False, missing


class FactChangeSchema(_Change, FactDraftSchema):
    """What is left out stays as it is."""


class PromptChangeSchema(_Change, PromptDraftSchema):
    """What is left out stays as it is."""


def with_lines(person: Person, data: dict[str, Any], fact: Fact | None = None) -> dict[str, Any]:
    """The same with each line's prompt, None where it is new; raises NotFound for a line that is not there."""
    paired = {challenge.prompt.origin_id: challenge.prompt for challenge in fact.challenges} if fact else {}

    def prompt(one: int | None) -> Prompt | None:
        return (paired.get(one) or library.prompt_of(person, one)) if one else None

    return data | {"prompts": [line | {"prompt": prompt(line["id"])} for line in data["prompts"]]}


def checked(schema: Schema, data: dict[str, Any]) -> dict[str, Any]:
    """Raises Invalid with what is wrong in which field."""
    try:
        loaded: dict[str, Any] = schema.load(data)
    except ValidationError as error:
        raise Invalid(
            _("Something is not right yet; look at the fields that say so."), errors=error.messages
        ) from error
    return loaded
