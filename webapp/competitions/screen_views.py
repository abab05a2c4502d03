"""The big screen: a page behind a secret link, without a sign-in, and its state for whenever news may be missed."""

from typing import Any

from flask import Blueprint, Response, jsonify, make_response, render_template
from flask_babel import gettext as _

from webapp.competitions import freezing, screens, showing, words
from webapp.competitions.board import shown
from webapp.competitions.looking import settle
from webapp.competitions.models import Competition
from webapp.competitions.shapes import news_of
from webapp.core import clock
from webapp.core.assets import asset
from webapp.core.problems import NotFound

bp = Blueprint("screens", __name__, url_prefix="/screen")


@bp.get("/<string:secret>")
def screen(secret: str) -> Response:
    competition = _shown_by(secret)
    now = clock.now()
    page = render_template(
        "competitions/screen.html",
        card=showing.card(competition, now),
        unit=words.unit(competition),
        state=_state(competition),
        secret=secret,
    )
    return _for_this_screen_only(make_response(page))


@bp.get("/<string:secret>/state")
def state(secret: str) -> Response:
    competition = _shown_by(secret)
    return _for_this_screen_only(jsonify(_state(competition)))


def _state(competition: Competition) -> dict[str, Any]:
    now = clock.now()
    return {**news_of(competition, shown(competition, now)), "now": now.isoformat(), "version": asset("screen.js")}


def _shown_by(secret: str) -> Competition:
    if (link := screens.of_secret(secret)) is None:
        raise NotFound(_("This link was withdrawn, or never was one. Ask whoever runs the competition for a new one."))
    now = clock.now()
    if freezing.waits_for_freezing(link.competition, now):
        competition_id = link.competition_id
        settle(competition_id, None, now=now)
        link = screens.of_secret(secret) or link
    return link.competition


def _for_this_screen_only(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
