"""What deals were lost over, and what that makes topics weigh: admins say what words mean, managers read."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required
from markupsafe import Markup
from werkzeug.wrappers import Response

from webapp.core import clock
from webapp.core.cards import on_page
from webapp.core.navigation import on_desk
from webapp.core.requests import row_id
from webapp.core.work import work
from webapp.deals import actions, queries, readings, showing
from webapp.deals.models import KINDS
from webapp.people.managing import MANAGING, check_managing

bp = Blueprint("deals", __name__, url_prefix="/desk/deals")

on_desk(
    5,
    lambda: {"url": url_for("deals.page"), "label": _("Deals")} if current_user.role in MANAGING else None,
)


@bp.before_request
@login_required
def _admit() -> None:
    check_managing(current_user)


@bp.get("")
def page() -> str:
    day = clock.local_day(clock.now(), current_user.time_zone)
    return render_template(
        "deals/deals.html",
        weights=showing.weights(queries.topic_weights(day), dict(readings.topics())),
        lost=queries.how_many_deals()["lost"],
        basis=queries.basis(day),
        tabs=showing.tabs("deals"),
    )


@bp.get("/words")
def words() -> str:
    kind = request.args.get("kind") if request.args.get("kind") in KINDS else KINDS[0]
    number = request.args.get("page", 1, type=row_id)
    shown = showing.words(str(kind), is_confirmed="confirmed" in request.args, page=number)
    return render_template("deals/words.html", shown=shown, tabs=showing.tabs("words"))


@bp.post("/words/<int:term_id>")
def confirm(term_id: int) -> Response:
    """`topic` is one's id, or `none`."""
    chosen = request.form.get("topic", "")
    topic = None if chosen == "none" else request.form.get("topic", 0, type=row_id)
    with work():
        term = actions.confirm(current_user, term_id, topic, now=clock.now())
        kind, said = term.kind, term.words
    flash(_("“%(words)s” is confirmed.", words=said[:60]))
    back: dict[str, Any] = {"confirmed": 1} if "confirmed" in request.form else {}
    return redirect(url_for(".words", kind=kind, **back))


@bp.post("/words/<int:term_id>/line")
def draft_line(term_id: int) -> Response:
    with work():
        prompt_id = actions.draft_line(current_user, term_id, now=clock.now()).origin_id
    flash(_("It waits as a line in review. Take out names and whatever tells who it was, then say who says it."))
    return redirect(url_for("playbook_lines.line", prompt_id=prompt_id))


@on_page("people")
def waiting() -> Markup | None:
    """One line on an admin's first page."""
    if current_user.role != "admin" or not (count := queries.how_many_wait()):
        return None
    return Markup(render_template("deals/_waiting.html", count=count))
