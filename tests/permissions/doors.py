"""Which doors there are: every method of every route, and every event of a socket."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from flask import Flask

from webapp.core import live
from webapp.extensions import socketio

SOCKET = "SOCKET"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


class Door(NamedTuple):
    method: str
    rule: str
    """A route as Flask writes it; of a socket, the event, and after a space the name of what is watched."""

    @property
    def names(self) -> list[str]:
        """Of what the address holds, in its order."""
        return re.findall(r"<(?:[^:<>]+:)?(\w+)>", self.rule)

    @property
    def is_api(self) -> bool:
        return self.rule.startswith("/api/")

    def __str__(self) -> str:
        return f"{self.method} {self.rule}"


def doors_of(app: Flask) -> list[Door]:
    """Pages first, then the API, then sockets."""
    pages = sorted(_routes(app), key=lambda door: (door.is_api, door.rule, METHODS.index(door.method)))
    return [*pages, *_events()]


def _routes(app: Flask) -> Iterator[Door]:
    for rule in app.url_map.iter_rules():
        for method in METHODS:
            if method in (rule.methods or ()):
                yield Door(method, rule.rule)


def _events() -> Iterator[Door]:
    assert socketio.server is not None
    for event in sorted(socketio.server.handlers["/"]):
        if event in ("watch", "unwatch"):
            yield from (Door(SOCKET, f"{event} {what}") for what in sorted(live.kinds()))
        else:
            yield Door(SOCKET, event)
