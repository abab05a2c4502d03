"""The playbook's pages on the desk."""

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
from webapp.playbook import drafts, forms, intake, library, pages, permissions, saving, search
from webapp.playbook.models import Fact

bp = Blueprint("playbook", __name__, url_prefix="/desk/playbook")

Page = str | Response | tuple[str, int]


on_desk(
    2,
    lambda: {"url": url_for("playbook.page"), "label": _("Playbook")} if permissions.may_draft(current_user) else None,
)


@bp.before_request
@login_required
def _admit() -> None:
    permissions.must_draft(current_user)


@bp.get("")
def page() -> str:
    """Every fact by its topic."""
    asked: dict[str, Any] = request.args.to_dict() | {"topic_id": request.args.get("topic", type=row_id)}
    if words := asked.get("q", "").strip():
        asked["found"] = search.facts_found(current_user, words)
    shown = pages.list_for(current_user, asked, saving.today())
    return render_template("playbook/playbook.html", page=shown, tabs=saving.tabs("all"))


@bp.get("/review")
def review() -> str:
    facts, prompts = library.in_review()
    return render_template("playbook/review.html", facts=facts, prompts=prompts, tabs=saving.tabs("review"))


@bp.get("/watch")
def watch() -> str:
    """Facts that are past their date, or soon will be."""
    today = saving.today()
    facts = library.running_out(current_user, today)
    return render_template("playbook/watch.html", facts=facts, today=today, tabs=saving.tabs("watch"))


@bp.get("/facts/new")
def new_fact() -> str:
    return _fact_page(None, forms.read_fact({"topic": request.args.get("topic", "")}))


@bp.post("/facts/new")
def write_fact() -> Page:
    return _save_fact(None)


@bp.get("/facts/<int:fact_id>")
def fact(fact_id: int) -> str:
    found = saving.asked_for(library.fact_of, library.written_fact, fact_id)
    return _fact_page(found, forms.fact_fields(found))


@bp.post("/facts/<int:fact_id>")
def change_fact(fact_id: int) -> Page:
    return _save_fact(fact_id)


@bp.post("/facts/<int:fact_id>/state")
def move_fact(fact_id: int) -> Response:
    saving.move(library.fact_of, fact_id)
    return redirect(url_for(".fact", fact_id=fact_id))


@bp.post("/facts/<int:fact_id>/owner")
def own_fact(fact_id: int) -> Response:
    with work():
        owner = next((one for one in library.authors() if one.id == request.form.get("owner", type=row_id)), None)
        drafts.own(current_user, library.fact_of(current_user, fact_id), owner)
    flash(_("%(name)s looks after it now.", name=owner.name) if owner else _("Nobody looks after it now."))
    return redirect(url_for(".fact", fact_id=fact_id))


@bp.post("/preview")
def preview() -> str:
    """What a rep would hold, as it is typed."""
    data = forms.read_fact(request.form)
    known = {prompt.origin_id: prompt for prompt in library.prompts_of(current_user)}
    lines = forms.shown_lines(data, None, known)
    shown = pages.preview_of(data, lines, request.form.get("key"), today=saving.today())
    return render_template("playbook/_phone.html", preview=shown)


def _save_fact(fact_id: int | None) -> Page:
    """What was typed comes back with what is wrong; nothing typed is lost."""
    raw, found = forms.read_fact(request.form), None
    try:
        with work():
            found = library.fact_of(current_user, fact_id, saving.version()) if fact_id else None
            saved = _written_fact(found, raw)
    except Problem as problem:
        if fact_id and found is None:
            raise
        flash(problem.detail, "error")
        return _fact_page(saving.under(found, library.written_fact, problem), raw, problem), problem.status
    saving.go_on(saved)
    return redirect(url_for(".fact", fact_id=saved.origin_id))


def _written_fact(found: Fact | None, raw: dict[str, Any]) -> Fact:
    saving.check_seen(found)
    data = intake.with_lines(current_user, intake.checked(intake.FactDraftSchema(), raw), found)
    if found is not None:
        return drafts.change_fact(current_user, found, data, now=clock.now())
    return drafts.write_fact(current_user, data, now=clock.now())


def _fact_page(found: Fact | None, data: dict[str, Any], problem: Problem | None = None) -> str:
    errors = forms.flat(problem.more.get("errors", {})) if problem else {}
    shown = pages.form_for(current_user, found, data, errors, today=saving.today()) | saving.again(found, problem)
    return render_template("playbook/fact.html", page=shown, tabs=saving.tabs("all"))
