"""The day's page and its forms; they work without scripts, and swap fragments with them."""

from datetime import datetime
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required
from htmx_flask import request
from werkzeug.wrappers import Response

from webapp.answers import actions as answers
from webapp.answers.models import Answer
from webapp.answers.queries import has_replied
from webapp.coaching import actions as coaching
from webapp.core import clock
from webapp.core.install import in_launcher
from webapp.core.navigation import desk_links, in_navigation
from webapp.core.problems import Forbidden, Invalid, NotFound, Problem
from webapp.core.work import work
from webapp.lines.queries import line_for
from webapp.need import actions as need
from webapp.playbook.queries import challenge as challenge_by_id
from webapp.playbook.schemas import challenge_shape
from webapp.schedule import actions as schedule
from webapp.schedule import queries as servings
from webapp.today import practising
from webapp.today.answer_page import answer_page_for
from webapp.today.arena import arena_for
from webapp.today.day import open_day
from webapp.today.forms import number, reply_said
from webapp.today.session import reply_form, session_for
from webapp.voting import actions as judging

bp = Blueprint("today", __name__)

in_navigation(
    1,
    lambda: (
        {"url": url_for("today.page"), "label": _("Today"), "icon": "sun"}
        if current_user.role == "rep" or current_user.cohort_id is not None
        else None
    ),
)
in_navigation(
    2,
    lambda: (
        {"url": url_for("today.arena"), "label": _("Arena"), "icon": "swords"} if current_user.role == "rep" else None
    ),
)
in_launcher(1, lambda: {"name": _("Today"), "url": url_for("today.page"), "picture": "shortcut-today.png"})


@bp.get("/")
@login_required
def page() -> Response | str:
    wanted = request.args.get("step")
    if current_user.role in ("manager", "admin") and current_user.cohort_id is None:
        return redirect(desk_links()[0]["url"])
    if current_user.role == "coach" and (current_user.cohort_id is None or wanted == "judge"):
        return redirect(url_for("coaching.page"))
    return _show(session_for(current_user, wanted, now=clock.now()))


@bp.post("/recalls/<int:recall_id>")
@login_required
def recall(recall_id: int) -> str:
    day = clock.local_day(clock.now(), current_user.time_zone)
    with work():
        seconds, choice = _seconds(request.form.get("seconds")), number("choice")
        row = schedule.answer_recall(current_user, recall_id, choice, seconds=seconds, day=day, now=clock.now())
    outcome = practising.outcome(current_user, row) | {"next_url": url_for("today.page")}
    return _fragment("today/_recalled.html", outcome=outcome)


@bp.post("/answers")
@login_required
def reply() -> Response | str | tuple[str, int]:
    arrived, text = clock.now(), request.form.get("text", "")
    client_id = request.form.get("client_id", "")
    try:
        with work():
            answer, _new = answers.give_answer(current_user, **reply_said(arrived), now=clock.now())
    except Problem as problem:
        return _reply_again(text, client_id, problem, arrived), problem.status
    if answer.practice:
        return _practised(answer)
    if request.htmx:
        return _show(session_for(current_user, "replied", now=clock.now()))
    return redirect(url_for("today.page", step="replied"))


@bp.get("/answers/<int:answer_id>")
@login_required
def answer_page(answer_id: int) -> Response | str:
    now = clock.now()
    page = answer_page_for(current_user, answer_id, now=now)
    if page["may_coach"] and page["may_vote"]:
        return redirect(url_for("coaching.reply", answer_id=answer_id))
    if page["is_mine"] and any(note["read_at"] is None for note in page["notes"]):
        with work():
            coaching.read_notes(current_user, answer_id, now=now)
    return render_template("today/answer.html", page=page)


@bp.post("/answers/<int:answer_id>/vote")
@login_required
def vote(answer_id: int) -> Response | str:
    with work():
        cast = judging.Cast(number("fact"), number("persuasion"), request.form.get("reason") or None)
        judging.cast_vote(current_user, answer_id, cast, now=clock.now())
    if not request.htmx:
        return redirect(url_for("today.answer_page", answer_id=answer_id))
    return render_template("voting/_voted.html", **practising.voted(current_user, answer_id, now=clock.now()))


@bp.get("/arena")
@login_required
def arena() -> str:
    return render_template("today/arena.html", arena=arena_for(current_user, now=clock.now()))


@bp.post("/practice")
@login_required
def practise() -> Response:
    now, topic_id = clock.now(), request.form.get("topic", type=int)
    day = clock.local_day(now, current_user.time_zone)
    with work():
        challenge = need.serve_practice(current_user, day, topic_id=topic_id, now=now)
    if challenge is None:
        raise Invalid(_("There is nothing to practise yet; the playbook is empty."))
    return redirect(url_for("today.practice_page", challenge_id=challenge.id))


@bp.get("/practice/<int:challenge_id>")
@login_required
def practice_page(challenge_id: int) -> str:
    return render_template("today/practice.html", session=practising.form(current_user, challenge_id))


@bp.post("/practice/<int:challenge_id>")
@login_required
def second_try(challenge_id: int) -> str:
    """Only for oneself: nothing is kept."""
    if not servings.served(current_user, challenge_id):
        raise NotFound(_("There is no such challenge for you."))
    if not has_replied(current_user, challenge_id):
        raise Forbidden(_("Reply to it first; the second try comes after."))
    challenge, text = challenge_by_id(challenge_id), answers.checked_text(request.form.get("text", ""))
    tried = {"text": text, "key_points": answers.used_key_points(challenge.fact, text)}
    result = {"second_try": tried, "model": line_for(current_user, challenge.fact_id, challenge.prompt_id)}
    return _fragment("today/_second_try.html", result=result, challenge_id=challenge_id)


def _show(session: dict[str, Any]) -> str:
    return _fragment("today/_session.html", session=session)


def _fragment(template: str, **context: Any) -> str:
    """The fragment alone for htmx, the same fragment inside its page for everybody else."""
    if request.htmx:
        return render_template(template, **context)
    return render_template("today/today.html", fragment=template, **context)


def _reply_again(text: str, client_id: str, problem: Problem, now: datetime) -> str:
    """The form with every word kept. A challenge that was never theirs has none: their problem is raised."""
    day, challenge_id = open_day(current_user, now=now), request.form.get("challenge_id", 0, type=int)
    if day.challenge is not None and day.challenge.id == challenge_id:
        session = session_for(current_user, "reply", now=now)
        return _show(session | {"step": "reply"} | reply_form(current_user, day, text, client_id, problem.detail))
    if not 0 < challenge_id < 2**31 or not servings.served(current_user, challenge_id):
        raise problem
    return _fragment("today/_reply.html", session=practising.blank(challenge_id, text, client_id, problem.detail))


def _practised(answer: Answer) -> str:
    return _fragment(
        "today/_practised.html",
        answer={"text": answer.text, "key_points": answer.key_points},
        challenge=challenge_shape(answer.challenge),
        model=line_for(current_user, answer.challenge.fact_id, answer.challenge.prompt_id),
    )


def _seconds(value: str | None) -> float | None:
    """How long a question took, in seconds, where the browser measured it."""
    try:
        seconds = float(value or "")
    except ValueError:
        return None
    return seconds if 0 <= seconds < 86400 else None
