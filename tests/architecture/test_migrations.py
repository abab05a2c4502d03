"""One history for both databases: up, down, and equal to the models."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from tests.conftest import settings_for
from tests.databases import a_postgresql_database
from webapp import create_app
from webapp.extensions import db


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    if request.param == "sqlite":
        yield create_app(settings_for(tmp_path))
    else:
        with a_postgresql_database() as url:
            app = create_app(settings_for(tmp_path, SQLALCHEMY_DATABASE_URI=url))
            yield app
            with app.app_context():
                db.engine.dispose()


def is_ours(name: str | None, _kind: str, _parents: Any) -> bool:
    """What is searched is the databases' own, each in its way."""
    return not (name or "").startswith("search_")


def test_the_history_goes_up_equals_the_models_and_goes_down(empty: Flask):
    with empty.app_context():
        upgrade()
        with db.engine.connect() as connection:
            ours = MigrationContext.configure(connection, opts={"include_name": is_ours})
            assert compare_metadata(ours, db.metadata) == []
        downgrade(revision="base")
        assert inspect(db.engine).get_table_names() == ["alembic_version"]
        db.engine.dispose()
