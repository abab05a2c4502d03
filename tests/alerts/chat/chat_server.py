"""A chat that really listens: it takes what is posted, or says what it is told to say, and remembers."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HERE = "127.0.0.1"
SECRET = "/services/T000/B000/XXXXXXXX"


class Channel:
    def __init__(self, port: int) -> None:
        self.origin = f"http://{HERE}:{port}"
        self.address = f"{self.origin}{SECRET}"
        self.posted: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.status = 200
        self.headers: dict[str, str] = {}
        self.hangs_up = False
        """It has the message, and is gone before it says so."""

    @property
    def texts(self) -> list[str]:
        return [one["text"] for one in self.posted]


@contextmanager
def a_chat() -> Iterator[Channel]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            channel.paths.append(self.path)
            assert self.headers["Content-Type"] == "application/json"
            channel.posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            if channel.hangs_up:
                self.close_connection = True
                return
            self.send_response(channel.status)
            for name, value in channel.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer((HERE, 0), Handler)
    channel = Channel(server.server_port)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield channel
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
