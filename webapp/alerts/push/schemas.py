"""What programs send and get about reminders."""

from marshmallow import Schema, fields, validate

from webapp.alerts.push.endpoints import LONGEST
from webapp.alerts.push.rules import KINDS
from webapp.alerts.push.shapes import TIME

CLOCK = validate.Regexp(TIME, error="Write a time of day as 09:30.")


KindsSchema = Schema.from_dict({kind: fields.Boolean(truthy={True}, falsy={False}) for kind in KINDS}, name="Kinds")
"""What is said, and what is not."""


class RemindersChangeSchema(Schema):
    hour = fields.String(
        allow_none=True, validate=CLOCK, metadata={"description": "Null: learned from when one practises."}
    )
    quiet_from = fields.String(validate=CLOCK)
    quiet_until = fields.String(validate=CLOCK)
    kinds = fields.Nested(KindsSchema)


class RemindersSchema(Schema):
    hour = fields.String(required=True, allow_none=True)
    learned = fields.String(required=True, metadata={"description": "The hour that counts unless one is chosen."})
    quiet_from = fields.String(required=True)
    quiet_until = fields.String(required=True)
    kinds = fields.Nested(KindsSchema, required=True)
    devices = fields.Integer(required=True, metadata={"description": "How many phones and browsers take pushes."})
    public_key = fields.String(required=True, metadata={"description": "What a browser subscribes with (VAPID)."})


class KeysSchema(Schema):
    p256dh = fields.String(required=True, validate=validate.Length(min=80, max=100))
    auth = fields.String(required=True, validate=validate.Length(min=20, max=40))


class SubscriptionSchema(Schema):
    """As a browser's `PushSubscription.toJSON()` has it."""

    endpoint = fields.String(required=True, validate=validate.Length(min=12, max=LONGEST))
    keys = fields.Nested(KeysSchema, required=True)
    expirationTime = fields.Integer(allow_none=True, load_only=True, strict=True)  # noqa: N815
    replaces = fields.String(
        validate=validate.Length(max=LONGEST),
        load_only=True,
        metadata={"description": "The address that this browser had before."},
    )


class SubscribedSchema(Schema):
    devices = fields.Integer(required=True)
