"""The playbook in files: exports to take away, and imports that show what they would do first."""

from collections import defaultdict

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required
from werkzeug.wrappers import Response as Redirect

from webapp.core import clock, tables
from webapp.core.first_steps import Step, first_step
from webapp.core.problems import Invalid
from webapp.core.uploads import takes_file
from webapp.core.work import work
from webapp.playbook import files, importing, library, pages, permissions
from webapp.playbook.models import Fact, Prompt
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

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "yaml": "application/yaml",
}


@bp.before_request
@login_required
def _admit() -> None:
    permissions.must_draft(current_user)


@bp.get("/export/<any('facts', 'lines'):what>.<any('csv', 'xlsx'):kind>")
def export_table(what: str, kind: str) -> Response:
    """What is live, or drafted where nothing is."""
    facts, prompts, named = _everything()
    write = tables.write_csv if kind == "csv" else tables.write_xlsx
    if what == "facts":
        data = write(files.FACT_COLUMNS, [files.fact_cells(fact) for fact in facts])
    else:
        data = write(files.PROMPT_COLUMNS, [files.prompt_cells(prompt, named[prompt.id]) for prompt in prompts])
    return _download(data, f"{what}.{kind}", kind)


@bp.get("/export/playbook.yaml")
def export_yaml() -> Response:
    return _download(files.as_yaml(*_everything()), "playbook.yaml", "yaml")


@bp.get("/files")
def page() -> str:
    return render_template("playbook/files.html", tabs=_tabs(), columns=(files.FACT_COLUMNS, files.PROMPT_COLUMNS))


@bp.post("/files")
def upload() -> Redirect:
    """One file, or the facts and the lines together."""
    permissions.must_publish(current_user)
    try:
        rows = [row for file in request.files.getlist("file") if file.filename for row in files.read(file.read())]
        with work():
            importing.keep(current_user, rows, live="live" in request.form, now=clock.now())
    except Invalid as error:
        flash(error.detail, "error")
        return redirect(url_for(".page"))
    return redirect(url_for(".preview"))


@bp.get("/files/preview")
def preview() -> str:
    permissions.must_publish(current_user)
    upload = importing.kept(current_user)
    plan = importing.Plan(upload.rows, live=upload.live)
    return render_template("playbook/preview.html", plan=plan, tabs=_tabs())


@bp.post("/files/preview")
def apply() -> Redirect:
    """All of it or nothing, and only what was shown."""
    permissions.must_publish(current_user)
    try:
        with work():
            upload = importing.kept(current_user)
            plan = importing.Plan(upload.rows, live=upload.live)
            if plan.digest != request.form.get("digest"):
                raise Invalid(_("The playbook changed meanwhile. Look once more; nothing was imported yet."))
            written = importing.apply(current_user, plan, now=clock.now())
            importing.forget(current_user)
    except Invalid as error:
        flash(error.detail, "error")
        return redirect(url_for(".preview"))
    flash(
        _("Imported: %(added)s added, %(changed)s changed.", **_numbers(plan)) if written else _("Nothing to change.")
    )
    return redirect(url_for("playbook.page"))


def _numbers(plan: importing.Plan) -> dict[str, int]:
    return {name: plan.counts[name] for name in ("added", "changed")}


def _everything() -> tuple[list[Fact], list[Prompt], dict[int, list[str]]]:
    facts = [entry.shown for entry in library.facts_of(current_user)]
    prompts = {
        prompt.key: prompt for prompt in sorted(library.prompts_of(current_user), key=lambda p: p.state == "live")
    }
    named: dict[int, list[str]] = defaultdict(list)
    for fact in facts:
        for challenge in fact.challenges:
            if (prompt := prompts.get(challenge.prompt.key)) and fact.key not in named[prompt.id]:
                named[prompt.id].append(fact.key)
    return facts, list(prompts.values()), named


def _download(data: bytes, name: str, kind: str) -> Response:
    return Response(data, mimetype=KINDS[kind], headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _tabs() -> dict[str, object]:
    return pages.tabs_for(current_user, clock.local_day(clock.now(), current_user.time_zone), "files")
