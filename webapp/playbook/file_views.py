"""The playbook in files: exports to take away, and imports that show what they would do first."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required
from werkzeug.wrappers import Response as Redirect

from webapp.core import clock
from webapp.core.first_steps import Step, first_step
from webapp.core.problems import Conflict, Invalid
from webapp.core.uploads import sent_files, takes_file
from webapp.playbook import bringing, files, importing, pages, permissions, yaml_files
from webapp.playbook.file_api import exported
from webapp.playbook.queries import is_anything_live

bp = Blueprint("playbook_files", __name__, url_prefix="/desk/playbook")

takes_file("playbook_files.upload")

first_step(
    2,
    lambda: Step(
        _("Load the playbook"),
        _("Facts and prospects' lines from a file, or written here; what is live is trained."),
        url_for("playbook_files.page"),
        is_anything_live(),
    ),
)


@bp.before_request
@login_required
def _admit() -> None:
    permissions.must_draft(current_user)


@bp.get("/export/<any('facts', 'lines'):what>.<any('csv', 'xlsx'):kind>")
def export_table(what: str, kind: str) -> Response:
    return exported(what, kind)


@bp.get("/export/playbook.yaml")
def export_yaml() -> Response:
    return exported("facts", "yaml")


@bp.get("/files")
def page() -> str:
    return render_template(
        "playbook/files.html",
        tabs=_tabs(),
        columns=(files.FACT_COLUMNS, files.PROMPT_COLUMNS),
        sample=yaml_files.SAMPLE,
        is_first=not is_anything_live(),
    )


@bp.post("/files")
def upload() -> Redirect:
    """One file, or the facts and the lines together."""
    permissions.must_publish(current_user)
    try:
        bringing.preview(current_user, sent_files(request), live="live" in request.form)
    except Invalid as error:
        flash(error.detail, "error")
        return redirect(url_for(".page"))
    return redirect(url_for(".preview"))


@bp.get("/files/preview")
def preview() -> str:
    permissions.must_publish(current_user)
    plan = bringing.look(importing.kept(current_user))
    return render_template("playbook/preview.html", plan=plan, tabs=_tabs())


@bp.post("/files/preview")
def apply() -> Redirect:
    """All of it or nothing, and only what was shown."""
    permissions.must_publish(current_user)
    try:
        plan = bringing.carry_out(current_user, request.form.get("digest", ""))
    except (Conflict, Invalid) as error:
        flash(error.detail, "error")
        return redirect(url_for(".preview"))
    flash(_("Imported: %(added)s added, %(changed)s changed.", **_numbers(plan)))
    return redirect(url_for("playbook.page"))


def _numbers(plan: importing.Plan) -> dict[str, int]:
    return {name: plan.counts[name] for name in ("added", "changed")}


def _tabs() -> dict[str, object]:
    return pages.tabs_for(current_user, clock.local_day(clock.now(), current_user.time_zone), "files")
