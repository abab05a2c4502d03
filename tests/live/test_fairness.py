"""Somebody who never pauses keeps nobody else waiting."""

import select
import socket

from tests.live.server import Server

REQUEST = b"GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
MANY = 200


def test_a_client_that_sends_without_pause_lets_others_in_between(server: Server) -> None:
    with _connected(server) as greedy, _connected(server) as modest:
        greedy.sendall(REQUEST * MANY)
        modest.sendall(REQUEST)
        answered = 0
        while not select.select([modest], [], [], 0)[0]:
            answered += greedy.recv(1 << 20).count(b"HTTP/1.1 200")
        assert answered < MANY / 2


def _connected(server: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=20)
