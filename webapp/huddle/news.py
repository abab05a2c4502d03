"""Who hears of what: everybody in it of a new phase, the big screen also of every count."""

from functools import partial
from typing import Any

from webapp.core import audiences, clock, outbox
from webapp.extensions import db
from webapp.huddle.models import Huddle
from webapp.huddle.shapes import as_json, state_shape

EVERY = 0.25
"""Seconds between two messages to one audience."""


def of_players(huddle_id: int) -> str:
    return f"huddle:{huddle_id}"


def of_screen(huddle_id: int) -> str:
    return f"huddle:{huddle_id}:screen"


def announce_step(huddle_id: int) -> None:
    outbox.announce("huddle", {"id": huddle_id, "hear": [of_players(huddle_id), of_screen(huddle_id)]})


def announce_count(huddle_id: int) -> None:
    outbox.announce("huddle", {"id": huddle_id, "hear": [of_screen(huddle_id)]})


@outbox.teller("huddle")
def tell(news: dict[str, Any]) -> None:
    for audience in news["hear"]:
        if audiences.may_be_heard(audience):
            audiences.tell(audience, "huddle", news["id"], render=partial(_render, news["id"]), every=EVERY)


def _render(huddle_id: int, _changes: list[Any]) -> dict[str, Any]:
    """As it is when it is sent; the same for everybody."""
    return as_json(state_shape(db.session.get_one(Huddle, huddle_id), now=clock.now()))
