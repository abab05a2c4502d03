"""Phones that cost next to nothing: Engine.IO over a raw websocket, many in one thread.

A ready-made client spends more time on a message than our server does, and would be what is measured.
Frames are sent with the mask 0, which leaves them as they are, and only as much is parsed as is needed.
"""

import json
import selectors
import socket
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

HANDSHAKE = (
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


class Asked(NamedTuple):
    """One event and its acknowledgement."""

    phone: int
    step: int
    sent: float
    arrived: float
    answer: dict[str, Any]

    @property
    def took(self) -> float:
        return self.arrived - self.sent


class Phone:
    """One open, signed-in socket."""

    def __init__(self, port: int, token: str | None = None) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._kept = b""
        self._shake_hands(port, token)

    def fileno(self) -> int:
        return self.socket.fileno()

    def send(self, text: str) -> None:
        payload = text.encode()
        size = len(payload)
        head = bytes([0x81, 0x80 | size]) if size < 126 else b"\x81\xfe" + size.to_bytes(2, "big")
        self.socket.sendall(head + b"\0\0\0\0" + payload)

    def ask(self, event: str, payload: dict[str, Any]) -> dict[str, Any]:
        """Send an event and wait for its acknowledgement; only before a crowd is let loose."""
        self.send(f"42999{json.dumps([event, payload])}")
        while True:
            for text in self.receive():
                if text.startswith(b"43999"):
                    return dict(json.loads(text[5:])[0])

    def receive(self) -> list[bytes]:
        """The messages that have arrived whole. Waits for the first bytes; answers pings by itself."""
        if not (arrived := self.socket.recv(1 << 18)):
            raise ConnectionError("the server closed a socket")
        self._kept += arrived
        texts = self._frames()
        if b"2" in texts:
            self.send("3")
        return [text for text in texts if text != b"2"]

    def _frames(self) -> list[bytes]:
        data, at, found = self._kept, 0, []
        while len(data) - at >= 2:
            size, start = data[at + 1], at + 2
            if size > 125:
                wide = 2 if size == 126 else 8
                size, start = int.from_bytes(data[start : start + wide], "big"), start + wide
            if len(data) < start + size:
                break
            found.append(data[start : start + size])
            at = start + size
        self._kept = data[at:]
        return found

    def _shake_hands(self, port: int, token: str | None) -> None:
        self.socket.sendall(HANDSHAKE.format(port=port).encode())
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self.socket.recv(4096)
        head, self._kept = answer.split(b"\r\n\r\n", 1)
        if b" 101 " not in head:
            raise ConnectionError(head.decode())
        self.send("40" + json.dumps({"token": token} if token else {}))
        texts = self._frames()
        while not any(text.startswith(b"4") for text in texts):
            texts += self.receive()
        if any(text.startswith(b"44") for text in texts):
            raise ConnectionError(texts[-1].decode())


def ask_all(phones: Sequence[Phone], scripts: Sequence[Sequence[str]], *, within: float) -> list[Asked]:
    """Every phone goes through its script of events, each sent as soon as the one before is acknowledged.

    Ends when all are done, or after `within` seconds.
    """
    asked: list[Asked] = []
    steps, sent = [0] * len(phones), [0.0] * len(phones)

    def go_on(n: int) -> None:
        if steps[n] < len(scripts[n]):
            sent[n] = time.monotonic()
            phones[n].send(f"42{steps[n]}{scripts[n][steps[n]]}")

    def hear(n: int, text: bytes, at: float) -> None:
        if text.startswith(b"43"):
            asked.append(Asked(n, steps[n], sent[n], at, json.loads(text[text.index(b"[") :])[0]))
            steps[n] += 1
            go_on(n)

    for n in range(len(phones)):
        go_on(n)
    whole = sum(map(len, scripts))
    listen(phones, hear, until=time.monotonic() + within, enough=lambda: len(asked) >= whole)
    return asked


def listen(
    phones: Iterable[Phone], hear: Callable[[int, bytes, float], None], *, until: float, enough: Callable[[], bool]
) -> None:
    """Give `hear` every message with the number of its phone and when it came."""
    with selectors.DefaultSelector() as waiting:
        for n, phone in enumerate(phones):
            waiting.register(phone, selectors.EVENT_READ, (n, phone))
        while not enough() and time.monotonic() < until:
            for key, _mask in waiting.select(0.2):
                n, phone = key.data
                for text in phone.receive():
                    hear(n, text, time.monotonic())
