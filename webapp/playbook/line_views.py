"""The pages of prospects' lines."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from webapp.core import clock
from webapp.core.problems import Problem
from webapp.core.work import work
from webapp.playbook import drafts, forms, intake, library, pages, permissions, saving
from webapp.playbook.models import Prompt

bp = Blueprint("playbook_lines", __name__, url_prefix="/desk/playbook/lines")

Page = str | Response | tuple[str, int]


@bp.before_request
@login_required
def _admit() -> None:
    permissions.must_draft(current_user)


@bp.get("")
def page() -> str:
    found = library.prompts_of(current_user)
    return render_template("playbook/lines.html", lines=found, tabs=saving.tabs("lines"), **pages.words())


@bp.get("/new")
def new() -> str:
    return _line_page(None, forms.read_prompt({}) | {"topic": ""})


@bp.post("/new")
def write() -> Page:
    return _save_line(None)


@bp.get("/<int:prompt_id>")
def line(prompt_id: int) -> str:
    found = saving.asked_for(library.prompt_of, library.written_prompt, prompt_id)
    return _line_page(found, {name: getattr(found, name) for name in forms.LINE} | {"topic": found.topic.name})


@bp.post("/<int:prompt_id>")
def change(prompt_id: int) -> Page:
    return _save_line(prompt_id)


@bp.post("/<int:prompt_id>/state")
def move(prompt_id: int) -> Response:
    saving.move(library.prompt_of, prompt_id)
    return redirect(url_for(".line", prompt_id=prompt_id))


def _save_line(prompt_id: int | None) -> Page:
    raw, found = forms.read_prompt(request.form) | {"topic": request.form.get("topic", "")}, None
    try:
        with work():
            found = library.prompt_of(current_user, prompt_id, saving.version()) if prompt_id else None
            saved = _written_line(found, raw)
    except Problem as problem:
        if prompt_id and found is None:
            raise
        flash(problem.detail, "error")
        return _line_page(saving.under(found, library.written_prompt, problem), raw, problem), problem.status
    saving.go_on(saved)
    return redirect(url_for(".line", prompt_id=saved.origin_id))


def _written_line(found: Prompt | None, raw: dict[str, Any]) -> Prompt:
    now = clock.now()
    saving.check_seen(found)
    kept = found.topic.name if found else ""
    data = intake.checked(intake.PromptOfTopicSchema(), raw | {"topic": raw["topic"] or kept})
    topic = drafts.topic_named(data["topic"])
    if found is not None:
        return drafts.change_prompt(current_user, found, data, topic, now=now)
    return drafts.write_prompt(current_user, data, topic, now=now)


def _line_page(found: Prompt | None, data: dict[str, Any], problem: Problem | None = None) -> str:
    errors = forms.flat(problem.more.get("errors", {})) if problem else {}
    shown = pages.prompt_form(current_user, found, data, errors) | saving.again(found, problem)
    return render_template("playbook/line.html", page=shown, tabs=saving.tabs("lines"))
