"""Importing people from a file, and taking everybody away in one."""

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user
from htmx_flask import request as htmx_request
from werkzeug.wrappers import Response

from webapp.core.problems import Problem
from webapp.core.uploads import sent_file, takes_file
from webapp.people.accounts.queries import how_many_never_signed_in
from webapp.people.desk import bp, forms
from webapp.people.roster import queries, steps, words
from webapp.people.roster.api import exported
from webapp.people.roster.columns import FIELDS
from webapp.people.roster.exporting import WRITERS
from webapp.people.roster.shape import KINDS
from webapp.people.roster.shapes import PAGE, import_shape

Page = str | Response | tuple[str, int]
takes_file("people_desk.send_file")


@bp.get("/imports")
def imports_page() -> str:
    return _sending()


@bp.post("/imports")
def send_file() -> Page:
    try:
        row = steps.preview(current_user, *sent_file(request))
    except Problem as problem:
        return _sending(problem.detail), problem.status
    return _to(row.id)


@bp.get("/imports/<int:import_id>")
def import_page(import_id: int) -> str:
    return _import(import_id)


@bp.post("/imports/<int:import_id>")
def map_import(import_id: int) -> Page:
    row = queries.own_import(current_user, import_id)
    try:
        missing = "deactivate_missing" in request.form
        steps.map_anew(current_user, row, request.form.getlist("column"), deactivate_missing=missing)
    except Problem as problem:
        return _import(import_id, problem.detail), problem.status
    return _to(import_id)


@bp.post("/imports/<int:import_id>/application")
def apply_import(import_id: int) -> Page:
    row = queries.own_import(current_user, import_id)
    try:
        steps.start(row, request.form.get("digest", ""))
    except Problem as problem:
        return _import(import_id, problem.detail), problem.status
    return _to(import_id)


@bp.get("/imports/<int:import_id>/progress")
def import_progress(import_id: int) -> Response | str:
    """Asked for every second while the worker is at it."""
    row = queries.own_import(current_user, import_id)
    if row.state not in ("waiting", "running"):
        return Response(status=204, headers={"HX-Refresh": "true"}) if htmx_request.htmx else _to(import_id)
    return render_template(
        "people/desk/_progress.html", row={"id": row.id, "state": row.state, "progress": row.progress}
    )


@bp.get("/export.<kind>")
def export(kind: str) -> Response:
    if kind not in WRITERS:
        abort(404)
    return exported(kind)


def _to(import_id: int) -> Response:
    return redirect(url_for("people_desk.import_page", import_id=import_id))


def _sending(error: str | None = None) -> str:
    return render_template(
        "people/desk/imports.html", imports=queries.imports_of(current_user), error=error, ways=forms.ways()
    )


def _import(import_id: int, error: str | None = None) -> str:
    kind = request.args.get("kind") if request.args.get("kind") in KINDS else None
    page = max(1, forms.number("page") or 1)
    shape = import_shape(queries.own_import(current_user, import_id), kind, page)
    return render_template(
        "people/desk/import.html",
        row=shape,
        uninvited=how_many_never_signed_in(current_user) if shape["state"] == "done" else 0,
        kind=kind,
        page=page,
        pages=-(-shape["total"] // PAGE),
        kinds=[(one, words.kind_name(one)) for one in KINDS],
        fields=[(field, words.field_name(field)) for field in FIELDS],
        field_name=words.field_name,
        kind_name=words.kind_name,
        value=words.value,
        error=error or shape["trouble"],
        ways=forms.ways(),
    )
