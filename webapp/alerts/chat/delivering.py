"""One message to one address, over the network: never inside a work. Nothing here says the address to anybody."""

import socket
from collections.abc import Collection
from ipaddress import ip_address
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import MaxRetryError

from webapp.alerts.chat import rules

PATIENCE = (5.0, 10.0)
"""Seconds to be let in, and to be answered."""
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
    try:
        if rules.origin_of(address) not in ours and not _is_public(urlsplit(address)):
            return Outcome(LATER, "not a public address")
        with requests.post(address, json=body, timeout=PATIENCE, allow_redirects=False, stream=True) as response:
            return _read(response)
    except (requests.ConnectionError, requests.Timeout) as error:
        return Outcome(LATER if _never_began(error) else UNSURE, type(error).__name__)
    except (requests.RequestException, OSError, UnicodeError) as error:
        return Outcome(LATER, type(error).__name__)


def _is_public(parts: Any) -> bool:
    found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    return all(ip_address(str(one[4][0]).partition("%")[0]).is_global for one in found)


def _read(response: requests.Response) -> Outcome:
    status = response.status_code
    if status < 300:
        return Outcome(SENT)
    if status in (404, 410):
        return Outcome(GONE, f"status {status}")
    asked = response.headers.get("Retry-After", "")
    wait = float(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 0.0
    return Outcome(LATER, f"status {status}", min(wait, LONGEST_WAIT))


def _never_began(error: requests.RequestException) -> bool:
    """Whether there was no connection at all, or none that was safe."""
    return bool(error.args) and isinstance(error.args[0], MaxRetryError)
