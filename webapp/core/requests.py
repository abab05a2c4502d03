"""A request's id, its line in the log, and what an id or a path of ours may be."""

import time
import uuid
from urllib.parse import urlsplit

import structlog
from flask import Flask, Response, g, request
from sqlalchemy import inspect
from werkzeug.routing import IntegerConverter, Map

from webapp.core import clock

log = structlog.get_logger()

UNLOGGED = ("/static/", "/healthz")


class RowId(IntegerConverter):
    """An id that a database can hold; a larger one is nobody's."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=2**31 - 1)


def row_id(text: str) -> int:
    """The same of a form or a query, for `args.get("cohort", type=row_id)`; ValueError for what is none."""
    number = int(text)
    if not 0 < number < 2**31:
        raise ValueError("no id")
    return number


def own_path(wanted: str | None, otherwise: str = "/") -> str:
    """A path of ours; anything that would lead elsewhere becomes the other."""
    try:
        parts = urlsplit(wanted or "")
    except ValueError:
        return otherwise
    safe = not parts.scheme and not parts.netloc and parts.path.startswith("/") and "\\" not in parts.path
    return wanted if wanted and wanted.isprintable() and safe and not wanted.startswith("//") else otherwise


def register(app: Flask) -> None:
    app.url_map.converters["int"] = RowId
    app.before_request(_begin)
    app.after_request(_logged)


def _begin() -> None:
    # Others first: under gevent a client that never pauses would otherwise keep the process to itself.
    time.sleep(0)
    g.began = clock.now()
    g.request_id = request.headers.get("X-Request-Id", "")[:64] or uuid.uuid4().hex
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _logged(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.get("request_id", "")
    if not request.path.startswith(UNLOGGED):
        log.info(
            "request",
            method=request.method,
            path=path(),
            status=response.status_code,
            ms=_milliseconds(),
            person=_person_id(),
        )
    return response


def path() -> str:
    """What a request asked for; a secret in its address stays out of the log."""
    hidden = (request.view_args or {}).get("secret")
    return request.path.replace(hidden, "…") if hidden else request.path


def _person_id() -> int | None:
    """Of who was found already. Their row may have expired with a rollback; the database is not asked again."""
    found = inspect(g.get("_login_user"), raiseerr=False)
    return found.identity[0] if found is not None and found.identity else None


def _milliseconds() -> float:
    return round((clock.now() - g.began).total_seconds() * 1000, 1) if "began" in g else 0.0
