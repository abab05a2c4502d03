"""Who takes part: made through the actions, in a database of the run's own."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import structlog
from flask import Flask
from flask_migrate import upgrade

from tests.builders import a_playbook, a_reply
from tests.conftest import settings_for
from tests.databases import a_postgresql_database
from webapp import create_app
from webapp.core import clock
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.actions import add_person, open_sign_in
from webapp.people.models import Cohort, Person, Team, WorkCalendar
from webapp.schedule.actions import fill, serve

ZONE = "Europe/Berlin"


class Ground(NamedTuple):
    """An empty, migrated database and what a server needs to know to use it."""

    folder: Path
    app: Flask
    settings: dict[str, str]


class Rep(NamedTuple):
    id: int
    token: str
    answer: int
    """Their reply of today, or 0."""
    challenge: int


@contextmanager
def ground(*, postgresql: bool) -> Iterator[Ground]:
    database = a_postgresql_database() if postgresql else nullcontext()
    with TemporaryDirectory(prefix="repartee-bench-") as folder, database as url:
        settings = {"DATABASE_URL": url} if url else {}
        more: dict[str, Any] = {"SQLALCHEMY_DATABASE_URI": url} if url else {}
        app = create_app(settings_for(Path(folder), **more))
        # Figures alone are printed.
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
        with app.app_context():
            upgrade()
            yield Ground(Path(folder), app, settings)
            db.session.remove()
            db.engine.dispose()


def found(*, now: datetime) -> None:
    """Ten teams and a playbook."""
    with work():
        a_playbook(topics=4, now=now)
        db.session.add_all(Team(name=f"Team {n}") for n in range(10))
        db.session.add(WorkCalendar(name="Germany", country="DE"))


def reps(count: int, cohort: str, *, replied: bool, now: datetime) -> list[Rep]:
    """A cohort whose reps are signed in and served their challenge; with `replied`, they have answered it."""
    with work():
        group = Cohort(name=cohort, started_on=now.date() - timedelta(weeks=6))
        db.session.add(group)
        db.session.flush()
        fill(group.id, clock.local_day(now, ZONE), clock.local_day(now, ZONE) + timedelta(days=20), now=now)
        return [_rep(n, group, replied, now) for n in range(count)]


def _rep(n: int, cohort: Cohort, replied: bool, now: datetime) -> Rep:
    calendar = db.session.get_one(WorkCalendar, 1)
    person = add_person(
        f"{cohort.name} {n}",
        f"rep-{n}@{cohort.id}.bench",
        role="rep",
        calendar=calendar,
        time_zone=ZONE,
        team_id=1 + n % 10,
        cohort_id=cohort.id,
        joined_on=now.date() - timedelta(weeks=6),
        now=now - timedelta(weeks=6),
    )
    _sign_in, token = open_sign_in(person, "token", now=now)
    return Rep(person.id, token, *_begun(person, replied, now))


def _begun(person: Person, replied: bool, now: datetime) -> tuple[int, int]:
    if replied:
        answer = a_reply(person, now)
        return answer.id, answer.challenge_id
    row = serve(person, clock.local_day(now, ZONE), now=now)
    assert row is not None
    return 0, row.challenge_id
