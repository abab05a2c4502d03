"""/healthz and /readyz."""

from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import settings_for
from tests.doors import Door
from webapp import create_app
from webapp.extensions import db


def test_the_process_lives(app: Flask):
    assert Door(app).open("GET", "/healthz").status_code == 200


def test_it_is_ready_when_everything_it_needs_is_there(app: Flask):
    ready = Door(app).open("GET", "/readyz")
    assert (ready.status_code, ready.json) == (200, {"database": "ok", "migrations": "ok", "broker": "ok"})


def test_an_empty_database_is_not_ready_and_the_process_lives(tmp_path: Path):
    app = create_app(settings_for(tmp_path))
    with app.app_context():
        ready = Door(app).open("GET", "/readyz")
        assert (ready.status_code, ready.json["migrations"]) == (503, "behind")
        assert Door(app).open("GET", "/healthz").status_code == 200
        db.session.remove()
        db.engine.dispose()


def test_a_broker_that_does_not_answer_is_named_and_nothing_more_is_told(app: Flask, monkeypatch: pytest.MonkeyPatch):
    app.config["REDIS_URL"] = "redis://secret@127.0.0.1:1/0"
    ready = Door(app).open("GET", "/readyz")
    assert (ready.status_code, ready.json["broker"]) == (503, "ConnectionError")
    assert "secret" not in ready.text
