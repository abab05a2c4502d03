"""Every refusal, as `application/problem+json` for programs and as a page for people."""

from contextlib import suppress
from typing import Any

import structlog
from flask import Flask, Response, current_app, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import AnonymousUserMixin
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from webapp.core import uploads
from webapp.core.problems import Forbidden, Invalid, NotFound, NotSignedIn, Problem
from webapp.core.requests import path
from webapp.extensions import db, login

log = structlog.get_logger()

TITLES = {
    400: _l("That did not work"),
    404: NotFound.title,
    405: Forbidden.title,
    413: _l("Too large"),
    422: Invalid.title,
    429: _l("Too many tries"),
}
SENTENCES = {
    400: _l("We could not read that request. Nothing was changed."),
    404: _l("There is nothing here under that address, or it is not yours to see."),
    405: _l("That cannot be done here."),
    413: _l("That is too large to take in."),
    429: _l("Too many tries. Wait a minute, then try again."),
}
FAULT = _l("Something broke on our side. What was confirmed before is kept; look again before you repeat the rest.")
"""Says no more than we know: the fault may have come before the commit or after it."""
KEPT_HEADERS = ("Allow", "Retry-After", "WWW-Authenticate")


def register(app: Flask) -> None:
    app.register_error_handler(Problem, _show_problem)
    app.register_error_handler(CSRFError, _show_csrf)
    app.register_error_handler(RecursionError, _show_depth)
    app.register_error_handler(Exception, _show_fault)
    app.register_error_handler(HTTPException, _show_http)
    login.unauthorized_handler(_show_sign_in)


def refusal(status: int, title: str, detail: str, headers: Any = (), **more: Any) -> Response:
    if _is_api():
        answer = jsonify({"type": "about:blank", "title": title, "status": status, "detail": detail, **more})
        answer.mimetype = "application/problem+json"
    else:
        answer = Response(_page({"status": status, "title": title, "detail": detail}))
    answer.status_code = status
    answer.headers.extend(headers)
    return answer


def _page(error: dict[str, Any]) -> str:
    """With the way around where that can be drawn; it asks the database, which may be what failed."""
    if error["status"] < 500:
        with suppress(Exception):
            return render_template("core/error.html", error=error)
    page = current_app.jinja_env.get_template("core/error.html")
    return page.render(error=error, current_user=AnonymousUserMixin())


def _show_problem(problem: Problem) -> Any:
    if isinstance(problem, NotSignedIn) and not _is_api():
        return _show_sign_in()
    return refusal(problem.status, str(problem.title), problem.detail, **problem.more)


def _show_http(error: HTTPException) -> Any:
    if error.response is not None or (error.code or 500) < 400:
        return error
    if error.code == 413:
        uploads.drain(request)
    headers = [(name, value) for name, value in error.get_headers() if name in KEPT_HEADERS]
    title = TITLES.get(error.code or 500, error.name)
    return refusal(error.code or 500, str(title), _sentence(error), headers)


def _sentence(error: HTTPException) -> str:
    if error.code == 413 and uploads.is_expected():
        return uploads.too_large()
    data = getattr(error, "data", None)
    if data and data.get("messages"):
        return " ".join(_flattened(data["messages"]))
    return str(SENTENCES.get(error.code or 500, error.description or error.name))


def _flattened(messages: Any, path: str = "") -> list[str]:
    """marshmallow's nested messages as sentences that name the field."""
    if isinstance(messages, dict):
        return [
            line
            for key, value in messages.items()
            for line in _flattened(value, path if key in ("json", "query", "_schema") else f"{path}{key}: ")
        ]
    if isinstance(messages, list):
        return [line for value in messages for line in _flattened(value, path)]
    return [f"{path}{messages}"]


def _show_csrf(_error: CSRFError) -> Response:
    detail = _("This form was open for too long. Reload the page; what you typed is kept.")
    return refusal(400, _("Please try again"), detail)


def _show_depth(_error: RecursionError) -> Response:
    """JSON that is nested a thousand deep; nothing of ours is."""
    log.warning("nested_too_deeply", path=path())
    db.session.rollback()
    return refusal(400, _("Please check what you sent"), str(SENTENCES[400]))


def _show_fault(_error: Exception) -> Response:
    log.exception("fault", path=path())
    db.session.rollback()
    return refusal(500, _("Our mistake"), str(FAULT))


def _show_sign_in() -> Any:
    if _is_api():
        return refusal(401, _("Please sign in"), _("Send a valid bearer token, or sign in first."))
    page = str(login.login_view)
    if request.headers.get("HX-Request"):
        return Response(status=401, headers={"HX-Redirect": url_for(page)})
    wanted = request.full_path.rstrip("?") if request.method == "GET" else "/"
    return redirect(url_for(page, next=wanted))


def _is_api() -> bool:
    return request.path.startswith("/api/")
