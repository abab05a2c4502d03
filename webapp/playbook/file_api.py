"""The playbook in files, for programs."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _
from flask_login import current_user

from webapp.core.problems import Invalid
from webapp.core.uploads import sent_files, takes_file
from webapp.playbook import bringing, exporting, importing, permissions
from webapp.playbook.api import blp
from webapp.playbook.file_schemas import (
    PlaybookApplicationSchema,
    PlaybookExportQuerySchema,
    PlaybookImportSchema,
    PlaybookRowsQuerySchema,
    import_shape,
    plan_shape,
)

takes_file("Playbook.bring")

FILES = {"type": "array", "minItems": 1, "items": {"type": "string", "format": "binary"}}
MULTIPART = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": FILES, "live": {"type": "boolean"}},
                }
            }
        },
    }
}
EXPORTED = {200: {"description": "OK", "content": {kind.split(";")[0]: {} for kind in exporting.KINDS.values()}}}


@blp.route("/playbook/imports", methods=["POST"])
@blp.doc(**MULTIPART)
@blp.response(201, PlaybookImportSchema)
def bring() -> dict[str, Any]:
    """Send a CSV, XLSX or YAML as `file`, or facts and lines as two; see what it would do. Nothing changes yet."""
    permissions.must_publish(current_user)
    upload = bringing.preview(current_user, sent_files(request), live=_live(request.form.get("live", "false")))
    return import_shape(upload) | plan_shape(bringing.look(upload))


@blp.route("/playbook/imports/<int:import_id>")
@blp.refuses(403)
@blp.arguments(PlaybookRowsQuerySchema, location="query")
@blp.response(200, PlaybookImportSchema)
def brought(asked: dict[str, Any], import_id: int) -> dict[str, Any]:
    """What it would do by now, and a page of its rows. One is kept until it is imported, or the next one comes."""
    permissions.must_publish(current_user)
    upload = importing.kept(current_user, import_id)
    return import_shape(upload) | plan_shape(bringing.look(upload), **asked)


@blp.route("/playbook/imports/<int:import_id>/application", methods=["POST"])
@blp.refuses(409)
@blp.arguments(PlaybookApplicationSchema)
@blp.response(200, PlaybookImportSchema)
def apply(asked: dict[str, str], import_id: int) -> dict[str, Any]:
    """Import what was previewed: all of it or nothing, and nothing while a row is refused."""
    permissions.must_publish(current_user)
    told = import_shape(importing.kept(current_user, import_id))
    return told | plan_shape(bringing.carry_out(current_user, asked["digest"], import_id), "done")


@blp.route("/playbook/export")
@blp.refuses(403)
@blp.doc(responses=EXPORTED)
@blp.arguments(PlaybookExportQuerySchema, location="query")
def export(asked: dict[str, str]) -> Response:
    """What is live, or drafted where nothing is, in the shape that an import reads."""
    permissions.must_draft(current_user)
    return exported(asked["table"], asked["format"])


def exported(what: str, kind: str) -> Response:
    name = "playbook.yaml" if kind == "yaml" else f"{what}.{kind}"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(
        exporting.exported(current_user, what, kind), headers=disposition, content_type=exporting.KINDS[kind]
    )


def _live(said: str) -> bool:
    if said.lower() not in ("true", "false"):
        raise Invalid(_("Say true or false for “live”: whether what is ready goes live at once."))
    return said.lower() == "true"
