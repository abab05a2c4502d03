"""Pins on the desk: which launches are ahead, and one more."""

from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from webapp.core import clock
from webapp.core.navigation import on_desk
from webapp.core.problems import Problem
from webapp.core.requests import row_id
from webapp.core.work import work
from webapp.playbook import library
from webapp.schedule import pinning, pins
from webapp.schedule.schemas import PinRequestSchema

bp = Blueprint("pins", __name__, url_prefix="/desk/pins")

on_desk(3, lambda: {"url": url_for("pins.page"), "label": _("Pins")} if current_user.role != "rep" else None)


@bp.before_request
@login_required
def _admit() -> None:
    pins.must_see(current_user)


@bp.get("")
def page() -> str:
    cohorts = {cohort.id: cohort for cohort in pins.chosen_cohorts(current_user, None)}
    found = pins.pins_of(current_user, _today())
    may_pin = current_user.role in ("manager", "admin")
    return render_template("schedule/pins.html", pins=found, cohorts=cohorts, may_pin=may_pin)


@bp.get("/new")
def new() -> str:
    """A fact, then its line and a day, then what that meets in each cohort."""
    pinning.must_pin(current_user)
    fact_id, challenge_id = request.args.get("fact", type=row_id), request.args.get("challenge", type=row_id)
    return _form(fact_id, challenge_id, _date(request.args.get("day", "")))


@bp.post("/new")
def pin() -> Response | tuple[str, int]:
    pinning.must_pin(current_user)
    day, fact_id = _date(request.form.get("day", "")), request.form.get("fact", type=row_id)
    challenge_id = request.form.get("challenge", type=row_id)
    cohorts = request.form.getlist("cohort", type=row_id)
    reason = request.form.get("reason", "").strip()
    if PinRequestSchema(only=("reason",)).validate({"reason": reason}):
        flash(_("Say in a few words what the day is for."), "error")
        return _form(fact_id, challenge_id, day, reason), 422
    try:
        with work():
            found = pinning.pin(current_user, challenge_id or 0, day or date.min, cohorts, reason, now=clock.now())
    except Problem as problem:
        flash(problem.detail, "error")
        return _form(fact_id, challenge_id, day, reason), problem.status
    flash(_("Pinned for %(names)s.", names=", ".join(one.row.cohort.name for one in found)))
    return redirect(url_for(".page"))


@bp.post("/<int:cohort_id>/<string:day>/unpin")
def unpin(cohort_id: int, day: str) -> Response:
    try:
        with work():
            pinning.unpin(current_user, cohort_id, _date(day) or date.min, now=clock.now())
    except Problem as problem:
        if problem.status != 409:
            raise
        flash(problem.detail, "error")
    else:
        flash(_("Unpinned. The rotation chose that day's challenge."))
    return redirect(url_for(".page"))


def _form(fact_id: int | None, challenge_id: int | None, day: date | None, reason: str = "") -> str:
    challenges = library.live(fact_id) if fact_id else []
    chosen = next((one for one in challenges if one.id == challenge_id), None)
    met, refusal = _outlooks(challenge_id, day) if chosen else ([], None)
    return render_template(
        "schedule/new_pin.html",
        facts=[entry.shown for entry in library.facts_of(current_user, state="live")],
        fact_id=fact_id,
        challenges=challenges,
        chosen=chosen,
        day=day,
        today=_today(),
        met=met,
        refusal=refusal,
        reason=reason,
    )


def _outlooks(challenge_id: int | None, day: date | None) -> tuple[list[Any], str | None]:
    if challenge_id is None or day is None:
        return [], None
    try:
        challenge = pins.pinnable(challenge_id, day, _today())
    except Problem as problem:
        return [], problem.detail
    return pins.outlooks(pins.chosen_cohorts(current_user, None), day, challenge.id), None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _today() -> date:
    return clock.local_day(clock.now(), current_user.time_zone)
