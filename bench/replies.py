"""Replies over HTTP from two hundred connections at once, every tenth sent twice."""

import json
import selectors
import socket
import time
from datetime import UTC, datetime

from bench.figures import cpu_seconds, show, show_times
from bench.organisation import Rep
from tests.live.server import Server

CONNECTIONS = 200


def measure(server: Server, newcomers: list[Rep], *, within: float) -> None:
    """Everybody replies once to their challenge of today; a repeat must get the same reply again."""
    requests = [_request(n, rep, server.port) for n, rep in enumerate(newcomers)]
    requests += requests[::10]
    before, began = cpu_seconds(server.workers()), time.monotonic()
    statuses, times = send_all(server.port, requests, until=began + within)
    ended = time.monotonic()
    show("replies accepted over HTTP", statuses.count(201))
    show("replies repeated and recognised", statuses.count(200))
    show("replies refused or unanswered", len(requests) - statuses.count(201) - statuses.count(200))
    show("replies a second", len(statuses) / (ended - began))
    show_times("reply to answer", times)
    show("server's processor time, ms a reply", (cpu_seconds(server.workers()) - before) * 1000 / len(statuses))


def _request(n: int, rep: Rep, port: int) -> bytes:
    body = json.dumps(
        {
            "client_id": f"bench-{rep.id}",
            "challenge_id": rep.challenge,
            "text": f"Nine working days with a named lead. Shall we look at your first week? ({n})",
            "written_at": datetime.now(UTC).isoformat(),
        }
    )
    head = (
        f"POST /api/v1/answers HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {rep.token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return (head + body).encode()


def send_all(port: int, requests: list[bytes], *, until: float) -> tuple[list[int], list[float]]:
    """Each connection sends the next request once its last was answered."""
    left, statuses, times = list(reversed(requests)), [], []
    with selectors.DefaultSelector() as waiting:

        def send(connection: socket.socket) -> None:
            if left:
                waiting.register(connection, selectors.EVENT_READ, time.monotonic())
                connection.sendall(left.pop())
            else:
                connection.close()

        for _ in range(CONNECTIONS):
            send(socket.create_connection(("127.0.0.1", port), timeout=20))
        while len(statuses) < len(requests) and time.monotonic() < until:
            for key, _mask in waiting.select(0.2):
                connection = key.fileobj
                assert isinstance(connection, socket.socket)
                statuses.append(_status(connection))
                times.append(time.monotonic() - key.data)
                waiting.unregister(connection)
                send(connection)
    return statuses, times


def _status(connection: socket.socket) -> int:
    """Read one whole answer."""
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += connection.recv(65536)
    head, body = answer.split(b"\r\n\r\n", 1)
    size = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
    while len(body) < size:
        body += connection.recv(65536)
    return int(head.split(b" ", 2)[1])
