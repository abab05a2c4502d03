"""Knocking at a door as somebody, reading what comes back, and putting everything as it was."""

import io
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import Context
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from flask import Flask
from werkzeug.test import TestResponse

from tests.cast import NOON
from tests.permissions.bodies import Scene, subject_of
from tests.permissions.doors import SOCKET, Door
from tests.permissions.reaching import REACHES, Reach, asked_for, reach_of, title
from tests.permissions.visitors import VISITORS, Values
from tests.permissions.world import build
from webapp.core import clock
from webapp.extensions import db, socketio

CONSTANT = {"kind": "csv", "day": "2026-12-03"}
NOTHING = "–"
SIGN_IN = "sign in"
REFUSED = (SIGN_IN, "403", "404")


class Row(NamedTuple):
    """A door, by what it is asked for."""

    door: Door
    whose: str

    def __str__(self) -> str:
        return f"{self.door}, {self.whose}" if self.whose else str(self.door)


class House:
    """An application on a database that is the same before every knock."""

    def __init__(self, app: Flask, database: Path) -> None:
        self.app = app
        with app.app_context(), patch.object(clock, "now", lambda: NOON):
            self.world = build()
            db.session.remove()
        self._kept = sqlite3.connect(":memory:")
        self._live = sqlite3.connect(database, check_same_thread=False)
        self._live.backup(self._kept)
        self._seen = self._version()

    def close(self) -> None:
        self._live.close()
        self._kept.close()
        with self.app.app_context():
            db.engine.dispose()

    def rows(self, door: Door) -> list[Row]:
        subject = subject_of(door)
        usual = list(self.world.subjects[subject]) if subject else [""]
        return [Row(door, whose) for whose in [*usual, *map(title, REACHES.get(str(door), []))]]

    def answers(self, row: Row) -> dict[str, str]:
        """What each visitor gets."""
        with patch.object(clock, "now", lambda: NOON):
            said = {visitor: self._knock(row, visitor) for visitor in VISITORS}
        shut = any(said[visitor] in REFUSED for visitor in VISITORS[1:])
        return {visitor: _may(word) if shut else word for visitor, word in said.items()}

    def _knock(self, row: Row, visitor: str) -> str:
        """In one word. Raises AssertionError where somebody was refused and something changed all the same."""
        reach = reach_of(row.door, row.whose)
        if (values := self._values(row.door, reach, visitor)) is None:
            return NOTHING
        scene = Scene(self.world.ids, values, visitor, reach.whose)
        knock = self._by_socket if row.door.method == SOCKET else self._by_http
        word = Context().run(knock, row.door, visitor, values, asked_for(row.door, reach, scene))
        changed = self._restored()
        assert not (changed and word in REFUSED), f"{row.door} refused the {visitor} and changed something"
        return word

    def _values(self, door: Door, reach: Reach, visitor: str) -> Values | None:
        if (subject := subject_of(door)) is None:
            return {}
        of = self.world.subjects[subject]
        values = of[reach.whose].get(visitor)
        if values is None or reach.borrowed is None:
            return values
        name, whose = reach.borrowed
        return values | {name: of[whose][visitor][name]}

    def _by_http(self, door: Door, visitor: str, values: Values, body: dict[str, Any]) -> str:
        client, more = self.app.test_client(), _sent(door, body)
        if visitor in self.world.tokens and door.is_api:
            more["headers"] = {"Authorization": f"Bearer {self.world.tokens[visitor]}"}
        elif visitor in self.world.sessions:
            with client.session_transaction() as session:
                session |= self.world.sessions[visitor]
        with client.open(address(door, values), method=door.method, **more) as response:
            return read(door, response)

    def _by_socket(self, door: Door, visitor: str, values: Values, body: dict[str, Any]) -> str:
        client = socketio.test_client(self.app, auth={"token": self.world.tokens.get(visitor)})
        if not client.is_connected():
            return SIGN_IN
        event = door.rule.split()[0]
        said = {"ok": True} if event == "connect" else client.emit(event, body, callback=True)
        client.disconnect()
        return "ok" if said["ok"] else str(said["status"])

    def _restored(self) -> bool:
        """Whether anything was committed; afterwards nothing was."""
        if self._version() == self._seen:
            return False
        self._kept.backup(self._live)
        self._seen = self._version()
        return True

    def _version(self) -> int:
        return int(self._live.execute("PRAGMA data_version").fetchone()[0])


@contextmanager
def a_house(app: Flask, database: Path) -> Iterator[House]:
    house = House(app, database)
    try:
        yield house
    finally:
        house.close()


def address(door: Door, values: Values) -> str:
    def filled(found: re.Match[str]) -> str:
        choices, name = found[1], found[2]
        if choices:
            return choices.split(",")[0].strip("' ")
        return str(values[name] if name in values else CONSTANT[name])

    return re.sub(r"<(?:any\(([^)]*)\):|\w+:)?(\w+)>", filled, door.rule)


def read(door: Door, response: TestResponse) -> str:
    """An answer as the table has it."""
    status, location = response.status_code, response.headers.get("Location", "")
    if status == 401 or (status == 302 and location.startswith("/sign-in?next=")):
        return SIGN_IN
    if door.method == "GET" and status == 302:
        return "led on"
    return "ok" if status < 400 else str(status)


def _may(word: str) -> str:
    """Others were turned away with the same body, so whoever got this far may."""
    return f"may ({word})" if word in ("409", "422") else word


def _sent(door: Door, body: dict[str, Any]) -> dict[str, Any]:
    if door.method == "GET":
        return {"query_string": body}
    if files := {name: (io.BytesIO(value[1]), value[0]) for name, value in body.items() if isinstance(value, tuple)}:
        return {"data": files, "content_type": "multipart/form-data"}
    if door.is_api:
        return {"json": body} if door.method != "DELETE" else {}
    return {"data": body}
