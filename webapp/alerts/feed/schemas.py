"""What programs get about one's calendar."""

from marshmallow import Schema, fields


class CalendarLinkSchema(Schema):
    url = fields.String(required=True)
