"""Repartee: two minutes a day that join what is true with what to say."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask

from webapp import config, extensions, rooms
from webapp.core import (
    assets,
    cards,
    database,
    install,
    logs,
    navigation,
    openapi,
    refusals,
    requests,
    serving,
    uploads,
    words,
    work,
    zones,
)

MIGRATIONS = Path(__file__).parent.parent / "migrations"


def create_app(changes: Mapping[str, Any] | None = None) -> Flask:
    """The application, with the environment's settings and, for tests, `changes` to them."""
    app = Flask(__name__, static_folder=None)
    app.config.from_mapping(config.from_environment() | dict(changes or {}))
    logs.prepare(production=app.config["REPARTEE_ENV"] == "production")
    _bind_database(app)
    _bind_extensions(app)
    for part in (requests, uploads, refusals, words, zones, navigation, openapi, cards):
        part.register(app)
    rooms.register(app)
    assets.register(app)
    install.register(app)
    serving.register(app)
    for name, view in app.view_functions.items():
        app.view_functions[name] = work.retried(view)
    return app


def _bind_database(app: Flask) -> None:
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = database.engine_options(app.config["SQLALCHEMY_DATABASE_URI"])
    extensions.db.init_app(app)
    extensions.migrate.init_app(app, extensions.db, directory=str(MIGRATIONS), render_as_batch=True)
    database.prepare(app)


def _bind_extensions(app: Flask) -> None:
    for extension in (
        extensions.login,
        extensions.csrf,
        extensions.limiter,
        extensions.htmx,
        extensions.compress,
    ):
        extension.init_app(app)
    extensions.babel.init_app(app, locale_selector=words.locale, timezone_selector=words.time_zone)
    extensions.api.init_app(app)
    extensions.socketio.init_app(app, **serving.socket_options(app))
