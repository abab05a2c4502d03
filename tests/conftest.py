"""An application on an empty, migrated database for every test, and the cast to play in it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text

from tests.cast import Cast, assemble
from webapp import create_app
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
}


@pytest.fixture(autouse=True)
def _push_request_context() -> None:
    """pytest-flask would push one request for the whole test, and leak who is signed in into others."""


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database at the newest migration, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("migrated")
    app = create_app(settings_for(folder))
    with app.app_context():
        upgrade()
        db.session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        db.engine.dispose()
    return folder / "repartee.db"


def settings_for(folder: Path, **more: Any) -> dict[str, Any]:
    return {
        **PLAIN,
        "REPARTEE_DATA": folder,
        "SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder / 'repartee.db'}",
        **more,
    }


@pytest.fixture
def app(migrated: Path, tmp_path: Path) -> Iterator[Flask]:
    shutil.copy(migrated, tmp_path / "repartee.db")
    app = create_app(settings_for(tmp_path))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def cast(app: Flask) -> Cast:
    """Ana and Ben, Cleo, Kofi, Mara, Ada, an outsider, and a small playbook that is planned ahead."""
    with work():
        return assemble()


@pytest.fixture(scope="session", autouse=True)
def _bare_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests read no settings of the machine they run on, and leave nothing in the checkout."""
    kept = dict(os.environ)
    for name in ("DATABASE_URL", "REDIS_URL", "BASE_URL", "REPARTEE_ENV", "SECRET_KEY"):
        os.environ.pop(name, None)
    os.environ["REPARTEE_DATA"] = str(tmp_path_factory.mktemp("data"))
    yield
    os.environ.clear()
    os.environ.update(kept)
