"""A socket in this process, so that the clock can be moved under it."""

from contextvars import Context
from typing import Any

from flask import Flask

from webapp.core import clock as real_clock
from webapp.core.work import work
from webapp.extensions import db, socketio
from webapp.people.actions import open_sign_in
from webapp.people.models import Person


class Socket:
    def __init__(self, app: Flask, person: Person) -> None:
        with work():
            _row, token = open_sign_in(person, "token", now=real_clock.now())
        db.session.rollback()
        self._client = Context().run(socketio.test_client, app, auth={"token": token})

    def call(self, event: str, **payload: Any) -> dict[str, Any]:
        answer: dict[str, Any] = Context().run(self._client.emit, event, payload, callback=True)
        return answer

    def boards(self) -> list[str]:
        """The boards' audiences that it is in."""
        manager = socketio.server.manager
        sid = manager.sid_from_eio_sid(self._client.eio_sid, "/")
        return sorted(room for room in manager.get_rooms(sid, "/") if room.startswith("board:"))
