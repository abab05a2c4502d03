"""The desk's page: start a huddle, and look back at earlier ones."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from webapp.core import clock
from webapp.core.navigation import on_desk
from webapp.core.problems import Forbidden, Problem
from webapp.core.work import work
from webapp.huddle import actions, choosing, queries, rules
from webapp.huddle.earlier import glances
from webapp.huddle.models import Huddle
from webapp.playbook.models import Challenge

bp = Blueprint("huddles", __name__, url_prefix="/desk/huddle")

MINUTES = (1, 2, 3, 5)


def _link() -> dict[str, Any] | None:
    leads = current_user.is_authenticated and queries.may_lead(current_user)
    return {"url": url_for("huddles.desk"), "label": _("Huddle")} if leads else None


on_desk(3, _link)


@bp.before_request
@login_required
def _leaders_only() -> None:
    if not queries.may_lead(current_user):
        raise Forbidden(_("Coaches, managers and admins start huddles. Join one with its code."))


@bp.get("")
def desk() -> str:
    return _page()


@bp.post("")
def start() -> Response | tuple[str, int]:
    try:
        with work():
            huddle = actions.start(
                current_user,
                request.form.get("challenge_id", 0, type=_id),
                reply_seconds=60 * request.form.get("reply_minutes", 2, type=int),
                judge_seconds=60 * request.form.get("judge_minutes", 2, type=int),
                now=clock.now(),
            )
    except Problem as problem:
        return _page(problem.detail), problem.status
    return redirect(url_for("big_screen.screen", huddle_id=huddle.id))


def _id(value: str) -> int:
    number = int(value)
    if not 0 < number < 2**31:
        raise ValueError(value)
    return number


def _page(error: str | None = None) -> str:
    now = clock.now()
    challenges = choosing.playable(now)
    return render_template(
        "huddle/desk.html",
        error=error,
        chosen=request.form.get("challenge_id"),
        suggested=choosing.suggested(current_user, challenges, now),
        topics=_by_topic(challenges),
        minutes=MINUTES,
        usual=rules.USUAL // 60,
        huddles=_rows(),
    )


def _by_topic(challenges: list[Challenge]) -> dict[str, list[Challenge]]:
    topics: dict[str, list[Challenge]] = {}
    for challenge in challenges:
        topics.setdefault(challenge.fact.topic.name, []).append(challenge)
    return topics


def _rows() -> list[dict[str, Any]]:
    huddles = queries.led_by(current_user)
    return [_row(*pair) for pair in zip(huddles, glances(huddles, clock.now()), strict=True)]


def _row(huddle: Huddle, glance: dict[str, Any]) -> dict[str, Any]:
    return glance | {
        "url": url_for("big_screen.screen", huddle_id=huddle.id),
        "day": clock.local_day(huddle.opened_at, current_user.time_zone),
        "prompt": huddle.challenge.prompt.text,
    }
