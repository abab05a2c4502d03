"""Files of deals: sent, looked at, read as somebody says, imported, and deleted again."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user, login_required
from htmx_flask import request as htmx_request
from werkzeug.wrappers import Response

from webapp.core import clock
from webapp.core.problems import Conflict, Problem
from webapp.core.uploads import sent_file, takes_file
from webapp.core.work import work
from webapp.deals import actions, removing, showing
from webapp.deals.bringing import queries, steps
from webapp.deals.bringing.actions import SOURCES
from webapp.deals.bringing.keeping import MOST_BYTES
from webapp.deals.bringing.reading import Habits
from webapp.deals.bringing.showing import import_shape
from webapp.deals.bringing.words import state_said
from webapp.deals.currencies import currency_said, home, rate_said
from webapp.people.managing import check_admin

bp = Blueprint("deal_files", __name__, url_prefix="/desk/deals/files")

Page = str | Response | tuple[str, int]
takes_file("deal_files.send", most=MOST_BYTES)


@bp.before_request
@login_required
def _admit() -> None:
    check_admin(current_user)


@bp.get("")
def page() -> str:
    return _sending()


@bp.post("")
def send() -> Page:
    try:
        row = steps.preview(current_user, *sent_file(request))
    except Problem as problem:
        return _sending(problem.detail), problem.status
    return _to(row.id)


@bp.get("/<int:file_id>")
def preview(file_id: int) -> str:
    return _preview(file_id)


@bp.post("/<int:file_id>")
def read_anew(file_id: int) -> Page:
    row = queries.import_of(current_user, file_id)
    try:
        steps.read_anew(current_user, row, request.form.getlist("column"), _said(row.source))
    except Problem as problem:
        return _preview(file_id, problem.detail), problem.status
    return _to(file_id)


@bp.post("/<int:file_id>/rates")
def set_rates(file_id: int) -> Page:
    """What its currencies are worth; then it is looked at again."""
    row = queries.import_of(current_user, file_id)
    said = zip(request.form.getlist("currency"), request.form.getlist("rate"), strict=False)
    try:
        with work():
            for currency, rate in said:
                actions.set_rate(current_user, *rate_said(currency, rate), now=clock.now())
        steps.read_anew(current_user, row, row.mapping, steps.habits_of(row))
    except Problem as problem:
        return _preview(file_id, problem.detail), problem.status
    return _to(file_id)


@bp.post("/<int:file_id>/application")
def apply(file_id: int) -> Page:
    row = queries.import_of(current_user, file_id)
    try:
        same = {"yes": True, "no": False}.get(request.form.get("same", ""))
        steps.start(current_user, row, request.form.get("digest", ""), same)
    except Problem as problem:
        return _preview(file_id, problem.detail), problem.status
    return _to(file_id)


@bp.get("/<int:file_id>/progress")
def progress(file_id: int) -> Response | str:
    """Asked for every second while the worker is at it."""
    row = queries.import_of(current_user, file_id)
    if row.state not in ("waiting", "running"):
        return Response(status=204, headers={"HX-Refresh": "true"}) if htmx_request.htmx else _to(file_id)
    return render_template("deals/_progress.html", row={"id": row.id, "state": row.state, "progress": row.progress})


@bp.post("/<int:file_id>/removal")
def remove(file_id: int) -> Page:
    try:
        with work():
            row = queries.import_of(current_user, file_id)
            gone = removing.remove_of(current_user, row, now=clock.now())
    except Conflict as problem:
        return _preview(file_id, problem.detail), problem.status
    flash(ngettext("%(num)s deal deleted.", "%(num)s deals deleted.", gone) if gone else _("The file is thrown away."))
    return redirect(url_for(".page"))


def _said(source: str) -> Habits:
    """What the form says of what a column does not tell. Raises Invalid."""
    said = request.form
    return Habits(
        said["source"] if said.get("source") in SOURCES else source,
        {"day": True, "month": False}.get(said.get("first", "")),
        said["decimal"] if said.get("decimal") in (".", ",") else None,
        currency_said(said.get("currency", "") or home()),
    )


def _to(file_id: int) -> Response:
    return redirect(url_for(".preview", file_id=file_id))


def _sending(error: str | None = None) -> str:
    imports = queries.imports()
    written = queries.written_by([row.id for row in imports])
    return render_template(
        "deals/files.html",
        imports=[(row, state_said(row.state, written[row.id])) for row in imports],
        most=MOST_BYTES >> 20,
        error=error,
        tabs=showing.tabs("files"),
    )


def _preview(file_id: int, error: str | None = None) -> str:
    row = queries.import_of(current_user, file_id)
    written = queries.written_by([file_id])[file_id]
    return render_template("deals/file.html", row=import_shape(row, written, error), tabs=showing.tabs("files"))
