"""One server for all journeys, a troupe for each, and phones that must stay free of faults."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page
from sqlalchemy import func, select, update

from tests.conftest import settings_for
from tests.databases import a_postgresql_database
from tests.journeys import troupe as troupes
from tests.journeys.phones import CHROMIUM, PHONE, Faults, new_phone, sign_in
from tests.journeys.server import a_server
from tests.journeys.troupe import PASSWORD, Troupe
from webapp import create_app
from webapp.answers.models import Answer
from webapp.core import clock
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.models import Person
from webapp.voting.models import Tally

Phone = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return CHROMIUM


@pytest.fixture(scope="session")
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The same database as the server's, for setting a stage."""
    folder = tmp_path_factory.mktemp("journeys")
    with _a_database(request, folder) as url:
        app = create_app(settings_for(folder, SQLALCHEMY_DATABASE_URI=url))
        with app.app_context():
            troupes.open_house()
            yield app
            db.session.remove()
            db.engine.dispose()


@pytest.fixture(scope="session")
def address(house: Flask) -> Iterator[str]:
    with a_server(house.config["REPARTEE_DATA"], DATABASE_URL=house.config["SQLALCHEMY_DATABASE_URI"]) as address:
        yield address


@pytest.fixture(scope="session")
def base_url(address: str) -> str:
    """What pytest-playwright gives every context."""
    return address


@pytest.fixture
def troupe(house: Flask) -> Troupe:
    return troupes.hire()


@pytest.fixture
def phone(new_context: Callable[..., BrowserContext]) -> Iterator[Phone]:
    """Somebody's phone, signed in if an e-mail is given. At the end none of them may have shown a fault."""
    faults = Faults()

    def pick_up(email: str | None = None, **more: Any) -> Page:
        page = new_phone(new_context(**{**PHONE, **more}), faults)
        if email:
            sign_in(page, email, PASSWORD)
        return page

    yield pick_up
    assert not faults.found


@pytest.fixture
def close_voting(house: Flask) -> Callable[[str], None]:
    """Let voting on today's reply of one person be over."""

    def close(email: str) -> None:
        newest = select(func.max(Answer.id)).join(Person, Person.id == Answer.person_id).where(Person.email == email)
        over = clock.now() - timedelta(minutes=1)
        with work():
            db.session.execute(update(Tally).where(Tally.answer_id == newest.scalar_subquery()).values(closes_at=over))

    return close


@contextmanager
def _a_database(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    if request.config.getoption("--postgresql"):
        with a_postgresql_database(request.getfixturevalue("template")) as url:
            yield url
    else:
        shutil.copy(request.getfixturevalue("migrated"), folder / "repartee.db")
        yield f"sqlite:///{folder / 'repartee.db'}"
