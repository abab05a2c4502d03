"""The playbook as one searches it before a call, the taps on its lines, and the wordings that wait."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required
from htmx_flask import request
from werkzeug.wrappers import Response

from webapp.core import clock
from webapp.core.navigation import in_navigation, on_desk
from webapp.core.problems import Forbidden
from webapp.core.work import work
from webapp.lines import actions, calls, queries, wordings
from webapp.lines.fitting import Choice, roles
from webapp.lines.rules import sought
from webapp.playbook.rules import plain

bp = Blueprint("lines", __name__)
WORKED = {"yes": True, "no": False}

in_navigation(
    3,
    lambda: (
        {"url": url_for("lines.page"), "label": _("Playbook"), "icon": "book-open"}
        if current_user.role == "rep"
        else None
    ),
)
on_desk(
    4,
    lambda: (
        {"url": url_for("lines.waiting"), "label": _("Wordings")} if current_user.role in ("manager", "admin") else None
    ),
)


@bp.get("/playbook")
@login_required
def page() -> str:
    query, topic, number = request.args.get("q", "")[:100], request.args.get("topic", type=int), _page_number()
    topic = topic if topic is not None and 0 < topic < 2**31 else None
    day = _today()
    found = queries.search(current_user, day, query, topic_id=topic, page=number)
    template = "lines/_found.html" if request.htmx else "lines/playbook.html"
    return render_template(template, found=found, query=query, topic=topic, number=number, topics=queries.topics(day))


@bp.get("/call")
@login_required
def call() -> str:
    query = request.args.get("q", "")[:100]
    persona, objection = (request.args.get(name, "") for name in ("persona", "objection"))
    choice = Choice(persona, objection, tuple(sought(plain(query))))
    page = calls.page_for(current_user, _today(), choice)
    return render_template("lines/call.html", call=page, query=query, roles=roles)


@bp.post("/lines/<int:line_id>/use")
@login_required
def use(line_id: int) -> Response | str:
    with work():
        worked = WORKED.get(request.form.get("worked", ""))
        actions.use_line(current_user, line_id, worked, now=clock.now())
    return _tapped(line_id)


@bp.post("/lines/<int:line_id>/use/undone")
@login_required
def undo(line_id: int) -> Response | str:
    with work():
        actions.undo_use(current_user, line_id, now=clock.now())
    return _tapped(line_id)


@bp.post("/answers/<int:answer_id>/wordings")
@login_required
def propose(answer_id: int) -> Response:
    with work():
        point, words = request.form.get("point", ""), request.form.get("words", "")
        wordings.propose_wording(current_user, answer_id, point, words, now=clock.now())
    flash(_("Thank you. The playbook's people will look at it, and you will hear what they say."))
    return redirect(url_for("today.answer_page", answer_id=answer_id))


@bp.get("/desk/wordings")
@login_required
def waiting() -> str:
    if current_user.role not in ("manager", "admin"):
        raise Forbidden(_("Managers and admins decide on the playbook's words."))
    shown, more = wordings.open_wordings(current_user)
    return render_template("lines/wordings.html", proposals=shown, more=more)


@bp.post("/desk/wordings/<int:proposal_id>")
@login_required
def decide(proposal_id: int) -> Response:
    accept = "accept" in request.form
    with work():
        decided = wordings.decide_wording(current_user, proposal_id, accept=accept, now=clock.now())
    said = _("“%(words)s” counts from the next reply on.") if accept else _("Declined. “%(words)s” will not count.")
    flash(said % {"words": decided.words})
    return redirect(url_for("lines.waiting"))


def _tapped(line_id: int) -> Response | str:
    if request.htmx:
        return render_template("lines/_use.html", line=queries.line(current_user, line_id))
    return redirect(f"{url_for('lines.page')}#line-{line_id}")


def _today() -> date:
    return clock.local_day(clock.now(), current_user.time_zone)


def _page_number() -> int:
    number = request.args.get("page", 1, type=int)
    return number if 0 < number < 1000 else 1
