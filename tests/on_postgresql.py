"""An application on PostgreSQL whatever the rest is played on: for what happens in the same instant."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from tests.conftest import settings_for
from tests.databases import a_postgresql_database
from webapp import create_app
from webapp.extensions import db


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    with a_postgresql_database() as url:
        app = create_app(settings_for(tmp_path, SQLALCHEMY_DATABASE_URI=url))
        with app.app_context():
            upgrade()
            yield app
            db.session.remove()
            db.engine.dispose()
