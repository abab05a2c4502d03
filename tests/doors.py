"""The doors people and programs come in by: a stopped clock, bearer clients, browsers without scripts."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Context
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event
from werkzeug.test import TestResponse

from tests.cast import NOON
from tests.conftest import settings_for
from webapp import create_app
from webapp.core import clock as real_clock
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.actions import open_sign_in
from webapp.people.models import Person

API = "/api/v1"


class Clock:
    """The hour everybody reads, until a test moves it."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **more: float) -> datetime:
        self.at += timedelta(**more)
        return self.at


class Door:
    """Requests in a context of their own, as a server would give them, on what is committed."""

    def __init__(self, app: Flask, headers: dict[str, str] | None = None) -> None:
        self.client = app.test_client()
        self.client.response_wrapper = _as_it_reads(self.client.response_wrapper)
        self.headers = headers or {}

    def open(self, method: str, path: str, **more: Any) -> TestResponse:
        headers = self.headers | more.pop("headers", {})
        db.session.rollback()
        response = Context().run(self.client.open, path, method=method, headers=headers, **more)
        db.session.expire_all()
        return response


class Program(Door):
    """Somebody's program: JSON in and out. Nobody's without a person."""

    def __init__(self, app: Flask, person: Person | None = None, token: str | None = None) -> None:
        if person is not None:
            with work():
                _row, token = open_sign_in(person, "token", now=real_clock.now())
        super().__init__(app, {"Authorization": f"Bearer {token}"} if token else {})

    def get(self, path: str, **query: Any) -> TestResponse:
        return self.open("GET", API + path, query_string=query)

    def post(self, path: str, **body: Any) -> TestResponse:
        return self.open("POST", API + path, json=body)

    def put(self, path: str, **body: Any) -> TestResponse:
        return self.open("PUT", API + path, json=body)

    def patch(self, path: str, **body: Any) -> TestResponse:
        return self.open("PATCH", API + path, json=body)

    def delete(self, path: str) -> TestResponse:
        return self.open("DELETE", API + path)

    def challenge_of_today(self) -> int:
        return int(self.get("/today").json["challenge"]["id"])

    def reply(self, text: str = "Nine working days, with a named lead.", **more: Any) -> TestResponse:
        body = {"client_id": f"c-{text[:20].encode().hex()}", "text": text, "written_at": real_clock.now().isoformat()}
        if "challenge_id" not in more:
            body["challenge_id"] = self.challenge_of_today()
        return self.post("/answers", **body | more)


class Browser(Door):
    """A phone without JavaScript, signed in if it is somebody's."""

    def __init__(self, app: Flask, person: Person | None = None) -> None:
        super().__init__(app)
        if person is not None:
            with work():
                _row, secret = open_sign_in(person, "browser", now=real_clock.now())
            Context().run(self._keep, secret, person.get_id())

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.open("GET", path, **more)

    def post(self, path: str, **form: Any) -> TestResponse:
        return self.open("POST", path, data=form)

    def tap(self, path: str, **form: Any) -> TestResponse:
        """As htmx sends it."""
        return self.open("POST" if form else "GET", path, data=form or None, headers={"HX-Request": "true"})

    def _keep(self, secret: str, person_id: str) -> None:
        with self.client.session_transaction() as session:
            session |= {"sign_in": secret, "_user_id": person_id, "_fresh": True}


def _as_it_reads(response: type[TestResponse]) -> type[TestResponse]:
    return type("Read", (response,), {"text": property(lambda self: as_it_reads(self.get_data(as_text=True)))})


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """It is a Tuesday, noon in Berlin, until the test says otherwise."""
    stopped = Clock(NOON)
    monkeypatch.setattr(real_clock, "now", stopped)
    return stopped


def as_it_reads(text: str) -> str:
    """To the eye, a space that may not break is a space."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def restarted(app: Flask) -> Iterator[Callable[..., Flask]]:
    """Starts the same installation once more, with changed settings."""
    started = []

    def start(**changes: Any) -> Flask:
        same = {name: app.config[name] for name in ("SQLALCHEMY_DATABASE_URI", "SECRET_KEY")}
        started.append(create_app(settings_for(app.config["REPARTEE_DATA"], **same | changes)))
        return started[-1]

    yield start
    for again in started:
        with again.app_context():
            db.engine.dispose()


def fields_of(page: TestResponse) -> dict[str, str]:
    """The hidden fields of a page's forms, as a browser would send them back."""
    tags = re.findall(r'<input type="hidden"[^>]*>', page.text)
    pairs = [(re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)) for tag in tags]
    return {name[1]: value[1] if value else "" for name, value in pairs if name}


def refused(response: TestResponse, status: int, *words: str) -> dict[str, Any]:
    """Assert a problem document with a sentence that says these words, and give it back."""
    assert response.status_code == status, response.text
    assert response.mimetype == "application/problem+json"
    problem: dict[str, Any] = response.json
    assert {"type", "title", "status", "detail"} <= problem.keys()
    assert problem["status"] == status
    assert len(problem["detail"].split()) > 1, "a sentence, not a code"
    assert "Traceback" not in response.text
    for word in words:
        assert word in problem["detail"]
    return problem


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but sign-ins: what a refused request must leave as it was."""
    db.session.rollback()
    left_out = {"sign_ins", "alembic_version"}
    return {
        table.name: sorted((tuple(row) for row in db.session.execute(table.select())), key=repr)
        for table in db.metadata.sorted_tables
        if table.name not in left_out
    }


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements sent to the database meanwhile."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
