"""The page on which people say when they want to hear from us."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from webapp.alerts.push import actions, rules
from webapp.alerts.push.shapes import minutes, reminders_shape
from webapp.alerts.push.words import KIND_WORDS
from webapp.core import clock
from webapp.core.problems import Problem
from webapp.core.work import work
from webapp.extensions import limiter

bp = Blueprint("reminders", __name__)

Shown = Response | str | tuple[str, int]


@bp.get("/reminders")
@login_required
def page() -> str:
    return _page()


@bp.post("/reminders")
@login_required
def change() -> Shown:
    try:
        with work():
            actions.settle(current_user, _wanted())
    except Problem as problem:
        return _page(problem.detail), problem.status
    flash(_("Kept."), "beside")
    return redirect(url_for("reminders.page"))


@bp.post("/reminders/test")
@login_required
@limiter.limit("5 per 10 minutes", key_func=lambda: f"push test {current_user.get_id()}")
def test() -> Response:
    try:
        with work():
            actions.ask_for_test(current_user, now=clock.now())
        flash(_("On its way. It takes a second or two."))
    except Problem as problem:
        flash(problem.detail, "error")
    return redirect(url_for("reminders.page"))


def _wanted() -> dict[str, Any]:
    """The form is sent whole."""
    form = request.form
    hour = minutes(form.get("hour", "")) if form.get("when") == "chosen" else None
    quiet = {name: minutes(form.get(name, "")) for name in ("quiet_from", "quiet_until")}
    return {"hour": hour, **quiet, "kinds": {kind: kind in form.getlist("kind") for kind in rules.KINDS}}


def _page(error: str | None = None) -> str:
    shown = reminders_shape(current_user, now=clock.now())
    if error:
        shown |= request.form.to_dict() | {"kinds": {kind: kind in request.form.getlist("kind") for kind in KIND_WORDS}}
        shown["hour"] = request.form.get("hour") if request.form.get("when") == "chosen" else None
    return render_template("alerts/reminders.html", reminders=shown, kinds=KIND_WORDS, error=error)
