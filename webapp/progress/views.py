"""My progress, and the few things one sets oneself."""

from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import refresh
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from webapp.alerts import actions as alerts
from webapp.core import clock
from webapp.core.problems import Forbidden, Problem
from webapp.core.work import work
from webapp.people import actions as people
from webapp.people import aliases
from webapp.people.desk import forms
from webapp.progress import days_off
from webapp.progress.page import progress_for
from webapp.progress.topics import topics_for
from webapp.ready.words import STATE_WORDS, lacking

bp = Blueprint("progress", __name__)

Page = Response | tuple[str, int]


@bp.get("/me")
@login_required
def page() -> str:
    now = clock.now()
    progress = _progress(now)
    if any(one["new"] for one in progress["news"]):
        with work():
            alerts.mark_read(current_user, now=now)
    return render_template("progress/progress.html", progress=progress)


@bp.get("/me/topics")
@login_required
def topics() -> str:
    today = clock.local_day(clock.now(), current_user.time_zone)
    mine = topics_for(current_user, today)
    return render_template("progress/topics.html", mine=mine, states=STATE_WORDS, lacking=lacking)


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
            aliases.rename(current_user, request.form.get("alias"))
        flash(_("Kept. Colleagues see you as %(name)s.", name=current_user.alias or current_user.name))
    except Problem as problem:
        flash(problem.detail)
    return redirect(url_for("progress.page"))


@bp.post("/me/language")
@login_required
def speak() -> Response:
    with work():
        people.speak(current_user, request.form.get("language"))
    refresh()
    flash(_("Kept. This is how we speak to you now."))
    return redirect(url_for("progress.page"))


@bp.post("/me/days-off")
@login_required
def enter_days_off() -> Page:
    try:
        first, last = forms.day("first_day"), forms.day("last_day")
        with work():
            absence = days_off.enter(current_user, first, last, now=clock.now())
    except Problem as problem:
        return _days_off_refused(problem)
    forms.say_kept(absence)
    return redirect(url_for("progress.page", _anchor="days-off"))


@bp.post("/me/days-off/<int:absence_id>/withdrawal")
@login_required
def withdraw_days_off(absence_id: int) -> Page:
    try:
        with work():
            days_off.withdraw(current_user, absence_id, now=clock.now())
    except Forbidden as problem:
        return _days_off_refused(problem)
    flash(_("Withdrawn."), "beside")
    return redirect(url_for("progress.page", _anchor="days-off"))


def _progress(now: datetime) -> dict[str, Any]:
    return progress_for(current_user, now=now, every_entry=request.args.get("entries") == "all")


def _days_off_refused(problem: Problem) -> tuple[str, int]:
    progress = _progress(clock.now())
    progress["days_off"] |= {"error": problem.detail, "said": request.form}
    return render_template("progress/progress.html", progress=progress), problem.status
