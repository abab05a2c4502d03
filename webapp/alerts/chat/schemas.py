"""What programs send and get about a team's chat. Its address goes in and never comes out."""

from marshmallow import Schema, fields, validate

from webapp.alerts.chat.rules import LONGEST, SLACK, TEAMS


class TeamChatRequestSchema(Schema):
    address = fields.String(required=True, validate=validate.Length(min=1, max=LONGEST))


class TeamChatSchema(Schema):
    on = fields.Boolean(required=True)
    kind = fields.String(required=True, allow_none=True, validate=validate.OneOf((SLACK, TEAMS, None)))
    set_at = fields.AwareDateTime(required=True, allow_none=True)
    ended_at = fields.AwareDateTime(required=True, allow_none=True)
