"""An application that is the same before every knock, and everybody's knocks at a door of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import Context
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from flask import Flask

from tests.cast import NOON
from tests.permissions.bodies import Scene, subject_of
from tests.permissions.doors import Door
from tests.permissions.knocking import SIGN_IN, Knock, knock
from tests.permissions.reaching import REACHES, Reach, asked_for, reach_of, title
from tests.permissions.visitors import VISITORS, Values
from tests.permissions.world import build
from webapp.core import clock
from webapp.extensions import db

NOTHING = "–"
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
        self._live.execute("PRAGMA synchronous = OFF")
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

    def guest_and_nobody(self, row: Row) -> tuple[str, str]:
        """What one gets who came by a link, and what nobody gets for the same."""
        with patch.object(clock, "now", lambda: NOON):
            return self._knock(row, "nobody", self.world.guest), self._knock(row, "nobody")

    def _knock(self, row: Row, visitor: str, guest: dict[str, Any] | None = None) -> str:
        """In one word. Raises AssertionError where somebody was refused and something changed all the same."""
        reach = reach_of(row.door, row.whose)
        if (values := self._values(row.door, reach, visitor)) is None:
            return NOTHING
        scene = Scene(self.world.ids, values, visitor, reach.whose)
        asked = Knock(row.door, values, asked_for(row.door, reach, scene))
        secrets = self.world.tokens.get(visitor), self.world.sessions.get(visitor, guest)
        word = Context().run(knock, self.app, asked, *secrets)
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


def _may(word: str) -> str:
    """Others were turned away with the same request, so whoever got this far may."""
    return f"may ({word})" if word in ("409", "422") else word
