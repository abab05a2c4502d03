"""What programs tell about a deal, and what they hear."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from webapp.playbook.documents import Words, words

SOURCES = ("webhook", "salesforce", "hubspot")
MOST = 100
LARGEST = 10**13


class Line(Words):
    """The same on one line."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> str:
        return " ".join(super()._deserialize(value, attr, data, **more).split())


def maybe(longest: int) -> fields.String:
    return Line(load_default=None, allow_none=True, validate=validate.Length(max=longest))


class DealSchema(Schema):
    """A deal that was won or lost. Sent again under its id it is changed, and never counts twice."""

    external_id = Line(required=True, validate=validate.Length(min=1, max=80))
    source = fields.String(
        load_default=SOURCES[0],
        validate=validate.OneOf(SOURCES),
        metadata={
            "description": "The system that gave the id. A deal is known by both: say hubspot or salesforce where "
            "the id is theirs, or the same deal in one of their exports is a second one."
        },
    )
    name = words(200)
    outcome = fields.String(required=True, validate=validate.OneOf(("won", "lost")))
    amount = fields.Decimal(
        required=True,
        validate=validate.Range(min=0, max=LARGEST),
        metadata={"minimum": 0, "maximum": LARGEST},  # else the document has them as texts
    )
    currency = fields.String(required=True, validate=validate.Regexp(r"^[A-Z]{3}$"))
    closed_on = fields.Date(required=True)
    owner_email = fields.Email(load_default=None, allow_none=True, validate=validate.Length(max=200))
    reason = maybe(200)
    competitor = maybe(120)
    objection = maybe(1000)


class ReceivedSchema(Schema):
    new = fields.Integer(required=True)
    changed = fields.Integer(required=True)
    same = fields.Integer(required=True)


def loaded(sent: Any) -> list[dict[str, Any]]:
    """One deal, or a list of at most MOST. Raises ValidationError, by place where there is more than one."""
    if not isinstance(sent, list):
        return [DealSchema().load(sent)]
    if not 0 < len(sent) <= MOST:
        raise ValidationError(f"Send between 1 and {MOST} deals at once.")
    found: list[dict[str, Any]] = DealSchema(many=True).load(sent)
    return found
