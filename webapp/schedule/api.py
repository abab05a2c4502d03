"""Pins for programs."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_login import current_user

from webapp.core import clock
from webapp.core.problems import NotFound
from webapp.core.programs import RoomApi
from webapp.core.work import work
from webapp.schedule import pinning, pins
from webapp.schedule.schemas import (
    OutlooksSchema,
    PinPreviewRequestSchema,
    PinRequestSchema,
    PinsSchema,
    outlook_shape,
    pin_shape,
)

blp = RoomApi("Pins", "Challenges that somebody chose for a date")


@blp.route("/pins")
@blp.refuses(403)
@blp.response(200, PinsSchema)
def all_pins() -> dict[str, Any]:
    """The pins from today on, of the cohorts one may see."""
    pins.must_see(current_user)
    found = pins.pins_of(current_user, clock.local_day(clock.now(), current_user.time_zone))
    return {"pins": [pin_shape(one) for one in found]}


@blp.route("/pins", methods=["POST"])
@blp.refuses(404, 409)
@blp.arguments(PinRequestSchema)
@blp.response(201, PinsSchema)
def pin(asked: dict[str, Any]) -> dict[str, Any]:
    """Pin a challenge to a date for some cohorts or all; if one of them began that day, for none."""
    with work():
        found = pinning.pin(
            current_user, asked["challenge_id"], asked["day"], asked["cohorts"], asked["reason"], now=clock.now()
        )
        return {"pins": [pin_shape(one) for one in found]}


@blp.route("/pins/preview", methods=["POST"])
@blp.refuses(404)
@blp.arguments(PinPreviewRequestSchema)
@blp.response(200, OutlooksSchema)
def preview(asked: dict[str, Any]) -> dict[str, Any]:
    """What a pin would meet in each cohort; nothing is written."""
    pinning.must_pin(current_user)
    today = clock.local_day(clock.now(), current_user.time_zone)
    challenge = pins.pinnable(asked["challenge_id"], asked["day"], today)
    cohorts = pins.chosen_cohorts(current_user, asked["cohorts"])
    return {"cohorts": [outlook_shape(one) for one in pins.outlooks(cohorts, asked["day"], challenge.id)]}


@blp.route("/pins/<int:cohort_id>/<string:day>", methods=["DELETE"])
@blp.refuses(409)
@blp.response(204)
def unpin(cohort_id: int, day: str) -> None:
    """Give the day back to the rotation."""
    with work():
        pinning.unpin(current_user, cohort_id, _date(day), now=clock.now())


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotFound(_("There is no such pin here.")) from None
