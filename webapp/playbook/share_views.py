"""A prospect's message, shared from another app or typed in: everybody may bring one, a manager reads it.

What an app hands over is kept in a cookie for half an hour, so that it outlives signing in by whatever way; nothing
is written before the person has looked at it.
"""

from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from webapp.core import clock
from webapp.core.install import in_manifest
from webapp.core.problems import Problem
from webapp.core.work import work
from webapp.extensions import csrf, limiter
from webapp.playbook import forms, intake, suggesting
from webapp.playbook.documents import STAGES
from webapp.playbook.heard import heard
from webapp.playbook.words import stage_words

bp = Blueprint("share", __name__, url_prefix="/share")

COOKIE = "heard"
KEPT = 30 * 60
FIELDS = ("text", "persona", "stage")

in_manifest(
    "share_target",
    lambda: {
        "action": url_for("share.take_over"),
        "method": "POST",
        "enctype": "application/x-www-form-urlencoded",
        "params": {"title": "title", "text": "text", "url": "url"},
    },
)


@bp.post("")
@csrf.exempt
def take_over() -> Response:
    """From the operating system, which knows no form token; perhaps before anybody has signed in."""
    said = heard(*(request.form.get(name, "") for name in ("text", "title", "url")))
    response = redirect(url_for(".page"), 303)
    response.set_cookie(
        COOKIE,
        _box().dumps(said),
        max_age=KEPT,
        path=bp.url_prefix or "/",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response


@bp.get("")
@login_required
def page() -> str:
    text, cut = _kept()
    return _page({"text": text}, cut=cut)


@bp.post("/line")
@login_required
@limiter.limit("20 per hour", key_func=lambda: f"share {current_user.get_id()}")
def suggest() -> Response | tuple[str, int]:
    sent = {name: request.form.get(name, "") for name in FIELDS}
    try:
        with work():
            data = intake.checked(intake.SuggestedLineSchema(), sent)
            suggesting.suggest_line(current_user, data, now=clock.now())
    except Problem as problem:
        return _page(sent, problem), problem.status
    response = redirect(url_for(".thanks"))
    response.delete_cookie(COOKIE, path=bp.url_prefix or "/")
    return response


@bp.get("/thanks")
@login_required
def thanks() -> str:
    return render_template("playbook/shared.html")


def _page(line: dict[str, Any], problem: Problem | None = None, *, cut: bool = False) -> str:
    errors = forms.flat(problem.more.get("errors", {})) if problem else {}
    stages = {"": _("I do not know")} | {stage: stage_words()[stage] for stage in STAGES}
    return render_template("playbook/share.html", line=line, cut=cut, errors=errors, stages=stages)


def _kept() -> tuple[str, bool]:
    try:
        text, cut = _box().loads(request.cookies.get(COOKIE, ""), max_age=KEPT)
    except BadData:
        return "", False
    return text, cut


def _box() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt=COOKIE)
