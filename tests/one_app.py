"""One application for all tests of a process. Making one takes as long as many a test does, and each would have to
compile its templates and statements anew."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from flask import Flask
from sqlalchemy import event

from webapp import create_app
from webapp.core.database import is_sqlite
from webapp.extensions import db, socketio


class Made(NamedTuple):
    app: Flask
    settings: Mapping[str, Any]
    sockets: object


_made: list[Made] = []
"""The last of them."""


@contextmanager
def as_made(settings: Mapping[str, Any]) -> Iterator[Flask]:
    """The application with these settings, and with nothing in it of the tests before."""
    app = next((made.app for made in _made if _is_as_new(made, settings)), None) or _make(settings)
    config, extensions = dict(app.config), dict(app.extensions)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    for now, before in ((app.config, config), (app.extensions, extensions)):
        now.clear()
        now.update(before)


def _is_as_new(made: Made, settings: Mapping[str, Any]) -> bool:
    """The extensions belong to the application that was made last, and nobody left a socket open."""
    return made.settings == settings and made.sockets is socketio.server and not socketio.server.manager.rooms


def _make(settings: Mapping[str, Any]) -> Flask:
    app = create_app(settings)
    with app.app_context():
        if is_sqlite():
            event.listen(db.engine, "connect", _lightly)
    _made[:] = [Made(app, settings, socketio.server)]
    return app


def _lightly(connection: Any, _record: object) -> None:
    """Nobody pulls the plug of a test's database."""
    connection.execute("PRAGMA synchronous=OFF")
