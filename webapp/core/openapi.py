"""What the document at /api/v1/openapi.json says of every operation: who may ask, and how it may refuse."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from apispec import BasePlugin
from flask import Flask
from marshmallow import INCLUDE, Schema, fields

from webapp.core.programs import SIGNATURE
from webapp.extensions import api

SAID = {
    HTTPStatus.UNAUTHORIZED: "Nobody is signed in, or, with the header X-Person, another person than the one it names "
    "by id: what waited on a shared device is never taken for somebody else's."
}
"""Where there is more to say than the status does."""
WRITES = ("post", "put", "patch", "delete")


class ProblemSchema(Schema):
    """Why something was refused; `detail` is a sentence for people."""

    class Meta:
        unknown = INCLUDE

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    errors = fields.Dict(metadata={"description": "What is wrong with which field."})
    server_time = fields.AwareDateTime(metadata={"description": "Our clock, where yours seems to be off."})


class Refusals(BasePlugin):
    """Adds to each operation the refusals that follow from what it is."""

    def operation_helper(
        self, path: str | None = None, operations: dict[str, Any] | None = None, **_kwargs: Any
    ) -> None:
        for method, operation in (operations or {}).items():
            for status in _refusals(str(path), method, operation):
                operation["responses"].setdefault(status, HTTPStatus(status).name)


def register(app: Flask) -> None:
    spec = api.spec
    spec.plugins.append(Refusals())
    api.ma_plugin.converter.add_parameter_attribute_function(_never_null)
    spec.options["security"] = [{"token": []}, {"session": []}]
    spec.components.security_scheme("token", {"type": "http", "scheme": "bearer"})
    cookie = app.config["SESSION_COOKIE_NAME"]
    spec.components.security_scheme("session", {"type": "apiKey", "in": "cookie", "name": cookie})
    spec.components.security_scheme("signature", {"type": "apiKey", "in": "header", "name": SIGNATURE})
    for status in HTTPStatus:
        content = {"application/problem+json": {"schema": ProblemSchema}}
        described = {"description": SAID.get(status, status.phrase), "content": content}
        spec.components.response(status.name, described, lazy=True)


def _refusals(path: str, method: str, operation: dict[str, Any]) -> Iterator[int]:
    if operation.get("security") != []:
        yield HTTPStatus.UNAUTHORIZED
    if method in WRITES:  # From a page of another site, or with something that is not JSON.
        yield HTTPStatus.FORBIDDEN
        yield HTTPStatus.UNPROCESSABLE_ENTITY
    if "requestBody" in operation:
        yield HTTPStatus.BAD_REQUEST
        yield HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    if "{" in path:
        yield HTTPStatus.NOT_FOUND


def _never_null(_converter: Any, _field: Any, *, ret: dict[str, Any]) -> dict[str, Any]:
    """An address cannot say null; a parameter that is not given is just not there."""
    schema = ret["schema"]
    if "null" not in schema.get("type", ()):
        return {}
    kinds = [kind for kind in schema["type"] if kind != "null"]
    return {"schema": {key: value for key, value in schema.items() if value is not None} | {"type": kinds[0]}}
