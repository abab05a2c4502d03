"""python -m bench.choosing [--people 1000] [--facts 500] [--postgresql]

How long it takes to choose a cohort's coming days by need where everybody remembers every fact, and how much of that is
the transaction for which voters wait.
"""

import argparse
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from bench.figures import show, show_load
from bench.organisation import ZONE, ground
from tests.builders import a_playbook
from tests.need.memories import remember
from webapp.core import clock
from webapp.core.work import work
from webapp.extensions import db
from webapp.need import actions, planning
from webapp.people.actions import add_person
from webapp.people.models import Cohort, Person, WorkCalendar
from webapp.playbook.models import Fact
from webapp.schedule.models import Serving

TOPICS = 10


def main() -> None:
    options = argparse.ArgumentParser(prog="bench.choosing", description="Choosing by need.")
    options.add_argument("--people", type=int, default=1000)
    options.add_argument("--facts", type=int, default=500)
    options.add_argument("--postgresql", action="store_true")
    asked = options.parse_args()
    show_load()
    with ground(postgresql=asked.postgresql):
        now = clock.now()
        cohort_id, person_id = _crowd(asked.people, asked.facts, now)
        for which in ("first", "again"):
            plan = _timed(
                f"planning, {which}, s", lambda: planning.plan(db.session.get_one(Cohort, cohort_id), now=now)
            )
            _timed(f"writing, {which}, s", lambda plan=plan: _written(cohort_id, plan, now))
        _timed("practice for one, s", lambda: _practised(person_id, now))
    show_load()


def _crowd(people: int, facts: int, now: datetime) -> tuple[int, int]:
    """A cohort that was asked about every fact, a month ago and on, and served half a year of challenges."""
    with work():
        a_playbook(topics=TOPICS, facts=facts // TOPICS, now=now)
        calendar, cohort = WorkCalendar(name="Germany", country="DE"), Cohort(name="Autumn", started_on=now.date())
        db.session.add_all([calendar, cohort])
        db.session.flush()
        reps = [_rep(n, calendar, cohort.id, now) for n in range(people)]
        ids = list(db.session.scalars(select(Fact.id)))
        for n in range(0, len(ids), 50):
            remember(reps, ids[n : n + 50], now - timedelta(days=30 + n // 10))
        _serve(reps, now)
        return cohort.id, reps[0].id


def _rep(n: int, calendar: WorkCalendar, cohort_id: int, now: datetime) -> Person:
    email = f"rep-{n}@bench.test"
    return add_person(f"Rep {n}", email, role="rep", calendar=calendar, time_zone=ZONE, cohort_id=cohort_id, now=now)


def _serve(reps: list[Person], now: datetime) -> None:
    rows = [
        {
            "person_id": rep.id,
            "day": (now - timedelta(days=200 - day)).date(),
            "challenge_id": 1 + day * 3,
            "kind": "session",
            "served_at": now,
            "begun_at": now,
        }
        for rep in reps
        for day in range(130)
    ]
    db.session.execute(Serving.__table__.insert(), rows)


def _written(cohort_id: int, plan: list[planning.Planned], now: datetime) -> None:
    with work():
        actions.take(cohort_id, plan, now=now)


def _practised(person_id: int, now: datetime) -> None:
    with work():
        actions.serve_practice(db.session.get_one(Person, person_id), now.date(), now=now)


def _timed(name: str, does: Callable[[], Any]) -> Any:
    db.session.rollback()
    db.session.expunge_all()
    began, used = time.perf_counter(), time.process_time()
    done = does()
    show(name, time.perf_counter() - began)
    show(f"{name} of our processor", time.process_time() - used)
    return done


if __name__ == "__main__":
    main()
