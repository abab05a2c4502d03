"""My progress, and the few things one sets oneself."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from webapp.alerts import actions as alerts
from webapp.core import clock
from webapp.core.problems import Problem
from webapp.core.work import work
from webapp.people import actions as people
from webapp.progress.page import progress_for

bp = Blueprint("progress", __name__)


@bp.get("/me")
@login_required
def page() -> str:
    every = request.args.get("entries") == "all"
    now = clock.now()
    progress = progress_for(current_user, now=now, every_entry=every)
    if any(one["new"] for one in progress["news"]):
        with work():
            alerts.mark_read(current_user, now=now)
    return render_template("progress/progress.html", progress=progress)


@bp.post("/me")
@login_required
def change() -> Response:
    with work():
        people.move_to_zone(current_user, request.form.get("time_zone", ""), now=clock.now())
    flash(_("Kept. Your days now begin at midnight in %(zone)s.", zone=current_user.time_zone))
    return redirect(url_for("progress.page"))


@bp.post("/me/alias")
@login_required
def rename() -> Response:
    try:
        with work():
            people.rename_alias(current_user, request.form.get("alias"))
        flash(_("Kept. Colleagues see you as %(name)s.", name=current_user.alias or current_user.name))
    except Problem as problem:
        flash(problem.detail)
    return redirect(url_for("progress.page"))
