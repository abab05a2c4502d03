"""For admins: what runs by itself, what failed, and having it run again."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required
from markupsafe import Markup
from werkzeug.wrappers import Response

from webapp.core import clock
from webapp.core.cards import on_page
from webapp.core.navigation import on_desk
from webapp.core.problems import Conflict, Forbidden, NotFound
from webapp.core.rounds import round_named
from webapp.core.work import work
from webapp.people.accounts import given_up
from webapp.upkeep import actions, queries
from webapp.upkeep.queue import queue_of
from webapp.upkeep.showing import work_page

bp = Blueprint("upkeep", __name__)

on_desk(9, lambda: {"url": url_for("upkeep.page"), "label": _("Upkeep")} if current_user.role == "admin" else None)


@bp.before_request
@login_required
def admins_only() -> None:
    if current_user.role != "admin":
        raise Forbidden(_("Only an admin sees what runs by itself."))


@bp.get("/desk/work")
def page() -> str:
    now = clock.now()
    lost = given_up.how_many(current_user, now=now)
    return render_template("upkeep/work.html", work=work_page(now), mails_given_up=lost)


@bp.post("/desk/work")
def run_again() -> Response:
    """Not here: a worker does it, and the page tells once it is reloaded."""
    if (one := round_named(request.form.get("round", ""))) is None:
        raise NotFound(_("There is no such task."))
    app: Any = current_app._get_current_object()  # type: ignore[attr-defined]
    try:
        with work() as asked:
            actions.ask(one, current_user, now=clock.now())
            asked.then(lambda: queue_of(app).go(one.name))
    except Conflict as problem:
        flash(problem.detail, "error")
    else:
        flash(_("Asked for. A worker runs it in a moment; reload this page to see what came of it."))
    return redirect(url_for("upkeep.page"))


@on_page("people")
def failing() -> Markup | None:
    """One line on an admin's first page."""
    if current_user.role != "admin" or not (failed := queries.how_many_failed()):
        return None
    return Markup(render_template("upkeep/_failing.html", failed=failed))
