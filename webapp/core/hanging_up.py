"""How a process that ends lets go of its phones: at once, and until it is gone, since they call back by themselves."""

import logging
from contextlib import suppress
from socket import SHUT_RDWR
from typing import Any
from weakref import WeakSet

from webapp.extensions import socketio

EVERY = 0.1

_wires: WeakSet[Any] = WeakSet()


def note(environ: dict[str, Any]) -> None:
    """Remember the wire of a request that becomes a socket."""
    if "HTTP_UPGRADE" in environ and (wire := environ.get("gunicorn.socket")) is not None:
        _wires.add(wire)


def hang_up() -> None:
    """For ever. First as one says goodbye; then cut, for a phone that sleeps would never answer.

    What still arrives on a closed line is no error, so the library is quiet from here on.
    """
    logging.getLogger("engineio.server").setLevel(logging.CRITICAL)
    while True:
        lines = socketio.server.eio.sockets if socketio.server else {}
        for line in list(lines.values()):
            line.close(wait=False)
        socketio.sleep(EVERY)
        for wire in list(_wires):
            with suppress(OSError):
                wire.shutdown(SHUT_RDWR)
