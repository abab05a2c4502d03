"""Error pages and problems, also while the database is down."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from tests.cast import Cast
from tests.doors import Browser, Program
from tests.doors import refused as problem
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.models import Team


@pytest.fixture
def phone(app: Flask, cast: Cast) -> Browser:
    return Browser(app, cast.ana)


@pytest.fixture
def program(app: Flask, cast: Cast) -> Program:
    return Program(app, cast.ana)


@pytest.fixture
def broken(app: Flask, phone: Browser, program: Program) -> Iterator[None]:
    """Every query fails, as while the database is away."""
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def fail(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        raise OperationalError(statement, {}, Exception("the database is away"))

    event.listen(db.engine, "before_cursor_execute", fail)
    yield
    event.remove(db.engine, "before_cursor_execute", fail)


@pytest.mark.parametrize("path", ["/", "/me", "/boards", "/arena", "/answers/1"])
@pytest.mark.usefixtures("broken")
def test_a_page_that_cannot_ask_the_database_says_so_as_a_page(phone: Browser, path: str):
    page = phone.get(path)
    assert page.status_code == 500
    assert "Our mistake" in page.text
    assert page.text.rstrip().endswith("</html>")
    assert "the database is away" not in page.text


@pytest.mark.usefixtures("broken")
def test_what_does_not_exist_is_not_found_also_then(phone: Browser):
    page = phone.get("/nowhere")
    assert page.status_code == 404
    assert "There is nothing here" in page.text


@pytest.mark.usefixtures("broken")
def test_a_tap_is_answered_also_then(phone: Browser):
    assert phone.tap("/sign-out", a="b").status_code == 500
    assert phone.tap("/").status_code == 500


@pytest.mark.usefixtures("broken")
def test_a_program_gets_a_problem_also_then(program: Program):
    problem(program.get("/today"), 500, "look again")
    problem(program.get("/nowhere"), 404)


def test_what_is_not_there_is_said_with_the_way_around(phone: Browser):
    page = phone.get("/nowhere")
    assert page.status_code == 404
    assert "Back to today" in page.text
    assert 'class="nav"' in page.text


def test_a_fault_after_the_commit_does_not_claim_that_nothing_was_changed(app: Flask, phone: Browser):
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def breaks_afterwards() -> str:
        with work():
            db.session.add(Team(name="Crimsons"))
        raise RuntimeError("after the commit")

    app.view_functions["health.alive"] = breaks_afterwards
    page = phone.get("/healthz")
    assert page.status_code == 500
    assert "Nothing was changed" not in page.text
    assert "look again" in page.text
    assert db.session.scalars(select(Team).where(Team.name == "Crimsons")).one()
