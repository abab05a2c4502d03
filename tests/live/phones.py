"""Somebody's phone: a real Socket.IO client that remembers what it heard."""

import time
from collections.abc import Callable
from typing import Any

import socketio

from tests.live.stage import Player

PATIENCE = 5.0
FOR_AN_ANSWER = 15.0
"""A machine that is busy elsewhere is late, and a vote that it keeps would pass for one that was not acknowledged."""
A_MOMENT = 0.5
"""Long enough for news that is told at most every quarter of a second."""

Message = dict[str, Any]


class Phone:
    def __init__(
        self, address: str, player: Player | None = None, *, transports: list[str] | None = None, **headers: str
    ) -> None:
        self.all: list[tuple[str, Message]] = []
        self.client = socketio.Client(reconnection=False)
        self.client.on("*", lambda event, message: self.all.append((event, message)))
        auth = {"token": player.token} if player else {}
        self.client.connect(
            address, auth=auth, headers=headers, transports=transports or ["websocket"], wait_timeout=10
        )

    def call(self, event: str, payload: Any = None) -> Message:
        """The server's acknowledgement."""
        answer: Message = self.client.call(event, payload, timeout=FOR_AN_ANSWER)
        return answer

    def vote(self, answer_id: int, fact: int, persuasion: int, **more: Any) -> Message:
        return self.call("vote", {"answer_id": answer_id, "fact": fact, "persuasion": persuasion, **more})

    def watch(self, **wanted: Any) -> Message:
        answer = self.call("watch", wanted)
        assert answer["ok"], answer
        state: Message = answer["state"]
        return state

    def heard(self, event: str) -> list[Message]:
        return [message for name, message in self.all if name == event]

    def hears(
        self, event: str, that: Callable[[Message], Any] = lambda message: True, within: float = PATIENCE
    ) -> Message:
        """The first such message that came or comes soon."""
        until = time.monotonic() + within
        while time.monotonic() < until:
            for message in self.heard(event):
                if that(message):
                    return message
            time.sleep(0.01)
        raise AssertionError(f"no such {event}; heard {self.all}")

    def hears_nothing(self) -> None:
        """Nothing has come, and nothing does for a moment. Ask others first what they heard."""
        time.sleep(A_MOMENT)
        assert self.all == []

    def forget(self) -> None:
        time.sleep(A_MOMENT)
        self.all.clear()

    def is_cut(self) -> bool:
        until = time.monotonic() + PATIENCE
        while self.client.connected and time.monotonic() < until:
            time.sleep(0.01)
        return not self.client.connected

    def hang_up(self) -> None:
        """Also where the server has gone away, after which the library forgets to close its socket."""
        wire = self.client.eio.ws
        self.client.disconnect()
        if wire is not None:
            wire.shutdown()
