"""Saying how often; and the way out at the foot of a digest, which needs no sign-in."""

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request
from flask_babel import gettext as _
from flask_login import current_user, login_required
from werkzeug.wrappers import Response as AnyResponse

from webapp.alerts.digests import actions, cards  # noqa: F401
from webapp.alerts.digests.unsubscribing import whose
from webapp.core import clock
from webapp.core.problems import NotFound, Problem
from webapp.core.requests import own_path
from webapp.core.work import work
from webapp.extensions import csrf

bp = Blueprint("digests", __name__, url_prefix="/digests")


@bp.post("")
@login_required
def wish() -> AnyResponse:
    try:
        with work():
            actions.wish_for(current_user.id, request.form.get("rhythm", ""), now=clock.now())
        flash(_("Kept."))
    except Problem as problem:
        flash(problem.detail, "error")
    return redirect(own_path(request.form.get("back"), "/reminders"))


@bp.get("/<string:secret>/off")
def ask(secret: str) -> Response:
    """Scanners follow the links in a mail, so looking at this changes nothing."""
    return _page(secret, over=False)


@bp.post("/<string:secret>/off")
@csrf.exempt
def end(secret: str) -> Response:
    """RFC 8058: a mailbox posts this without cookies or a form's secret, and whoever has the link may."""
    person_id = _whose(secret)
    with work():
        actions.wish_for(person_id, "none", now=clock.now())
    return _page(secret, over=True)


def _page(secret: str, *, over: bool) -> Response:
    _whose(secret)
    response = make_response(render_template("alerts/digests/off.html", secret=secret, over=over))
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _whose(secret: str) -> int:
    if (person_id := whose(secret)) is None:
        raise NotFound(_("This link is none of ours, or too old. Sign in to choose how often you get mail."))
    return person_id
