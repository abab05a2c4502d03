"""Settings come from the environment; each has a default and a reason."""

import base64
import os
import secrets
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from email.utils import parseaddr
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, NamedTuple, NoReturn
from urllib.parse import parse_qs, unquote, urlsplit

from limits import parse_many

REDIS_PATIENCE = {"socket_timeout": 2, "socket_connect_timeout": 2}
"""Seconds that a sign-in waits for a silent Redis."""
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Every number below it, but nought, is a key for push."""
LANGUAGES = ("en", "de")
CANNOT_START = 3
"""What tells gunicorn that another try would fail alike."""


class MailServer(NamedTuple):
    """Whom mail is handed to. `tls` begins at once, after asking for it, or never."""

    host: str
    port: int
    user: str
    password: str
    tls: str


def settings(environ: Mapping[str, str]) -> dict[str, Any]:
    """Flask's configuration from the variables documented in docs/settings.md."""
    production = environ.get("REPARTEE_ENV", "development") == "production"
    folder = Path(environ.get("REPARTEE_DATA") or "./var").absolute()
    data, secret, push_key = _kept(folder, environ.get("SECRET_KEY"), environ.get("VAPID_PRIVATE_KEY"))
    base_url = environ.get("BASE_URL", "")
    https = base_url.startswith("https://")
    return {
        "REPARTEE_ENV": "production" if production else "development",
        "REPARTEE_DATA": data,
        "SECRET_KEY": secret,
        "SQLALCHEMY_DATABASE_URI": environ.get("DATABASE_URL") or f"sqlite:///{data / 'repartee.db'}",
        "REDIS_URL": environ.get("REDIS_URL", ""),
        "BASE_URL": base_url,
        # Where a worker, which nobody asked, finds the server of its machine.
        "SERVED_AT": f"http://127.0.0.1:{environ.get('PORT') or '8000'}",
        # Without one, mail lands in a folder in development, and is not offered in production.
        "MAIL_SERVER": _mail_server(environ.get("MAIL_URL", "")),
        # Receivers refuse mail from addresses that the server may not speak for, so only you can know it.
        "MAIL_FROM": _sender(environ.get("MAIL_FROM", ""), base_url),
        # Browsers subscribe to one key, so it must outlive a restart: with another they would hear no more.
        "VAPID_PRIVATE_KEY": _push_key(push_key),
        # A browser names the address that we post to; none of our own machine but where somebody develops push.
        "PUSH_LOCAL": environ.get("PUSH_LOCAL") == "1",
        "NEWS": "redis" if environ.get("REDIS_URL") else "table",
        "PERMANENT_SESSION_LIFETIME": timedelta(days=60),
        "SESSION_COOKIE_SECURE": https,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_HTTPONLY": True,
        "WTF_CSRF_TIME_LIMIT": None,
        "MAX_CONTENT_LENGTH": 256 * 1024,
        "RATELIMIT_STORAGE_URI": environ.get("REDIS_URL") or "memory://",
        # Nobody is kept out because Redis is: tries are then counted by each process.
        "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": True,
        "RATELIMIT_STORAGE_OPTIONS": REDIS_PATIENCE if environ.get("REDIS_URL") else {},
        "RATELIMIT_HEADERS_ENABLED": True,
        "SIGN_IN_LIMIT": _rate("SIGN_IN_LIMIT", environ.get("SIGN_IN_LIMIT") or "20 per minute"),
        # Failed tries alone: room for a whole office's slips, none for one password tried on everybody.
        "SIGN_IN_ADDRESS_LIMIT": _rate(
            "SIGN_IN_ADDRESS_LIMIT", environ.get("SIGN_IN_ADDRESS_LIMIT") or "60 per minute"
        ),
        # By the minute, so that who is guessed at is kept out for no longer.
        "SIGN_IN_ACCOUNT_LIMIT": _rate(
            "SIGN_IN_ACCOUNT_LIMIT", environ.get("SIGN_IN_ACCOUNT_LIMIT") or "30 per minute"
        ),
        # Whom we speak to within your network is for you to say, never for who types an address.
        "CHAT_HOSTS": _origins("CHAT_HOSTS", environ.get("CHAT_HOSTS", "")),
        # Nobody's word is taken for a client's address but that of a proxy that is known to be there.
        "TRUSTED_PROXIES": _count("TRUSTED_PROXIES", environ.get("TRUSTED_PROXIES") or "0"),
        "API_TITLE": "Repartee",
        "API_VERSION": "v1",
        "OPENAPI_VERSION": "3.1.0",
        "OPENAPI_URL_PREFIX": "/api/v1",
        "OPENAPI_JSON_PATH": "openapi.json",
        "COMPRESS_MIMETYPES": ["text/html", "application/json", "application/problem+json"],
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        # For mail to who has chosen none, and browsers whose language we do not speak.
        "BABEL_DEFAULT_LOCALE": _language(environ.get("DEFAULT_LANGUAGE") or LANGUAGES[0]),
        # What deals are worth is compared in one currency; which, only you can know.
        "CURRENCY": _currency(environ.get("CURRENCY") or "EUR"),
        "BABEL_TRANSLATION_DIRECTORIES": str(Path(__file__).parent / "translations"),
    }


def from_environment() -> dict[str, Any]:
    return settings(os.environ)


def _kept(data: Path, secret: str | None, push_key: str | None) -> tuple[Path, str, str]:
    """The data folder, proven to be one that we may write to, and the keys."""
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)  # People's words, password hashes and keys.
        with NamedTemporaryFile(dir=data):
            secret = secret or _kept_secret(data / "secret.key", lambda: secrets.token_hex(32))
            return data, secret, push_key or _kept_secret(data / "vapid.key", _new_push_key)
    except OSError as error:
        _refuse(f"REPARTEE_DATA={data} cannot be used ({error.strerror}). Name a folder that we may write to.")


def _kept_secret(path: Path, make: Callable[[], str]) -> str:
    """A key made once and kept beside the data, so that sessions and subscriptions survive a restart."""
    if not path.exists():
        # Whole and private before it has its name, so that no other process reads half of it.
        with NamedTemporaryFile("w", dir=path.parent) as new:
            new.write(make())
            new.flush()
            with suppress(FileExistsError):
                os.link(new.name, path)
    return path.read_text()


def _new_push_key() -> str:
    number = 1 + secrets.randbelow(P256_ORDER - 1)
    return base64.urlsafe_b64encode(number.to_bytes(32)).rstrip(b"=").decode()


def _push_key(key: str) -> str:
    """The key is not shown where it is refused."""
    with suppress(ValueError):
        raw = base64.b64decode(key + "=", altchars=b"-_", validate=True)
        if len(raw) == 32 and 0 < int.from_bytes(raw) < P256_ORDER:
            return key
    return _refuse("VAPID_PRIVATE_KEY is no key. Leave it empty, or copy the one in vapid.key.")


def _rate(name: str, value: str) -> str:
    """A rate that the limiter reads; at the door it would pass over one that it cannot."""
    try:
        parse_many(value)
    except ValueError:
        _refuse(f"{name}={value} is no rate. Write one such as 20 per minute.")
    return value


def _count(name: str, value: str) -> int:
    if not value.isdecimal():
        _refuse(f"{name}={value} is no number. Write 0, 1 or how many there are.")
    return int(value)


def _language(code: str) -> str:
    if code not in LANGUAGES:
        _refuse(f"DEFAULT_LANGUAGE={code} is none that we speak. Write one of {', '.join(LANGUAGES)}.")
    return code


def _currency(code: str) -> str:
    if not (len(code) == 3 and code.isascii() and code.isupper()):
        _refuse(f"CURRENCY={code} is no currency. Write three capitals such as EUR, USD or CHF.")
    return code


def _origins(name: str, value: str) -> frozenset[str]:
    """`https://chat.example.com:443` for each, as addresses are compared."""
    try:
        return frozenset(_origin(one.strip()) for one in value.split(",") if one.strip())
    except (ValueError, KeyError):
        _refuse(f"{name}={value} names no host. Write one such as https://chat.example.com.")


def _origin(address: str) -> str:
    parts = urlsplit(address if "://" in address else f"https://{address}")
    if not parts.hostname or parts.username or parts.path.strip("/"):
        raise ValueError(address)
    port = parts.port or {"https": 443, "http": 80}[parts.scheme]
    return f"{parts.scheme}://{parts.hostname}:{port}"


def _mail_server(url: str) -> MailServer | None:
    """The address is not shown where it is refused, for the password in it."""
    try:
        return _parsed_server(url) if url else None
    except (ValueError, KeyError):
        _refuse("MAIL_URL is no mail server. Write one such as smtp://user:password@mail.example.com:587.")


def _parsed_server(url: str) -> MailServer:
    parts = urlsplit(url)
    if not parts.hostname:
        raise ValueError(url)
    asked = parse_qs(parts.query).get("tls", ["yes"])[0]
    tls = {("smtps", "yes"): "at once", ("smtp", "yes"): "asked for", ("smtp", "no"): "never"}[parts.scheme, asked]
    port = parts.port or (465 if tls == "at once" else 587)
    return MailServer(parts.hostname, port, unquote(parts.username or ""), unquote(parts.password or ""), tls)


def _sender(sender: str, base_url: str) -> str:
    sender = sender or f"Repartee <repartee@{urlsplit(base_url).hostname or 'localhost'}>"
    if "@" not in parseaddr(sender)[1] or not sender.isprintable():
        _refuse("MAIL_FROM is no address. Write one such as Repartee <repartee@example.com>.")
    return sender


def _refuse(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)
    raise SystemExit(CANNOT_START)
