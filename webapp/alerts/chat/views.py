"""A team's chat on the desk: its address, a hello to try it, and off."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.alerts.chat import actions, cards, composing, delivering, queries  # noqa: F401
from webapp.alerts.chat.shapes import shaped
from webapp.core import clock
from webapp.core.problems import Problem
from webapp.core.work import work
from webapp.extensions import db, limiter, login
from webapp.people import managing
from webapp.people.models import Team

bp = Blueprint("chat", __name__, url_prefix="/desk/chat")

Page = str | Response | tuple[str, int]


@bp.before_request
def managers_only() -> Any:
    if not current_user.is_authenticated:
        return login.unauthorized()
    managing.check_managing(current_user)
    return None


@bp.get("/<int:team_id>")
def page(team_id: int) -> str:
    return _page(managing.team(current_user, team_id))


@bp.post("/<int:team_id>")
def turn_on(team_id: int) -> Page:
    team = managing.team(current_user, team_id)
    try:
        with work():
            address, ours = request.form.get("address", ""), current_app.config["CHAT_HOSTS"]
            actions.turn_on(team, address, current_user, ours, now=clock.now())
    except Problem as problem:
        return _page(managing.team(current_user, team_id), problem.detail), problem.status
    flash(_("Kept. Try it with a hello."))
    return redirect(url_for("chat.page", team_id=team_id))


@bp.post("/<int:team_id>/hello")
@limiter.limit("5 per 10 minutes", key_func=lambda: f"chat hello {current_user.get_id()}")
def say_hello(team_id: int) -> Page:
    team = managing.team(current_user, team_id)
    if (chat := queries.chat_of(team_id)) is not None:
        address, body = chat.address, shaped(chat.kind, composing.hello(team))
        db.session.rollback()  # A chat may take its time, and no transaction waits for it.
        outcome = delivering.deliver(address, body, current_app.config["CHAT_HOSTS"])
        flash(*_how(outcome.result))
    return redirect(url_for("chat.page", team_id=team_id))


@bp.post("/<int:team_id>/off")
def turn_off(team_id: int) -> Response:
    team = managing.team(current_user, team_id)
    with work():
        actions.turn_off(team)
    flash(_("Nothing more is posted, and the address is forgotten."))
    return redirect(url_for("chat.page", team_id=team_id))


def _page(team: Team, error: str | None = None) -> str:
    return render_template(
        "alerts/chat/page.html",
        team=team,
        chat=queries.chat_of(team.id),
        goes_out=bool(current_app.config["BASE_URL"]),
        error=error,
    )


def _how(result: str) -> tuple[str, str]:
    """What a try came to, and how it is shown."""
    said = {
        delivering.SENT: _("Said hello. Look into the channel."),
        delivering.GONE: _("The chat knows no such address. Make a new webhook there and paste its address here."),
        delivering.UNSURE: _("The chat did not say whether it got the hello. Look into the channel."),
    }
    later = _("The chat could not be reached, or would not take it. Try again in a minute.")
    return said.get(result, later), "message" if result == delivering.SENT else "error"
