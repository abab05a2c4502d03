"""Encrypts for a device and hands over to its push service. What comes of it is one of few things."""

from collections.abc import Callable
from datetime import timedelta
from enum import Enum
from typing import NamedTuple

from pywebpush import WebPusher
from urllib3 import BaseHTTPResponse, PoolManager
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from webapp.core.way_out import posted

HEADERS = {"Content-Encoding": "aes128gcm", "Content-Type": "application/octet-stream"}
LONGEST_PAUSE = timedelta(hours=1)


class Outcome(Enum):
    TAKEN = "taken"
    GONE = "gone"
    """The browser takes no more: forget it."""
    AGAIN = "again"
    """Surely not taken; worth another try."""
    UNKNOWN = "unknown"
    """It may have been taken, so that another try might say it twice; or it never will be."""


class Envelope(NamedTuple):
    """What to tell one device of one push."""

    push_id: int
    device_id: int
    endpoint: str
    p256dh: str
    auth: str
    text: bytes
    headers: dict[str, str]


class Result(NamedTuple):
    push_id: int
    device_id: int
    outcome: Outcome
    said: str = ""
    wait: timedelta | None = None
    """As the push service asks."""


def post(envelope: Envelope, way: PoolManager, signed: Callable[[str], str]) -> Result:
    """Never raises: one person's device keeps nobody else from theirs."""
    try:
        outcome, said, wait = _handed_over(envelope, way, signed(envelope.endpoint))
    except (ConnectTimeoutError, NewConnectionError) as error:
        outcome, said, wait = Outcome.AGAIN, type(error).__name__, None
    except Exception as error:
        outcome, said, wait = Outcome.UNKNOWN, type(error).__name__, None
    return Result(envelope.push_id, envelope.device_id, outcome, said, wait)


def _handed_over(envelope: Envelope, way: PoolManager, authorization: str) -> tuple[Outcome, str, timedelta | None]:
    keys = {"p256dh": envelope.p256dh, "auth": envelope.auth}
    body = WebPusher({"endpoint": envelope.endpoint, "keys": keys}).encode(envelope.text)["body"]
    headers = {**HEADERS, **envelope.headers, "Authorization": authorization}
    with posted(way, envelope.endpoint, body, headers) as answer:
        return _read(answer)


def _read(answer: BaseHTTPResponse) -> tuple[Outcome, str, timedelta | None]:
    status = answer.status
    if status in (200, 201, 202, 204):
        return Outcome.TAKEN, "", None
    if status in (404, 410):
        return Outcome.GONE, str(status), None
    if status == 429 or status >= 500:
        return Outcome.AGAIN, str(status), _asked(answer.headers.get("Retry-After", ""))
    return Outcome.UNKNOWN, str(status), None


def _asked(seconds: str) -> timedelta | None:
    if not (seconds.isascii() and seconds.isdecimal() and len(seconds) < 7):
        return None
    return min(timedelta(seconds=int(seconds)), LONGEST_PAUSE)
