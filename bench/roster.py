"""python -m bench.roster [--rows 10000] [--postgresql]

An import of everybody: reading, previewing and applying it, the writing transaction by itself, and the memory at
its peak. Then the same file again, changed in every row, with nothing new.
"""

import argparse
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from bench.figures import show, show_load
from bench.organisation import ZONE, found, ground
from webapp.core import clock
from webapp.core.tables import write_csv, write_xlsx
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.actions import add_person
from webapp.people.models import Person, WorkCalendar
from webapp.people.roster import actions, steps
from webapp.people.roster.models import RosterImport

HEADER = (
    "E-Mail",
    "Vorname",
    "Nachname",
    "Abteilung",
    "Kohorte",
    "Rolle",
    "Eintrittsdatum",
    "Zeitzone",
    "Land",
    "Alias",
)


def main() -> None:
    options = argparse.ArgumentParser(prog="bench.roster", description="An import of the roster.")
    options.add_argument("--rows", type=int, default=10_000)
    options.add_argument("--postgresql", action="store_true")
    asked = options.parse_args()
    show_load()
    with ground(postgresql=asked.postgresql):
        admin = _admin()
        show("memory before, MB", _peak())
        _measure("added, CSV", admin, write_csv(HEADER, _rows(asked.rows, "Silva")))
        _measure("changed, XLSX", admin, write_xlsx(HEADER, _rows(asked.rows, "Santos", team=3)))
        show("memory at the peak, MB", _peak())
    show_load()


def _admin() -> Person:
    found(now=clock.now())
    with work():
        calendar = db.session.get_one(WorkCalendar, 1)
        return add_person("Ada", "ada@bench.test", role="admin", calendar=calendar, time_zone=ZONE, now=clock.now())


def _rows(count: int, name: str, team: int = 0) -> Iterator[list[str]]:
    for n in range(count):
        place = [f"Team {(n + team) % 200}", f"Cohort {n % 20}"]
        yield [f"rep-{n}@bench.test", f"Rep {n}", name, *place, "Vertrieb", "01.02.2026", ZONE, "Deutschland", f"R{n}"]


def _measure(name: str, admin: Person, data: bytes) -> None:
    show(f"{name}: file, kB", len(data) / 1000)
    with _timed(f"{name}: preview, s"):
        row = steps.preview(admin, "roster", data)
    with work():
        actions.begin(row, row.digest)
    timed_apply = _timed(f"{name}: of it the writing transaction, s")(steps._apply)
    with _timed(f"{name}: applying, s"), patch.object(steps, "_apply", timed_apply):
        steps.carry_out(row.id)
    done = db.session.get_one(RosterImport, row.id, populate_existing=True)
    show(f"{name}: state", f"{done.state} {done.counts}")


@contextmanager
def _timed(name: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    show(name, time.monotonic() - began)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
