"""The playbook's pages on the desk."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from webapp.core import clock
from webapp.core.navigation import on_desk
from webapp.core.problems import Conflict, Invalid, Problem
from webapp.core.requests import row_id
from webapp.core.work import work
from webapp.playbook import drafts, forms, intake, library, pages, permissions, search, states
from webapp.playbook.models import Fact, Prompt
from webapp.playbook.schemas import StateSchema

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
    shown = pages.list_for(current_user, asked, _today())
    return render_template("playbook/playbook.html", page=shown, tabs=_tabs("all"))


@bp.get("/review")
def review() -> str:
    facts, prompts = library.in_review()
    return render_template("playbook/review.html", facts=facts, prompts=prompts, tabs=_tabs("review"))


@bp.get("/watch")
def watch() -> str:
    """Facts that are past their date, or soon will be."""
    today = _today()
    facts = library.running_out(current_user, today)
    return render_template("playbook/watch.html", facts=facts, today=today, tabs=_tabs("watch"))


@bp.get("/facts/new")
def new_fact() -> str:
    return _fact_page(None, forms.read_fact({"topic": request.args.get("topic", "")}))


@bp.post("/facts/new")
def write_fact() -> Page:
    return _save_fact(None)


@bp.get("/facts/<int:fact_id>")
def fact(fact_id: int) -> str:
    found = _asked_for(library.fact_of, library.written_fact, fact_id)
    return _fact_page(found, forms.fact_fields(found))


@bp.post("/facts/<int:fact_id>")
def change_fact(fact_id: int) -> Page:
    return _save_fact(fact_id)


@bp.post("/facts/<int:fact_id>/state")
def move_fact(fact_id: int) -> Response:
    _move(library.fact_of, fact_id)
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
    shown = pages.preview_of(data, lines, request.form.get("key"), today=_today())
    return render_template("playbook/_phone.html", preview=shown)


@bp.get("/lines")
def lines() -> str:
    found = library.prompts_of(current_user)
    return render_template("playbook/lines.html", lines=found, tabs=_tabs("lines"), **pages.words())


@bp.get("/lines/new")
def new_line() -> str:
    return _line_page(None, forms.read_prompt({}) | {"topic": ""})


@bp.post("/lines/new")
def write_line() -> Page:
    return _save_line(None)


@bp.get("/lines/<int:prompt_id>")
def line(prompt_id: int) -> str:
    found = _asked_for(library.prompt_of, library.written_prompt, prompt_id)
    return _line_page(found, {name: getattr(found, name) for name in forms.LINE})


@bp.post("/lines/<int:prompt_id>")
def change_line(prompt_id: int) -> Page:
    return _save_line(prompt_id)


@bp.post("/lines/<int:prompt_id>/state")
def move_line(prompt_id: int) -> Response:
    _move(library.prompt_of, prompt_id)
    return redirect(url_for(".line", prompt_id=prompt_id))


def _save_fact(fact_id: int | None) -> Page:
    """What was typed comes back with what is wrong; nothing typed is lost."""
    raw, found = forms.read_fact(request.form), None
    try:
        with work():
            found = library.fact_of(current_user, fact_id, _version()) if fact_id else None
            data = intake.checked(intake.FactDraftSchema(), raw)
            data = intake.with_lines(current_user, data, found)
            saved = (
                drafts.change_fact(current_user, found, data, now=clock.now())
                if found
                else drafts.write_fact(current_user, data, now=clock.now())
            )
    except Invalid as error:
        flash(error.detail, "error")
        return _fact_page(found, raw, forms.flat(error.more.get("errors", {}))), 422
    _go_on(saved)
    return redirect(url_for(".fact", fact_id=saved.origin_id))


def _save_line(prompt_id: int | None) -> Page:
    raw, found = forms.read_prompt(request.form) | {"topic": request.form.get("topic", "")}, None
    try:
        with work():
            found = library.prompt_of(current_user, prompt_id, _version()) if prompt_id else None
            saved = _written_line(found, raw)
    except Invalid as error:
        flash(error.detail, "error")
        return _line_page(found, raw, forms.flat(error.more.get("errors", {}))), 422
    _go_on(saved)
    return redirect(url_for(".line", prompt_id=saved.origin_id))


def _written_line(found: Prompt | None, raw: dict[str, Any]) -> Prompt:
    now = clock.now()
    if found is not None:
        words = {name: raw[name] for name in forms.LINE}
        return drafts.change_prompt(current_user, found, intake.checked(intake.PromptDraftSchema(), words), now=now)
    data = intake.checked(intake.PromptOfTopicSchema(), raw)
    return drafts.write_prompt(current_user, data, drafts.topic_named(data["topic"]), now=now)


def _go_on(saved: Fact | Prompt) -> None:
    """Saved is saved; whether it may go further is another question."""
    then = request.form.get("then", "draft")
    if then == saved.state:
        flash(_("Saved. Nobody else sees it yet."))
        return
    try:
        with work():
            states.move(current_user, saved, then, now=clock.now())
    except Problem as problem:
        flash(_("Saved as a draft. %(why)s", why=problem.detail), "error")
    else:
        flash(_moved_words(then))


def _move(one_of: Callable[..., Fact | Prompt], one_id: int) -> None:
    state = request.form.get("state", "")
    try:
        with work():
            one = one_of(current_user, one_id, _version())
            states.move(current_user, one, state, note=_note(), now=clock.now())
    except (Conflict, Invalid) as problem:
        flash(problem.detail, "error")
    else:
        flash(_moved_words(state))


def _moved_words(state: str) -> str:
    return {
        "draft": _("It is a draft again."),
        "review": _("Proposed. A manager will read it."),
        "live": _("It is live. Days that nobody began have it as it is now."),
        "retired": _("Retired. Nobody meets it any more; what was replied to it stays."),
    }[state]


def _note() -> str:
    return str(intake.checked(StateSchema(only=("note",)), {"note": request.form.get("note", "")})["note"])


def _asked_for(one_of: Callable[..., Any], written: Callable[..., Any], one_id: int) -> Any:
    """The version in the address, else the one that is being written."""
    version = request.args.get("version", type=row_id)
    return one_of(current_user, one_id, version) if version else written(current_user, one_id)


def _version() -> int | None:
    return request.form.get("version", type=row_id)


def _fact_page(found: Fact | None, data: dict[str, Any], errors: dict[str, str] | None = None) -> str:
    shown = pages.form_for(current_user, found, data, errors, today=_today())
    return render_template("playbook/fact.html", page=shown, tabs=_tabs("all"))


def _line_page(found: Prompt | None, data: dict[str, Any], errors: dict[str, str] | None = None) -> str:
    shown = pages.prompt_form(current_user, found, data, errors)
    return render_template("playbook/line.html", page=shown, tabs=_tabs("lines"))


def _tabs(current: str) -> dict[str, Any]:
    return pages.tabs_for(current_user, _today(), current)


def _today() -> date:
    return clock.local_day(clock.now(), current_user.time_zone)
