"""Addresses that browsers name and we then call: push services on the internet, and nothing in our own network."""

import ipaddress
from urllib.parse import SplitResult, urlsplit

LONGEST = 800


def is_acceptable(endpoint: str, *, local: bool) -> bool:
    """`local`: the development's and the tests' push service may be on this machine."""
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        return False
    if len(endpoint) > LONGEST or not endpoint.isascii() or not endpoint.isprintable() or " " in endpoint:
        return False
    if not parts.hostname or parts.username or parts.password or parts.fragment:
        return False
    if local and parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost"):
        return True
    return parts.scheme == "https" and port in (None, 443) and _is_named(parts)


def _is_named(parts: SplitResult) -> bool:
    """By a name with a dot in it; push services have one, and machines of ours may have none."""
    host = str(parts.hostname)
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return "." in host.strip(".") and not host.endswith((".local", ".internal", ".localhost"))
    return False
