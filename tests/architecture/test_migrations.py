"""One history for both databases: up, down, and equal to the models."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, select, text

from tests.builders import a_reply, a_vote
from tests.cast import NOON, TUESDAY, assemble
from tests.conftest import settings_for
from tests.databases import a_postgresql_database
from webapp import create_app
from webapp.core.database import is_sqlite
from webapp.core.work import work
from webapp.extensions import db
from webapp.people import aliases
from webapp.playbook.models import Fact
from webapp.schedule.memory import BY_DEFAULT
from webapp.schedule.models import Recall


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


VERSIONS = Path(__file__).parents[2] / "migrations" / "versions"
REVISIONS = sorted(path.name[:4] for path in VERSIONS.glob("[0-9]*.py"))


def test_nobody_and_nothing_is_lost_on_the_way_down_and_up_again(empty: Flask):
    with empty.app_context():
        upgrade()
        with work():
            cast = assemble()
            aliases.rename(cast.ana, "The Fox")
            a_vote(cast.ben, a_reply(cast.ana, NOON), 2, 2, NOON)
        before = kept()
        for revision in reversed(REVISIONS[1:-1]):
            db.session.remove()
            downgrade(revision=revision)
        upgrade()
        assert kept() == before
        if is_sqlite():
            assert db.session.execute(text("PRAGMA foreign_key_check")).all() == []
            assert db.session.scalar(text("PRAGMA foreign_keys")) == 1
        db.session.remove()
        db.engine.dispose()


def test_of_earlier_answers_the_stability_is_that_from_which_they_were_predicted(empty: Flask):
    with empty.app_context():
        upgrade()
        with work():
            ana, facts = assemble().ana.id, db.session.scalars(select(Fact.id))
            known = {"person_id": ana, "due_on": TUESDAY, "since_days": 9}
            db.session.add(Recall(fact_id=next(facts), **known, predicted=BY_DEFAULT.recalled(9.0, 3.5), stability=3.5))
            db.session.add(Recall(fact_id=next(facts), **known))
        downgrade(revision="0027")
        upgrade()
        assert list(db.session.scalars(select(Recall.stability).order_by(Recall.id))) == [pytest.approx(3.5), None]
        db.session.remove()
        db.engine.dispose()


def kept() -> dict[str, int]:
    """How many rows each table of the first migration has, and who goes by which alias."""
    first = ("people", "teams", "facts", "prompts", "challenges", "answers", "tallies", "votes", "ledger", "servings")
    found = {name: db.session.scalar(text(f"SELECT count(*) FROM {name}")) for name in first}
    return found | dict(db.session.execute(text("SELECT alias, id FROM people WHERE alias IS NOT NULL")).all())


def test_the_history_goes_up_equals_the_models_and_goes_down(empty: Flask):
    with empty.app_context():
        upgrade()
        with db.engine.connect() as connection:
            ours = MigrationContext.configure(connection, opts={"include_name": is_ours})
            assert compare_metadata(ours, db.metadata) == []
        downgrade(revision="base")
        assert inspect(db.engine).get_table_names() == ["alembic_version"]
        db.engine.dispose()
