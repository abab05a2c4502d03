"""What stands between the network and the pages: security headers, proxies, the socket's handshake."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, Response
from flask_talisman import Talisman
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp.core import hanging_up

POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def register(app: Flask) -> None:
    Talisman(
        app,
        content_security_policy=POLICY,
        force_https=False,
        # Links that open doors have their secret in the address: no page tells the next where one came from.
        referrer_policy="strict-origin",
        strict_transport_security=app.config["BASE_URL"].startswith("https://"),
        session_cookie_secure=app.config["SESSION_COOKIE_SECURE"],
    )
    app.after_request(_kept_by_nobody)
    app.wsgi_app = _sockets(app.wsgi_app)  # type: ignore[method-assign, assignment]
    if proxies := app.config["TRUSTED_PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=1, x_host=1)  # type: ignore[method-assign]


def _kept_by_nobody(response: Response) -> Response:
    """Pages and answers are one person's and change by the second; built files set their own."""
    response.headers.setdefault("Cache-Control", "private, no-cache")
    return response


def socket_options(app: Flask) -> dict[str, Any]:
    """Same origin unless a public address is configured. Every process tells its own sockets: see core.outbox."""
    base_url = app.config["BASE_URL"].rstrip("/")
    return {
        "async_mode": app.config.get("SOCKET_MODE", "gevent"),
        "cors_allowed_origins": [base_url] if base_url else None,
        "manage_session": False,
        "max_http_buffer_size": 64 * 1024,
    }


def _sockets(wsgi: Wsgi) -> Wsgi:
    """Noted, and without permessage-deflate: it costs more time per message than our messages have bytes to save."""

    def noted(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        hanging_up.note(environ)
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        return wsgi(environ, start_response)

    return noted
