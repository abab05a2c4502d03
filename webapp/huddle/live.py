"""Huddles over a socket: the state and its audiences, replies, deals and votes."""

from typing import Any

from flask_babel import gettext as _
from marshmallow import Schema, ValidationError, fields

from webapp.core import clock
from webapp.core.live import Watch, watchable
from webapp.core.problems import Invalid, NotFound
from webapp.huddle import playing, queries
from webapp.huddle.news import of_players, of_screen
from webapp.huddle.schemas import ID, HuddleGivenSchema, HuddleReplySchema, HuddleVoteSchema
from webapp.huddle.shapes import as_json, dealt_shape, personal_shape
from webapp.people.live import on
from webapp.people.models import Person


class _DealSchema(Schema):
    huddle_id = fields.Integer(required=True, strict=True, validate=ID)


class _ReplySchema(_DealSchema, HuddleReplySchema):
    pass


class _VoteSchema(_DealSchema, HuddleVoteSchema):
    reply_id = fields.Integer(required=True, strict=True, validate=ID)


DEAL, REPLY, VOTE, GIVEN = _DealSchema(), _ReplySchema(), _VoteSchema(), HuddleGivenSchema()


def register() -> None:
    on("huddle_reply", reply, writes=True)
    on("huddle_deal", deal, writes=True)
    on("huddle_vote", vote, writes=True)


def topic_of(wanted: dict[str, Any]) -> tuple[int]:
    huddle_id = wanted["huddle_id"]
    if type(huddle_id) is not int or not 0 < huddle_id < 2**31:
        raise NotFound(_("There is no such huddle here."))
    return (huddle_id,)


@watchable("huddle_id", topic=topic_of)
def watch_huddle(person: Person, wanted: dict[str, Any]) -> Watch:
    """Its leader hears every count, everybody in it every phase."""
    huddle = queries.known(person, *topic_of(wanted))
    audience = of_screen(huddle.id) if queries.leads(person, huddle) else of_players(huddle.id)
    return Watch([audience], as_json(personal_shape(person, huddle, now=clock.now())))


def reply(person: Person, payload: dict[str, Any]) -> dict[str, Any]:
    asked = _loaded(REPLY, payload)
    given, _new = playing.give_reply(person, **asked, now=clock.now())
    return {"reply": GIVEN.dump(given)}


def deal(judge: Person, payload: dict[str, Any]) -> dict[str, Any]:
    ballots = playing.deal(judge, _loaded(DEAL, payload)["huddle_id"], now=clock.now())
    return {"replies": [dealt_shape(ballot) for ballot in ballots]}


def vote(judge: Person, payload: dict[str, Any]) -> dict[str, Any]:
    asked = _loaded(VOTE, payload)
    cast = playing.Vote(asked["fact"], asked["persuasion"])
    ballot = playing.cast(judge, asked["huddle_id"], asked["reply_id"], cast, seq=asked["seq"], now=clock.now())
    return {"reply": dealt_shape(ballot)}


def _loaded(schema: Schema, payload: dict[str, Any]) -> dict[str, Any]:
    try:
        found: dict[str, Any] = schema.load(payload)
    except ValidationError as error:
        fields_named = ", ".join(sorted(map(str, error.messages_dict)))
        raise Invalid(_("Please check: %(fields)s.", fields=fields_named)) from None
    return found
