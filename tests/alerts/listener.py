"""A door within our own network that says what was said at it first, until the other side hangs up."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def a_listener() -> Iterator[tuple[int, list[bytes]]]:
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)

        def listen() -> None:
            line, _address = server.accept()
            with line:
                heard.append(line.recv(1000))

        thread = threading.Thread(target=listen)
        thread.start()
        yield server.getsockname()[1], heard
        thread.join()
