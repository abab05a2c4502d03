"""A real server for all tests of this folder, and a stage of each test's own."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.builders import a_playbook
from tests.conftest import settings_for
from tests.live.phones import Phone
from tests.live.server import Server, serving
from tests.live.stage import Player, Stage
from tests.one_app import as_made
from webapp import create_app
from webapp.core import clock
from webapp.core.work import work
from webapp.extensions import db

Opens = Callable[..., Phone]


@pytest.fixture(scope="session")
def folder(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_data_folder(migrated, tmp_path_factory.mktemp("live"))


@pytest.fixture(scope="session")
def server(folder: Path) -> Iterator[Server]:
    with serving(folder, SECRET_KEY="test") as running:
        yield running


@pytest.fixture
def app(folder: Path) -> Iterator[Flask]:
    """This process's view of the server's database. What it writes is not told, unless a test says so."""
    with as_made(settings_for(folder)) as app:
        yield app


@pytest.fixture
def stage(app: Flask) -> Stage:
    return Stage()


@pytest.fixture
def opens(server: Server) -> Iterator[Opens]:
    """Opens phones, and hangs them up at the end."""
    with phones_of(server) as opens:
        yield opens


@contextmanager
def phones_of(server: Server) -> Iterator[Opens]:
    phones: list[Phone] = []

    def opens(player: Player | None = None, **headers: str) -> Phone:
        phones.append(Phone(server.address, player, **headers))
        return phones[-1]

    yield opens
    for phone in phones:
        phone.hang_up()


def a_data_folder(migrated: Path, folder: Path) -> Path:
    """A database with a small playbook in it."""
    shutil.copy(migrated, folder / "repartee.db")
    with an_app_on(folder), work():
        a_playbook(now=clock.now())
    return folder


@contextmanager
def an_app_on(folder: Path, **more: Any) -> Iterator[Flask]:
    app = create_app(settings_for(folder, **more))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
