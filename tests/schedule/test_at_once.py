"""Days that are planned and given back in the same instant on PostgreSQL, where writers do not queue by themselves."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from threading import Barrier

from flask import Flask

from tests.cast import NOON, TUESDAY, assemble
from tests.on_postgresql import app as app
from webapp.core.problems import Conflict
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.models import Person
from webapp.schedule import actions, pinning, queries

FRIDAY = TUESDAY + timedelta(days=3)
ROUNDS = 20


def test_a_day_that_is_unpinned_while_need_chooses_it_deadlocks_with_nobody(app: Flask) -> None:
    with work():
        cast = assemble()
    ada, cohort = cast.ada.id, cast.autumn.id
    here, other = [one.challenge_id for one in queries.pairings()][:2]

    def give_back() -> None:
        with work():
            pinning.unpin(db.session.get_one(Person, ada), cohort, FRIDAY, now=NOON)

    def choose() -> None:
        with suppress(Conflict), work():
            actions.replace(cohort, FRIDAY, other, chosen_by="need", now=NOON)

    for _round in range(ROUNDS):
        with work():
            pinning.pin(db.session.get_one(Person, ada), here, FRIDAY, [cohort], "Launch", now=NOON)
        at_once(app, give_back, choose)
    row = queries.challenge_on(cohort, FRIDAY)
    assert row is not None
    assert row.chosen_by != "pin"


def at_once(app: Flask, *use_cases: Callable[[], None]) -> None:
    """Each in a thread of its own; whatever one of them raises is raised here."""

    meet = Barrier(len(use_cases))

    def run(use_case: Callable[[], None]) -> None:
        with app.app_context():
            meet.wait()
            try:
                use_case()
            finally:
                db.session.remove()

    with ThreadPoolExecutor(len(use_cases)) as pool:
        for done in [pool.submit(run, one) for one in use_cases]:
            done.result()
    db.session.rollback()
