"""Encrypts for a device and hands over to its push service. What comes of it is one of few things."""

from collections.abc import Callable
from datetime import timedelta
from enum import Enum
from typing import NamedTuple

from pywebpush import WebPusher
from requests import ConnectionError as NotConnected
from requests import RequestException, Response, Session
from requests.exceptions import ConnectTimeout
from urllib3.exceptions import NewConnectionError

PATIENCE = (3.0, 6.0)
"""Seconds to connect in, and to be answered in."""
HEADERS = {"Content-Encoding": "aes128gcm", "Content-Type": "application/octet-stream"}
MOST_READ = 2048
"""A push service has nothing to tell beyond this."""
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


def post(envelope: Envelope, way: Session, signed: Callable[[str], str]) -> Result:
    """Never raises: a device of one person keeps nobody else from theirs."""
    try:
        keys = {"p256dh": envelope.p256dh, "auth": envelope.auth}
        body = WebPusher({"endpoint": envelope.endpoint, "keys": keys}).encode(envelope.text)["body"]
        headers = {**HEADERS, **envelope.headers, "Authorization": signed(envelope.endpoint)}
        with way.post(
            envelope.endpoint, body, headers=headers, timeout=PATIENCE, allow_redirects=False, stream=True
        ) as answer:
            answer.raw.read(MOST_READ)
            return Result(envelope.push_id, envelope.device_id, *_read(answer))
    except RequestException as error:
        outcome = Outcome.AGAIN if _was_never_sent(error) else Outcome.UNKNOWN
        return Result(envelope.push_id, envelope.device_id, outcome, type(error).__name__)
    except Exception as error:
        return Result(envelope.push_id, envelope.device_id, Outcome.UNKNOWN, type(error).__name__)


def _read(answer: Response) -> tuple[Outcome, str, timedelta | None]:
    status = answer.status_code
    if status in (200, 201, 202, 204):
        return Outcome.TAKEN, "", None
    if status in (404, 410):
        return Outcome.GONE, str(status), None
    if status == 429 or status >= 500:
        return Outcome.AGAIN, str(status), _asked(answer.headers.get("Retry-After", ""))
    return Outcome.UNKNOWN, str(status), None


def _was_never_sent(error: RequestException) -> bool:
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    return isinstance(error, ConnectTimeout) or (
        isinstance(error, NotConnected) and isinstance(reason, NewConnectionError)
    )


def _asked(seconds: str) -> timedelta | None:
    if not (seconds.isascii() and seconds.isdecimal() and len(seconds) < 7):
        return None
    return min(timedelta(seconds=int(seconds)), LONGEST_PAUSE)
