"""An empty, migrated database for every test, an application on it, and the cast to play in it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text
from werkzeug.routing import Rule

from tests.cast import Cast, assemble, called
from tests.databases import Stages, a_postgresql_database
from tests.one_app import as_made
from tests.wording import compile_translations
from webapp import create_app
from webapp.core.database import is_sqlite
from webapp.core.work import work
from webapp.extensions import db

PLAIN = {
    "TESTING": True,
    "SECRET_KEY": "test",
    "WTF_CSRF_ENABLED": False,
    "RATELIMIT_ENABLED": False,
    "NEWS": "nowhere",
    "SOCKET_MODE": "threading",
    "REDIS_URL": "",
    "BASE_URL": "",
    "MAIL_SERVER": None,
    "CHAT_HOSTS": frozenset(),
    "CURRENCY": "EUR",
}


def _compile_once(rule: Rule, append_unknown: bool = True, *, compile: Any = Rule._compile_builder) -> Any:
    """Every test has an app of its own with the same two hundred addresses, and writing the code that builds them
    took most of the time of making one. What is compiled depends on nothing but this key."""
    key = (rule.rule, tuple(rule._trace), repr(rule.defaults), append_unknown)
    if key not in _compiled:
        _compiled[key] = compile(rule, append_unknown)
    return _compiled[key]


_compiled: dict[tuple[Any, ...], Any] = {}
Rule._compile_builder = _compile_once


@pytest.fixture(autouse=True)
def _push_request_context() -> None:
    """pytest-flask would push one request for the whole test, and leak who is signed in into others."""


def pytest_configure(config: pytest.Config) -> None:
    """Not every worktree is made by make."""
    if not hasattr(config, "workerinput"):
        compile_translations()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--postgresql", action="store_true", help="play on PostgreSQL instead of SQLite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Function]) -> None:
    """What asks no database is not asked twice."""
    if config.getoption("--postgresql"):
        asking = [item for item in items if "database" in item.fixturenames]
        config.hook.pytest_deselected(items=[item for item in items if "database" not in item.fixturenames])
        items[:] = asking


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file at the newest migration, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("migrated")
    _migrate(folder, f"sqlite:///{folder / 'repartee.db'}")
    return folder / "repartee.db"


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same on PostgreSQL: the name of a database to copy."""
    with a_postgresql_database() as url:
        _migrate(tmp_path_factory.mktemp("template"), url)
        yield url.rpartition("/")[2]


@pytest.fixture(scope="session")
def staged(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the cast in it."""
    folder = tmp_path_factory.mktemp("staged")
    shutil.copy(migrated, folder / "repartee.db")
    _stage(folder, f"sqlite:///{folder / 'repartee.db'}")
    return folder / "repartee.db"


@pytest.fixture(scope="session")
def stages(template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stages]:
    """One database on PostgreSQL, and how it becomes as `migrated` or as `staged`."""
    with a_postgresql_database(template) as url, psycopg.connect(url, autocommit=True) as server:
        stages = Stages(url, server)
        stages.keep("migrated")
        _stage(tmp_path_factory.mktemp("stages"), url)
        stages.keep("staged")
        yield stages


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the application that all tests share."""
    return tmp_path_factory.mktemp("place")


@pytest.fixture
def database(request: pytest.FixtureRequest, place: Path) -> str:
    """The address of a database as no test has touched it: migrated, and empty but for the cast, where it plays."""
    as_what = "staged" if "cast" in request.fixturenames else "migrated"
    shutil.rmtree(place)
    place.mkdir()
    if request.config.getoption("--postgresql"):
        stages: Stages = request.getfixturevalue("stages")
        stages.put_back(as_what)
        return stages.url
    shutil.copy(request.getfixturevalue(as_what), place / "repartee.db")
    return f"sqlite:///{place / 'repartee.db'}"


@pytest.fixture
def app(database: str, place: Path) -> Iterator[Flask]:
    with as_made(settings_for(place, SQLALCHEMY_DATABASE_URI=database)) as app:
        yield app


def settings_for(folder: Path, **more: Any) -> dict[str, Any]:
    return {
        **PLAIN,
        "REPARTEE_DATA": folder,
        "SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder / 'repartee.db'}",
        **more,
    }


def _migrate(folder: Path, url: str) -> None:
    with create_app(settings_for(folder, SQLALCHEMY_DATABASE_URI=url)).app_context():
        upgrade()
        _leave()


def _stage(folder: Path, url: str) -> None:
    with create_app(settings_for(folder, SQLALCHEMY_DATABASE_URI=url)).app_context():
        with work():
            assemble()
        _leave()


def _leave() -> None:
    """With everything in the one file that is copied, and nobody connected."""
    db.session.remove()
    if is_sqlite():
        db.session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    db.session.remove()
    db.engine.dispose()


@pytest.fixture
def cast(app: Flask) -> Cast:
    """Ana and Ben, Cleo, Kofi, Mara, Ada, an outsider, and a small playbook that is planned ahead."""
    return called()


@pytest.fixture(scope="session", autouse=True)
def _bare_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests read no settings of the machine they run on, and leave nothing in the checkout."""
    kept = dict(os.environ)
    for name in (
        "DATABASE_URL",
        "REDIS_URL",
        "BASE_URL",
        "REPARTEE_ENV",
        "SECRET_KEY",
        "TRUSTED_PROXIES",
        "MAIL_URL",
        "MAIL_FROM",
        "VAPID_PRIVATE_KEY",
        "PUSH_LOCAL",
        "DEFAULT_LANGUAGE",
        "CURRENCY",
        "CHAT_HOSTS",
    ):
        os.environ.pop(name, None)
    os.environ["REPARTEE_DATA"] = str(tmp_path_factory.mktemp("data"))
    yield
    os.environ.clear()
    os.environ.update(kept)
