"""The big screen, and its leader's buttons for where there are no scripts."""

import segno
from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask_login import current_user, login_required
from markupsafe import Markup
from werkzeug.wrappers import Response

from webapp.core import clock
from webapp.core.work import work
from webapp.huddle import actions, queries
from webapp.huddle.shapes import as_json, personal_shape

bp = Blueprint("big_screen", __name__, url_prefix="/huddle/<int:huddle_id>")

NO_TURN = -1


@bp.get("/screen")
@login_required
def screen(huddle_id: int) -> str:
    huddle = queries.led(current_user, huddle_id)
    address = _address(huddle.code)
    return render_template(
        "huddle/screen.html",
        state=as_json(personal_shape(current_user, huddle, now=clock.now())),
        where=address.split("://")[-1].rpartition("/")[0],
        qr=_qr(address),
    )


@bp.post("/next")
@login_required
def go_on(huddle_id: int) -> Response:
    with work():
        actions.go_on(current_user, huddle_id, _turn(), now=clock.now())
    return _back(huddle_id)


@bp.post("/extension")
@login_required
def add_time(huddle_id: int) -> Response:
    with work():
        actions.add_time(current_user, huddle_id, _turn(), now=clock.now())
    return _back(huddle_id)


@bp.post("/end")
@login_required
def end(huddle_id: int) -> Response:
    with work():
        actions.end(current_user, huddle_id, _turn(), now=clock.now())
    return _back(huddle_id)


def _turn() -> int:
    return request.form.get("turn", NO_TURN, type=int)


def _back(huddle_id: int) -> Response:
    return redirect(url_for("big_screen.screen", huddle_id=huddle_id))


def _address(code: str) -> str:
    """What phones open: the public address, or the one that this browser uses."""
    base = current_app.config["BASE_URL"] or request.url_root
    return str(base).rstrip("/") + url_for("huddle.page", code=code)


def _qr(address: str) -> Markup:
    return Markup(segno.make(address, error="m", micro=False).svg_inline(border=3, omitsize=True, svgclass="qr"))
