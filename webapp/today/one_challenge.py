"""The challenge of one day by itself, for who came by a link: they reply, see what they put in, and that was it."""

from datetime import date
from typing import Any

from flask import Blueprint, g, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import AnonymousUserMixin, current_user, login_required
from htmx_flask import request
from werkzeug.wrappers import Response

from webapp.answers import actions as answers
from webapp.answers import queries as replies
from webapp.core import clock
from webapp.core.problems import Forbidden, Problem
from webapp.core.work import work
from webapp.people import guests
from webapp.people.actions import end_sign_in
from webapp.today.day import Day, day_of
from webapp.today.forms import reply_said
from webapp.today.session import replied_frame, reply_frame

bp = Blueprint("one_challenge", __name__)

guests.open_to_guests("one_challenge.page", "one_challenge.reply")


@bp.get("/now")
@login_required
def page() -> Response | str:
    if (day := guests.guest_day()) is None:
        return redirect(url_for("today.page"))
    now = clock.now()
    found = day_of(current_user, day, now=now)
    if (answer := replies.session_answer(current_user, day)) is None:
        return _show(_asked(found) if found.challenge else {"step": "gone"})
    shown = _show(replied_frame(current_user, found, answer, now=now) | {"sign_in_url": _way_in()})
    with work():
        end_sign_in(g.sign_in.id, now=now)
    return shown


@bp.post("/now")
@login_required
def reply() -> Response | tuple[str, int]:
    if (day := guests.guest_day()) is None:
        return redirect(url_for("today.page"))
    try:
        _give(day)
    except Problem as problem:
        found = day_of(current_user, day, now=clock.now())
        return _show(_asked(found, problem.detail) if found.challenge else {"step": "gone"}), problem.status
    if request.htmx:
        return make_response("", 200, {"HX-Redirect": url_for("one_challenge.page")})
    return redirect(url_for("one_challenge.page"))


def _give(day: date) -> None:
    arrived = clock.now()
    with work():
        answer, _new = answers.give_answer(current_user, **reply_said(arrived), now=arrived)
        if answer.practice or answer.day != day:
            raise Forbidden(_("Your link is for another day's challenge. Sign in to reply to this one."))


def _asked(found: Day, error: str | None = None) -> dict[str, Any]:
    """The form, empty, or with every word that was refused."""
    said = {"text": request.form.get("text", ""), "client_id": request.form.get("client_id", ""), "error": error}
    return reply_frame(current_user, found, **said) | {"reply_url": url_for("one_challenge.reply")}


def _way_in() -> str:
    return url_for("people.sign_in_page", next=url_for("today.page"))


def _show(session: dict[str, Any]) -> str:
    """Without the way around, the points and the socket, for none of them is open to a guest."""
    template = "today/_session.html" if request.htmx else "today/today.html"
    stranger = {"nav": [], "page_head": None, "current_user": AnonymousUserMixin()}
    return render_template(template, session=session, **stranger)
