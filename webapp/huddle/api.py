"""Huddles, for programs and for phones whose sockets are blocked."""

from typing import Any

from flask_login import current_user

from webapp.core import clock
from webapp.core.programs import RoomApi
from webapp.core.work import work
from webapp.extensions import limiter
from webapp.huddle import actions, playing, queries
from webapp.huddle.guessing import is_counted, key
from webapp.huddle.models import Huddle, HuddleBallot, HuddleReply
from webapp.huddle.schemas import (
    HuddleDealSchema,
    HuddleDealtSchema,
    HuddleGivenSchema,
    HuddleJoinSchema,
    HuddleReplySchema,
    HuddleSchema,
    HuddleStartSchema,
    HuddleTurnSchema,
    HuddleVoteSchema,
)
from webapp.huddle.shapes import dealt_shape, personal_shape

blp = RoomApi("Huddles", "Live rounds in a meeting")


@blp.route("/huddles", methods=["POST"])
@blp.refuses(404, 409)
@blp.arguments(HuddleStartSchema)
@blp.response(201, HuddleSchema)
def start(asked: dict[str, Any]) -> dict[str, Any]:
    """Open a huddle's lobby, with a challenge that nobody has today."""
    with work():
        huddle = actions.start(current_user, asked.pop("challenge_id"), **asked, now=clock.now())
    return _state(huddle)


@blp.route("/huddles/join", methods=["POST"])
@blp.refuses(404, 429)
@blp.arguments(HuddleJoinSchema)
@blp.response(200, HuddleSchema)
@limiter.limit("30 per minute", key_func=key, deduct_when=is_counted)
def join(asked: dict[str, Any]) -> dict[str, Any]:
    """Join with the code on the big screen, in whatever phase it is."""
    with work():
        huddle = actions.join(current_user, asked["code"], now=clock.now())
    return _state(huddle)


@blp.route("/huddles/<int:huddle_id>")
@blp.response(200, HuddleSchema)
def state(huddle_id: int) -> dict[str, Any]:
    """Where it stands, for its leader and whoever has joined."""
    return _state(queries.known(current_user, huddle_id))


@blp.route("/huddles/<int:huddle_id>/reply", methods=["POST"])
@blp.refuses(409)
@blp.arguments(HuddleReplySchema)
@blp.response(200, HuddleGivenSchema)
@blp.alt_response(201, schema=HuddleGivenSchema)
def reply(asked: dict[str, Any], huddle_id: int) -> tuple[HuddleReply, int]:
    """Reply, or change one's reply while replies are taken."""
    with work():
        given, new = playing.give_reply(current_user, huddle_id, **asked, now=clock.now())
    return given, 201 if new else 200


@blp.route("/huddles/<int:huddle_id>/deal")
@blp.refuses(409)
@blp.response(200, HuddleDealSchema)
def deal(huddle_id: int) -> dict[str, Any]:
    """Up to three replies to judge, blind; asked again, the same ones."""
    with work():
        ballots = playing.deal(current_user, huddle_id, now=clock.now())
    return {"replies": [dealt_shape(ballot) for ballot in ballots]}


@blp.route("/huddles/<int:huddle_id>/replies/<int:reply_id>/vote", methods=["PUT"])
@blp.refuses(409)
@blp.arguments(HuddleVoteSchema)
@blp.response(200, HuddleDealtSchema)
def vote(asked: dict[str, Any], huddle_id: int, reply_id: int) -> dict[str, Any]:
    """Vote on a reply that was dealt, or change one's vote."""
    with work():
        ballot = _cast(huddle_id, reply_id, **asked)
    return dealt_shape(ballot)


@blp.route("/huddles/<int:huddle_id>/next", methods=["POST"])
@blp.refuses(409)
@blp.arguments(HuddleTurnSchema)
@blp.response(200, HuddleSchema)
def go_on(asked: dict[str, int], huddle_id: int) -> dict[str, Any]:
    """The leader goes on: to the next phase, or to the next of the best three."""
    with work():
        huddle = actions.go_on(current_user, huddle_id, asked["turn"], now=clock.now())
    return _state(huddle)


@blp.route("/huddles/<int:huddle_id>/extension", methods=["POST"])
@blp.refuses(409)
@blp.arguments(HuddleTurnSchema)
@blp.response(200, HuddleSchema)
def add_time(asked: dict[str, int], huddle_id: int) -> dict[str, Any]:
    """The leader gives thirty seconds more."""
    with work():
        huddle = actions.add_time(current_user, huddle_id, asked["turn"], now=clock.now())
    return _state(huddle)


@blp.route("/huddles/<int:huddle_id>/end", methods=["POST"])
@blp.arguments(HuddleTurnSchema)
@blp.response(200, HuddleSchema)
def end(asked: dict[str, int], huddle_id: int) -> dict[str, Any]:
    """The leader ends it at once."""
    with work():
        huddle = actions.end(current_user, huddle_id, asked["turn"], now=clock.now())
    return _state(huddle)


def _cast(huddle_id: int, reply_id: int, *, fact: int, persuasion: int, seq: int | None) -> HuddleBallot:
    vote = playing.Vote(fact, persuasion)
    return playing.cast(current_user, huddle_id, reply_id, vote, seq=seq, now=clock.now())


def _state(huddle: Huddle) -> dict[str, Any]:
    return personal_shape(current_user, huddle, now=clock.now())
