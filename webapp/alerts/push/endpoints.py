"""Addresses that browsers name and we then call: push services on the internet, and nothing in our own network."""

import ipaddress
from typing import Any
from urllib.parse import SplitResult, urlsplit
from urllib.request import getproxies

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager, ProxyManager
from urllib3.connection import HTTPSConnection
from urllib3.exceptions import NewConnectionError

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


def way_out(together: int, *, local: bool) -> PoolManager:
    """For so many posts at a time; through the machine's proxy, where it has one."""
    if proxy := getproxies().get("https"):
        return ProxyManager(proxy, num_pools=together, maxsize=together)
    made = PoolManager(num_pools=together, maxsize=together)
    made.pool_classes_by_scheme = {"https": _PublicPool} | ({"http": HTTPConnectionPool} if local else {})
    return made


def _is_named(parts: SplitResult) -> bool:
    """By a name with a dot in it; push services have one, and machines of ours may have none."""
    host = str(parts.hostname)
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return "." in host.strip(".") and not host.endswith((".local", ".internal", ".localhost"))
    return False


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address)
    return (getattr(found, "ipv4_mapped", None) or found).is_global


class _PublicConnection(HTTPSConnection):
    """Looks at who answered before a byte is sent, since a name may lead into our own network at any time."""

    def _new_conn(self) -> Any:
        sock = super()._new_conn()
        if not _is_public(sock.getpeername()[0]):
            sock.close()
            raise NewConnectionError(self, "not on the internet")
        return sock


class _PublicPool(HTTPSConnectionPool):
    ConnectionCls = _PublicConnection
