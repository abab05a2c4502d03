"""A small playbook, and two people of one cohort with a third of another."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from tests.playbook.written import topic_document
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.actions import add_person
from webapp.people.models import Cohort, Person, WorkCalendar
from webapp.playbook.actions import load_topic

MONDAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)

Queries = list[str]


@pytest.fixture
def playbook(app: Flask) -> None:
    """Twelve facts of four topics, four prompts each."""
    with work():
        for key in ("onboarding", "pricing", "security", "support"):
            load_topic(topic_document(key), now=NOW)


@pytest.fixture
def cohorts(app: Flask) -> list[int]:
    with work():
        rows = [Cohort(name=name, started_on=MONDAY) for name in ("Spring", "Autumn")]
        db.session.add_all(rows)
    return [row.id for row in rows]


@pytest.fixture
def person(cohorts: list[int]) -> Callable[..., Person]:
    """Makes a rep of the first cohort, unless told otherwise."""
    with work():
        calendar = WorkCalendar(name="Germany here", country="DE")
        db.session.add(calendar)

    def make(name: str, **more: Any) -> Person:
        more = {"role": "rep", "cohort_id": cohorts[0], "time_zone": "Europe/Berlin"} | more
        with work():
            return add_person(name, f"{name}@schedule.example", calendar=calendar, now=NOW, **more)

    return make


@pytest.fixture
def rep(person: Callable[..., Person]) -> Person:
    return person("rep")


@contextmanager
def counted() -> Iterator[Queries]:
    """The statements sent to the database meanwhile, reads of a fresh session."""
    db.session.rollback()
    db.session.expunge_all()
    seen: Queries = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
