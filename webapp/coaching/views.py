"""The coach's desk: one reply at a time, its vote, and a word to the author; the next comes by itself."""

from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required
from htmx_flask import request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from webapp.coaching import actions, budgets
from webapp.coaching.card import desk_for, desk_with, spent_today
from webapp.core import clock
from webapp.core.navigation import on_desk
from webapp.core.problems import Conflict, Forbidden, Invalid, Problem
from webapp.core.work import work
from webapp.lines import actions as lines
from webapp.people.managing import MANAGING
from webapp.voting import actions as judging
from webapp.voting import moderation
from webapp.voting import queries as voting

bp = Blueprint("coaching", __name__, url_prefix="/desk/coaching")
MOST_SKIPPED = 50

Shown = Response | str | tuple[str, int]

on_desk(
    1,
    lambda: {"url": url_for("coaching.page"), "label": _("Coaching")} if current_user.role == "coach" else None,
)


@bp.before_request
@login_required
def _coaches_only() -> Response | None:
    """A manager who knows the address wants to know what their coaches do."""
    if current_user.role in MANAGING and request.endpoint == "coaching.page":
        return redirect(url_for("minutes.page"))
    if current_user.role != "coach":
        raise Forbidden(_("This desk is for coaches."))
    return None


@bp.get("")
def page() -> Shown:
    return _next(_skipped())


@bp.post("/budget")
def budget() -> Shown:
    """Minutes a day; empty for none. Whoever has voted on the reply in sight stays with it and with their words."""
    begun = _begun()
    try:
        with work():
            budgets.set_budget(current_user, _minutes(), now=clock.now())
    except Invalid as problem:
        return _refused(begun, problem) if begun else (_newest(_skipped(), error=problem.detail), problem.status)
    if begun:
        return _same(begun) if request.htmx else redirect(url_for("coaching.reply", answer_id=begun))
    return _next(_skipped())


@bp.post("/more")
def more() -> Shown:
    """On beyond the budget, for the rest of the day."""
    with work():
        budgets.go_on(current_user, now=clock.now())
    return _next(_skipped())


@bp.get("/<int:answer_id>")
def reply(answer_id: int) -> str:
    return _same(answer_id)


@bp.post("/<int:answer_id>/vote")
def vote(answer_id: int) -> Shown:
    """Where no socket carried it."""
    try:
        with work():
            cast = judging.Cast(_step("fact"), _step("persuasion"), request.form.get("reason") or None)
            judging.cast_vote(current_user, answer_id, cast, now=clock.now())
    except (Invalid, Conflict) as problem:
        return _refused(answer_id, problem)
    return _same(answer_id) if request.htmx else redirect(url_for("coaching.reply", answer_id=answer_id))


@bp.post("/<int:answer_id>/done")
def done(answer_id: int) -> Shown:
    """Whatever was filled in, all at once or nothing of it; then the next reply."""
    try:
        with work():
            kept = _keep(answer_id)
            taken_back = _take_back(answer_id)
    except (Invalid, Conflict) as problem:
        return _refused(answer_id, problem)
    if moderation.open_reports([answer_id]):
        return _left_to_decide(answer_id, kept)
    gone = _("Your note is taken back. The author no longer sees it.")
    return _next(_skipped(), said=gone if taken_back else None)


@bp.post("/<int:answer_id>/skip")
def skip(answer_id: int) -> Shown:
    actions.coached(current_user, answer_id)
    return _next([*_skipped(), answer_id])


@bp.post("/<int:answer_id>/moderation")
def moderate(answer_id: int) -> Shown:
    kind, why = request.form.get("kind", ""), request.form.get("why", "")
    try:
        with work():
            moderation.moderate(current_user, answer_id, kind, why, now=clock.now())
    except (Invalid, Conflict) as problem:
        return _refused(answer_id, problem)
    restored, aside = _("Restored. The author has been told."), _("Set aside. The author has been told.")
    return _next(_skipped(), said=restored if kind == "restored" else aside)


@bp.post("/<int:answer_id>/stays")
def stays(answer_id: int) -> Shown:
    with work():
        moderation.settle_reports(current_user, answer_id, now=clock.now())
    return _next(_skipped(), said=_("It stays. Nobody is asked about it again."))


@bp.post("/<int:answer_id>/look")
def look(answer_id: int) -> tuple[str, int]:
    """The page is in sight, or no longer."""
    now = clock.now()
    with work():
        actions.coached(current_user, answer_id)
        if request.form.get("in_sight"):
            actions.open_look(current_user, answer_id, now=now)
        else:
            actions.close_look(current_user, answer_id, now=now)
    return "", 204


def _keep(answer_id: int) -> bool:
    """Whether there was anything to keep."""
    now, form = clock.now(), request.form
    answer = actions.hold(current_user, answer_id)
    if form.get("model"):
        lines.mark_model(current_user, answer_id, now=now)
    elif "was_model" in form:
        lines.unmark_model(current_user, answer_id)
    if form.get("badge"):
        actions.praise(current_user, answer, form["badge"], form.get("praise", ""), now=now)
    if _is_noted():
        actions.write_note(current_user, answer_id, form.get("text", ""), form.getlist("chips"), now=now)
    return _is_noted() or bool(form.get("model") or form.get("badge"))


def _take_back(answer_id: int) -> bool:
    """A note that they had before them and emptied."""
    emptied = "was_noted" in request.form and not _is_noted()
    return emptied and actions.take_back_note(current_user, answer_id)


def _is_noted() -> bool:
    return bool(request.form.get("text", "").strip() or request.form.getlist("chips"))


def _left_to_decide(answer_id: int, kept: bool) -> Shown:
    """The card of a reported reply comes back until somebody has decided, so it says what is left."""
    said = _("Kept. One thing is left: may it stay?") if kept else _("One thing is left: may it stay?")
    if request.htmx:
        return _same(answer_id, said=said)
    flash(said)
    skipped = ",".join(map(str, _skipped())) or None
    return redirect(url_for("coaching.reply", answer_id=answer_id, skipped=skipped))


def _next(skipped: list[int], said: str | None = None) -> Shown:
    if request.method == "POST":
        _look_away()
        if not request.htmx:
            if said:
                flash(said)
            return redirect(url_for("coaching.page", skipped=",".join(map(str, skipped)) or None))
    return _newest(skipped, said=said)


def _newest(skipped: list[int], said: str | None = None, error: str | None = None) -> str:
    now = clock.now()
    desk = desk_for(current_user, now=now, skipped=skipped)
    with work():
        _look_at(desk["card"], now)
    return _show(desk, given=MultiDict(), said=said, error=error)


def _look_away() -> None:
    """Before the next is chosen, so that a budget knows what this one took."""
    with work():
        actions.look_away(current_user, now=clock.now())


def _look_at(card: dict[str, Any] | None, now: datetime) -> None:
    if card is None:
        actions.look_away(current_user, now=now)
    else:
        judging.assign(current_user, [card["answer_id"]], now=now)
        actions.open_look(current_user, card["answer_id"], now=now)


def _same(answer_id: int, error: str | None = None, said: str | None = None) -> str:
    now, answer = clock.now(), actions.coached(current_user, answer_id)
    with work():
        actions.open_look(current_user, answer_id, now=now)
    given = MultiDict() if said else request.form
    desk = desk_with(current_user, answer, now=now, skipped=_skipped())
    return _show(desk, given=given, error=error, said=said)


def _refused(answer_id: int, problem: Problem) -> tuple[str, int]:
    """The same card with every word kept."""
    return _same(answer_id, error=problem.detail), problem.status


def _show(desk: dict[str, Any], given: MultiDict[str, str], error: str | None = None, said: str | None = None) -> str:
    template = "coaching/_desk.html" if request.htmx else "coaching/desk.html"
    spent = spent_today(current_user, now=clock.now())
    return render_template(template, desk=desk, spent=spent, error=error, said=said, given=given)


def _begun() -> int | None:
    reply = request.form.get("reply", type=int)
    return reply if reply and voting.vote_of(current_user, reply) else None


def _minutes() -> int | None:
    asked = request.form.get("minutes", "").strip()
    if asked and not (asked.isascii() and asked.isdigit() and len(asked) < 5):
        raise Invalid(_("A budget is a whole number of minutes."))
    return int(asked) if asked else None


def _skipped() -> list[int]:
    asked = request.values.get("skipped", "").split(",")
    return [int(one) for one in asked if one.isascii() and one.isdigit() and len(one) < 10][-MOST_SKIPPED:]


def _step(name: str) -> int:
    value = request.form.get(name, type=int)
    if value is None:
        raise Invalid(_("Tap both: the fact, and whether it would win them."))
    return value
