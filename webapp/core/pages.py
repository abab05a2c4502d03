"""What every page and answer shares: refusals as pages or problem documents, request ids, filters."""

import uuid
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import structlog
from flask import (
    Flask,
    Response,
    g,
    has_request_context,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import format_date, format_datetime
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.routing import IntegerConverter, Map

from webapp.core import clock
from webapp.core.problems import NotSignedIn, Problem
from webapp.extensions import db, login

log = structlog.get_logger()


class RowId(IntegerConverter):
    """An id that a database can hold; a larger one is nobody's."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=2**31 - 1)


def register(app: Flask) -> None:
    app.url_map.converters["int"] = RowId
    app.before_request(_begin)
    app.after_request(_logged)
    app.register_error_handler(Problem, show_problem)
    app.register_error_handler(CSRFError, _show_csrf)
    app.register_error_handler(RecursionError, _show_depth)
    app.register_error_handler(Exception, _show_fault)
    app.register_error_handler(HTTPException, show_http)
    login.unauthorized_handler(_show_sign_in)
    app.jinja_env.filters.update(percent=percent, day=day, clock=local_clock)
    app.context_processor(lambda: {"nav": navigation() if current_user.is_authenticated else []})


LANGUAGES = ("en",)


def locale() -> str:
    """The browser's language, as far as we speak it; commands and the worker speak the first."""
    if not has_request_context():
        return LANGUAGES[0]
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


def time_zone() -> str:
    return getattr(current_user, "time_zone", "UTC") if has_request_context() else "UTC"


_links: list[tuple[int, Callable[[], dict[str, Any] | None]]] = []


def in_navigation(position: int, link: Callable[[], dict[str, Any] | None]) -> None:
    """A room adds its link: a function that gives {url, label, icon} for who is asking, or None."""
    _links.append((position, link))
    _links.sort(key=lambda entry: entry[0])


def navigation() -> list[dict[str, Any]]:
    links = [link for _position, make in _links if (link := make()) is not None]
    return [{**link, "current": _is_current(link["url"])} for link in links]


def is_api() -> bool:
    return request.path.startswith("/api/")


def show_problem(problem: Problem) -> Any:
    if isinstance(problem, NotSignedIn) and not is_api():
        return _show_sign_in()
    return refusal(problem.status, str(_(problem.title)), problem.detail, **problem.more)


def show_http(error: HTTPException) -> Any:
    if error.response is not None or (error.code or 500) < 400:
        return error
    status = error.code or 500
    return refusal(status, error.name, _sentence(error), headers=_kept_headers(error))


def refusal(status: int, title: str, detail: str, headers: Any = (), **more: Any) -> Any:
    """One refusal, as `application/problem+json` for programs and as a page for people."""
    if is_api():
        answer = jsonify({"type": "about:blank", "title": title, "status": status, "detail": detail, **more})
        answer.mimetype = "application/problem+json"
    else:
        error = {"status": status, "title": title, "detail": detail}
        answer = Response(render_template("core/error.html", error=error))
    answer.status_code = status
    answer.headers.extend(headers)
    return answer


def percent(share: float | None) -> str:
    return "–" if share is None else f"{round(share * 100)} %"


def day(value: date | None) -> str:
    return "" if value is None else format_date(value, "EEE d MMM")


def local_clock(value: datetime | None) -> str:
    return "" if value is None else format_datetime(value, "HH:mm")


SENTENCES = {
    400: "We could not read that request. Nothing was changed.",
    404: "There is nothing here under that address, or it is not yours to see.",
    405: "That cannot be done here.",
    413: "That is too large to take in.",
    429: "Too many tries. Wait a minute, then try again.",
}


def _sentence(error: HTTPException) -> str:
    data = getattr(error, "data", None)
    if data and data.get("messages"):
        return " ".join(_flattened(data["messages"]))
    return str(_(SENTENCES.get(error.code or 500, error.description or error.name)))


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


def _kept_headers(error: HTTPException) -> list[tuple[str, str]]:
    return [(k, v) for k, v in error.get_headers() if k in ("Allow", "Retry-After", "WWW-Authenticate")]


def _show_csrf(error: CSRFError) -> Any:
    return refusal(
        400,
        _("Please try again"),
        _("This form was open for too long. Reload the page; what you typed is kept."),
    )


def _show_depth(_error: RecursionError) -> Any:
    """JSON that is nested a thousand deep; nothing of ours is."""
    log.warning("nested_too_deeply", path=request.path)
    db.session.rollback()
    return refusal(400, _("Please check what you sent"), _(SENTENCES[400]))


def _show_fault(error: Exception) -> Any:
    log.exception("fault", path=request.path)
    db.session.rollback()
    return refusal(500, _("Our mistake"), _("Something broke on our side. Nothing was changed; please try again."))


def _show_sign_in() -> Any:
    if is_api():
        return refusal(401, _("Please sign in"), _("Send a valid bearer token, or sign in first."))
    if request.headers.get("HX-Request"):
        return Response(status=401, headers={"HX-Redirect": url_for("people.sign_in_page")})
    wanted = request.full_path.rstrip("?") if request.method == "GET" else "/"
    return redirect(url_for("people.sign_in_page", next=wanted))


def _is_current(url: str) -> bool:
    return request.path == url or (url != "/" and request.path.startswith(url))


def _begin() -> None:
    g.began = clock.now()
    g.request_id = request.headers.get("X-Request-Id", "")[:64] or uuid.uuid4().hex
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _logged(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.get("request_id", "")
    if request.path.startswith(("/static/", "/healthz")):
        return response
    took = (clock.now() - g.began).total_seconds() * 1000 if "began" in g else 0
    who = g.get("_login_user")
    log.info(
        "request",
        method=request.method,
        path=request.path,
        status=response.status_code,
        ms=round(took, 1),
        person=getattr(who, "id", None),
    )
    return response
