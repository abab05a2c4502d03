"""A push service that only counts: `python -m tests.alerts.sink PORT`. What it answers stands in the address, so that
`/503/ana` is refused each time; what has arrived is told at `/counts`, and the last message to one at `/last/...`.
"""

import asyncio
import base64
import json
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.live.server import ROOT, free_port

ANSWERS = {
    "201": b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n",
    "302": b"HTTP/1.1 302 Found\r\nLocation: /201/elsewhere\r\nContent-Length: 0\r\n\r\n",
    "400": b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
    "410": b"HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n",
    "429": b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 600\r\nContent-Length: 0\r\n\r\n",
    "503": b"HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy",
    "flood": b"HTTP/1.1 201 Created\r\nContent-Length: 1000000000\r\n\r\n" + b"x" * 100_000,
}
"""`cut` hangs up instead, `hang` never says a word, and `drip` says one now and then."""

counts: Counter[str] = Counter()
last: dict[str, bytes] = {}
headers: dict[str, dict[str, str]] = {}


class Sink:
    def __init__(self, port: int, pid: int) -> None:
        self.address, self.pid = f"http://127.0.0.1:{port}", pid

    def counts(self) -> dict[str, int]:
        return dict(self._asked("/counts"))

    def last(self, path: str) -> tuple[dict[str, str], bytes]:
        found = self._asked(f"/last{path}")
        return found["headers"], base64.b64decode(found["body"])

    def _asked(self, path: str) -> Any:
        with urllib.request.urlopen(self.address + path, timeout=10) as answer:
            return json.load(answer)


@contextmanager
def a_sink() -> Iterator[Sink]:
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "tests.alerts.sink", str(port)], cwd=ROOT)
    try:
        sink = Sink(port, process.pid)
        _wait_for(sink)
        yield sink
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(sink: Sink) -> None:
    for _ in range(400):
        try:
            sink.counts()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the sink did not start")


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while await _answer(reader, writer):
            pass
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
    """Whether the line stays open."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    method, path, _version = head[0].split(" ")
    said = {name.lower(): value for name, _colon, value in (line.partition(": ") for line in head[1:] if line)}
    if method == "GET":
        return await _tell(path, writer)
    body = await reader.readexactly(int(said["content-length"]))
    counts[path] += 1
    last[path], headers[path] = body, said
    kind = path.split("/")[1]
    if kind == "hang":
        await asyncio.sleep(3600)
    if kind == "drip":
        await _drip(writer)
    if kind == "cut":
        return False
    writer.write(ANSWERS[kind])
    await writer.drain()
    return True


async def _drip(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 201 Created\r\nX-Wait: ")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.2)


async def _tell(path: str, writer: asyncio.StreamWriter) -> bool:
    found: dict[str, Any] = dict(counts)
    if path.startswith("/last"):
        key = path.removeprefix("/last")
        found = {"headers": headers[key], "body": base64.b64encode(last[key]).decode()}
    text = json.dumps(found).encode()
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(text), text))
    await writer.drain()
    return False


async def _main(port: int) -> None:
    async with await asyncio.start_server(_serve, "127.0.0.1", port, backlog=1000) as server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_main(int(sys.argv[1])))
