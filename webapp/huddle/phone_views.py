"""A phone in a huddle: join, reply, judge, result, all under its code."""

from uuid import uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from webapp.core import clock
from webapp.core.problems import Conflict, Invalid, NotFound, Problem
from webapp.core.work import work
from webapp.extensions import limiter
from webapp.huddle import actions, playing, queries, rules
from webapp.huddle.guessing import is_counted, key
from webapp.huddle.models import Huddle, HuddleBallot
from webapp.huddle.shapes import as_json, dealt_shape, personal_shape, shown_name

bp = Blueprint("huddle", __name__, url_prefix="/huddle")

Page = str | Response | tuple[str, int]
guarded = limiter.limit("30 per minute", key_func=key, deduct_when=is_counted)


@bp.get("")
@login_required
def enter() -> Page:
    """For those who type the code."""
    if code := actions.cleaned(request.args.get("code", "")):
        return redirect(url_for("huddle.page", code=code))
    return render_template("huddle/enter.html", code="", error=None)


@bp.get("/<string:code>")
@guarded
@login_required
def page(code: str) -> Page:
    huddle, now = queries.by_code(actions.cleaned(code)), clock.now()
    if huddle is not None and queries.has_joined(current_user, huddle.id):
        return _phone(huddle)
    if huddle is None or queries.stage_of(huddle, now).phase == rules.OVER:
        error = _("No huddle is running under that code. Look at the big screen once more.")
        return render_template("huddle/enter.html", code=code, error=error), 404
    return render_template("huddle/join.html", huddle=huddle, name=shown_name(current_user))


@bp.post("/<string:code>/join")
@guarded
@login_required
def join(code: str) -> Response:
    with work():
        huddle = actions.join(current_user, code, now=clock.now())
    return _back(huddle.code)


@bp.post("/<string:code>/reply")
@login_required
def reply(code: str) -> Page:
    huddle, text = _joined(code), request.form.get("text", "")
    try:
        with work():
            playing.give_reply(current_user, huddle.id, client_id=uuid4().hex, text=text, now=clock.now())
    except (Invalid, Conflict) as problem:
        return _phone(huddle, text, problem), problem.status
    return _back(code)


@bp.post("/<string:code>/votes/<int:reply_id>")
@login_required
def vote(code: str, reply_id: int) -> Response:
    huddle = _joined(code)
    cast = playing.Vote(*(request.form.get(name, -1, type=int) for name in ("fact", "persuasion")))
    try:
        with work():
            playing.cast(current_user, huddle.id, reply_id, cast, now=clock.now())
    except (Invalid, Conflict) as problem:
        flash(problem.detail, "error")
    return _back(code)


def _joined(code: str) -> Huddle:
    huddle = queries.by_code(actions.cleaned(code))
    if huddle is None or not queries.has_joined(current_user, huddle.id):
        raise NotFound(_("There is no such huddle here. Join it with its code first."))
    return huddle


def _back(code: str) -> Response:
    return redirect(url_for("huddle.page", code=code))


def _phone(huddle: Huddle, text: str | None = None, problem: Problem | None = None) -> str:
    now = clock.now()
    stage = queries.stage_of(huddle, now)
    dealt = _dealt(huddle) if stage.phase == rules.JUDGING else []
    state = as_json(personal_shape(current_user, huddle, now=now))
    return render_template(
        "huddle/phone.html",
        state=state,
        text=state["me"]["reply"] if text is None else text,
        error=problem and problem.detail,
        dealt=[dealt_shape(ballot) for ballot in dealt],
    )


def _dealt(huddle: Huddle) -> list[HuddleBallot]:
    with work():
        return playing.deal(current_user, huddle.id, now=clock.now())
