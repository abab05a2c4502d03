"""One message to one address, over the network: never inside a work. Nothing here says the address to anybody."""

import json
from collections.abc import Collection
from typing import Any, NamedTuple

from urllib3 import BaseHTTPResponse
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    LocationParseError,
    NewConnectionError,
    ProxyError,
    SSLError,
)

from webapp.alerts.chat import rules
from webapp.core.way_out import posted, way_out

NEVER_BEGAN = (ConnectTimeoutError, NewConnectionError, ProxyError, SSLError, LocationParseError, UnicodeError)
"""There was no connection at all, or none that was safe."""
LONGEST_WAIT = 3600.0

SENT, GONE, LATER, UNSURE = "sent", "gone", "later", "unsure"


class Outcome(NamedTuple):
    result: str
    """`later`: it certainly did not arrive. `unsure`: it may have, so it is not sent again."""
    error: str | None = None
    wait: float = 0.0
    """Seconds that the chat wants to be left alone."""


def deliver(address: str, body: dict[str, Any], ours: Collection[str]) -> Outcome:
    """To an address that is (still) allowed, and to no other machine, whatever its name leads to by now."""
    if rules.kind_of(address, ours) is None:
        return Outcome(GONE, "not allowed")
    said, headers = json.dumps(body).encode(), {"Content-Type": "application/json"}
    try:
        with (
            way_out(1, local=rules.origin_of(address) in ours) as way,
            posted(way, address, said, headers) as answer,
        ):
            return _read(answer)
    except NEVER_BEGAN as error:
        return Outcome(LATER, type(error).__name__)
    except (HTTPError, OSError) as error:
        return Outcome(UNSURE, type(error).__name__)


def _read(answer: BaseHTTPResponse) -> Outcome:
    status = answer.status
    if status < 300:
        return Outcome(SENT)
    if status in (404, 410):
        return Outcome(GONE, f"status {status}")
    asked = answer.headers.get("Retry-After", "")
    wait = float(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 0.0
    return Outcome(LATER, f"status {status}", min(wait, LONGEST_WAIT))
