"""The way to addresses that people name: to the internet, and never into our own network."""

import ipaddress
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.request import getproxies

import gevent
from urllib3 import BaseHTTPResponse, HTTPSConnectionPool, PoolManager, ProxyManager, Timeout
from urllib3.connection import HTTPSConnection
from urllib3.exceptions import NewConnectionError

STEP = Timeout(connect=3.0, read=6.0)
"""Seconds to connect in, and between two words of an answer."""
PATIENCE = 15.0
"""Seconds for all of it: who says a word now and then would otherwise keep everybody else waiting."""
MOST_READ = 2048
"""Who is told something has nothing to tell beyond this."""
NAT64 = ipaddress.ip_network("64:ff9b::/96")


def way_out(together: int, *, local: bool) -> PoolManager:
    """For so many posts at a time. `local`: within our own network, where an operator named the address; otherwise
    through the machine's proxy, where it has one, and it is the proxy then that keeps us out of there."""
    made = PoolManager(num_pools=together, maxsize=together)
    if local:
        return made
    if proxy := getproxies().get("https"):
        return ProxyManager(proxy, num_pools=together, maxsize=together)
    made.pool_classes_by_scheme = {"https": _PublicPool}
    return made


@contextmanager
def posted(way: PoolManager, address: str, body: bytes, headers: dict[str, str]) -> Iterator[BaseHTTPResponse]:
    """What is answered, to that address alone and once. Raises what urllib3 does, and TimeoutError."""
    plainly: dict[str, Any] = {"timeout": STEP, "retries": False, "redirect": False, "preload_content": False}
    with gevent.Timeout(PATIENCE, TimeoutError("patience")):
        answer = way.urlopen("POST", address, body=body, headers=headers, **plainly)
        try:
            answer.read(MOST_READ)
            yield answer
        finally:
            answer.close()


def _is_public(address: str) -> bool:
    """Also of an older address within a newer one."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        within = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF) if found in NAT64 else None
        return (found.ipv4_mapped or found.sixtofour or within or found).is_global
    return found.is_global


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
