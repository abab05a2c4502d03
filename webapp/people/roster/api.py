"""Imports and exports of the roster, for programs."""

from typing import Any

from flask import Response, request
from flask.views import MethodView
from flask_login import current_user

from webapp.core.beside import beside
from webapp.core.uploads import sent_file, takes_file
from webapp.people import managing
from webapp.people.api import blp
from webapp.people.roster import exporting, queries, steps
from webapp.people.roster.schemas import (
    ApplicationSchema,
    ExportQuerySchema,
    ImportSchema,
    MappingSchema,
    RowsQuerySchema,
)
from webapp.people.roster.shapes import import_shape

takes_file("People.Imports")

MULTIPART = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            }
        },
    }
}
FILE = {"schema": {"type": "string", "format": "binary"}}
TABLES = {
    "responses": {
        200: {"content": {mimetype.partition(";")[0]: FILE for _write, mimetype in exporting.WRITERS.values()}}
    }
}


@blp.route("/people/imports")
class Imports(MethodView):
    @blp.doc(**MULTIPART)
    @blp.response(201, ImportSchema)
    def post(self) -> dict[str, Any]:
        """Send a CSV or XLSX file as `file`; see what it would do. Nothing is changed yet."""
        managing.check_managing(current_user)
        return import_shape(steps.preview(current_user, *sent_file(request)))


@blp.route("/people/imports/<int:import_id>")
class Import(MethodView):
    @blp.arguments(RowsQuerySchema, location="query")
    @blp.response(200, ImportSchema)
    def get(self, asked: dict[str, Any], import_id: int) -> dict[str, Any]:
        """How far it has come, and a page of its rows."""
        return import_shape(queries.own_import(current_user, import_id), asked.get("kind"), asked["page"])

    @blp.refuses(409)
    @blp.arguments(MappingSchema)
    @blp.response(200, ImportSchema)
    def patch(self, asked: dict[str, Any], import_id: int) -> dict[str, Any]:
        """Say what the columns are, and whether people missing from the file are deactivated."""
        row = queries.own_import(current_user, import_id)
        missing = asked.get("deactivate_missing", row.deactivate_missing)
        steps.map_anew(current_user, row, asked.get("columns", row.mapping), deactivate_missing=missing)
        return import_shape(row)


@blp.route("/people/imports/<int:import_id>/application", methods=["POST"])
@blp.refuses(409)
@blp.arguments(ApplicationSchema)
@blp.response(202, ImportSchema)
def apply(asked: dict[str, str], import_id: int) -> dict[str, Any]:
    """Import what was previewed, in one transaction or not at all. Long files are the worker's: ask how far it is."""
    row = queries.own_import(current_user, import_id)
    steps.start(row, asked.get("digest", row.digest))
    return import_shape(queries.own_import(current_user, import_id))


@blp.route("/people/export")
@blp.refuses(403)
@blp.arguments(ExportQuerySchema, location="query")
@blp.response(200, description="A table in the format that was asked for.")
@blp.doc(**TABLES)
def export(asked: dict[str, str]) -> Response:
    """Everybody you manage, in the shape that an import reads."""
    managing.check_managing(current_user)
    return exported(asked["format"])


def exported(kind: str) -> Response:
    write, mimetype = exporting.WRITERS[kind]
    data = beside(write, exporting.HEADER, exporting.rows(current_user))
    return Response(data, headers={"Content-Disposition": f"attachment; filename=people.{kind}"}, content_type=mimetype)
