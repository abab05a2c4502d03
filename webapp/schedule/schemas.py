"""What programs send and get about pins."""

from typing import Any

from marshmallow import Schema, fields, validate

from webapp.playbook.documents import words
from webapp.playbook.schemas import ChallengeSchema, challenge_shape
from webapp.schedule.models import Pin
from webapp.schedule.pins import Outlook

ID = validate.Range(min=1, max=2**31 - 1)


class PinRequestSchema(Schema):
    challenge_id = fields.Integer(required=True, strict=True, validate=ID)
    day = fields.Date(required=True)
    cohorts = fields.List(
        fields.Integer(strict=True, validate=ID),
        load_default=None,
        validate=validate.Length(min=1, max=500),
        metadata={"description": "Cohort ids; all that one may see if left out."},
    )
    reason = words(120)


class PinPreviewRequestSchema(PinRequestSchema):
    class Meta:
        exclude = ("reason",)


class PinSchema(Schema):
    """A challenge that somebody chose for a cohort's day."""

    day = fields.Date(required=True)
    cohort = fields.Integer(required=True)
    challenge = fields.Nested(ChallengeSchema, required=True)
    reason = fields.String(required=True)
    by = fields.String(required=True)
    at = fields.AwareDateTime(required=True)


class PinsSchema(Schema):
    pins = fields.List(fields.Nested(PinSchema), required=True)


class OutlookSchema(Schema):
    """What a pin would meet: `begun` refuses it, `pinned` loses its own pin, `same` is that challenge already."""

    id = fields.Integer(required=True)
    name = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(("free", "same", "pinned", "begun")))
    challenge = fields.Nested(ChallengeSchema, required=True, allow_none=True)


class OutlooksSchema(Schema):
    cohorts = fields.List(fields.Nested(OutlookSchema), required=True)


def pin_shape(pin: Pin) -> dict[str, Any]:
    return {
        "day": pin.day,
        "cohort": pin.cohort_id,
        "challenge": challenge_shape(pin.row.challenge),
        "reason": pin.reason,
        "by": pin.by.name,
        "at": pin.at,
    }


def outlook_shape(one: Outlook) -> dict[str, Any]:
    planned = challenge_shape(one.row.challenge) if one.row else None
    return {"id": one.cohort.id, "name": one.cohort.name, "state": one.state, "challenge": planned}
