"""python -m bench.deals [--rows 100000] [--postgresql]

Won and lost deals as Salesforce and HubSpot export them: previewed, imported, imported again, weighed and deleted,
with the memory at its peak, over a process at rest.
"""

import argparse
import csv
import random
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select

from bench.figures import show, show_load
from bench.organisation import ZONE, found, ground
from webapp.core import clock
from webapp.core.work import work
from webapp.deals import actions as deals
from webapp.deals import removing
from webapp.deals.bringing import actions, steps
from webapp.deals.bringing.models import DealImport
from webapp.deals.models import Term
from webapp.deals.queries import topic_weights
from webapp.extensions import db
from webapp.people.actions import add_person
from webapp.people.models import Person, WorkCalendar

SALESFORCE = (
    *("Opportunity ID", "Opportunity Name", "Account Name", "Type", "Lead Source", "Stage", "Probability (%)"),
    *("Amount Currency", "Amount", "Close Date", "Created Date", "Opportunity Owner", "Owner Email", "Loss Reason"),
    *("Primary Competitor", "Loss Details"),
)
HUBSPOT = (
    *("Record ID", "Deal Name", "Deal Stage", "Pipeline", "Amount", "Currency", "Close Date", "Create Date"),
    *("Deal owner", "Is Closed Won", "Is closed lost", "Closed Lost Reason", "Competitors"),
)
REASONS = [f"Reason {n}" for n in range(40)]
RIVALS = ["", "", "ShiftMate", "RotaPro", "ShiftMate; RotaPro", "Paperwork"]
RATES = {"USD": 0.92, "GBP": 1.17, "CHF": 1.05}


def main() -> None:
    options = argparse.ArgumentParser(prog="bench.deals", description="Imports of deals.")
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--postgresql", action="store_true")
    asked = options.parse_args()
    show_load()
    with TemporaryDirectory() as folder, ground(postgresql=asked.postgresql):
        for name, write in (("salesforce.csv", _write_salesforce), ("hubspot.csv", _write_hubspot)):
            _beside(write, Path(folder) / name, asked.rows)
        admin, (salesforce, hubspot) = _admin(), (Path(folder) / name for name in ("salesforce.csv", "hubspot.csv"))
        show("memory before, MB", _peak())
        row = _measure("Salesforce", admin, salesforce)
        show("memory at the peak, MB", _peak())
        _measure("HubSpot", admin, hubspot)
        show("memory at the peak, MB", _peak())
        _weigh(admin)
        _again(admin, salesforce)
        with _timed("deleting one of the imports, s"), work():
            removing.remove_of(admin, db.session.get_one(DealImport, row.id), now=clock.now())
        show("memory at the peak, MB", _peak())
    show_load()


def _admin() -> Person:
    found(now=clock.now())
    with work():
        calendar = db.session.get_one(WorkCalendar, 1)
        admin = add_person("Ada", "ada@bench.test", role="admin", calendar=calendar, time_zone=ZONE, now=clock.now())
        for currency, rate in RATES.items():
            deals.set_rate(admin, currency, rate, now=clock.now())
    return admin


def _measure(name: str, admin: Person, file: Path) -> DealImport:
    data = file.read_bytes()
    show(f"{name}: file, MB", len(data) / 1e6)
    with _timed(f"{name}: preview, s"):
        row = steps.preview(admin, name, data)
    with work():
        actions.begin(admin, row, row.digest)
    with _timed(f"{name}: import, s"):
        steps.carry_out(row.id)
    done = db.session.get_one(DealImport, row.id, populate_existing=True)
    show(f"{name}: state", f"{done.state} {done.counts}")
    return done


def _weigh(admin: Person) -> None:
    """Every reason means one of the four topics."""
    with _timed("confirming 40 reasons, s"):
        for n, term_id in enumerate(db.session.scalars(select(Term.id).where(Term.kind == "reason")).all()):
            with work():
                deals.confirm(admin, term_id, 1 + n % 4, now=clock.now())
    with _timed("topic_weights, s"):
        topic_weights(clock.now().date())


def _again(admin: Person, file: Path) -> None:
    with _timed("Salesforce again: preview, s"):
        row = steps.preview(admin, "again", file.read_bytes())
    show("Salesforce again: counts", str(row.counts))


def _salesforce(count: int) -> Iterator[list[str]]:
    for n, (chance, closed) in enumerate(_days(count)):
        stage = chance.choices(["Closed Lost", "Closed Won", "Negotiation/Review"], [5, 4, 1])[0]
        lost = stage == "Closed Lost"
        yield [
            *(f"0065g{n:010d}", f"Customer {n} - {chance.randint(1, 60)} sites", f"Customer {n} GmbH", "New Business"),
            *("Web", stage, "0", chance.choice(["EUR", "EUR", "USD", "GBP"]), f"{chance.randint(500, 200_000):,}.00"),
            *(closed.strftime("%m/%d/%Y"), (closed - timedelta(days=60)).strftime("%m/%d/%Y"), f"Rep {n % 200}"),
            *(
                f"rep-{n % 200}@bench.test",
                chance.choice(REASONS) if lost else "",
                chance.choice(RIVALS) if lost else "",
            ),
            "They told us that the project would take too long." if lost and n % 10 == 0 else "",
        ]


def _hubspot(count: int) -> Iterator[list[str]]:
    for n, (chance, closed) in enumerate(_days(count)):
        lost = chance.random() < 0.6
        yield [
            *(str(21_849_000_000 + n), f"Guest {n}", f"Closed {'Lost' if lost else 'Won'} (Sales Pipeline)"),
            *("Sales Pipeline", f"{chance.randint(500, 200_000)}.5", chance.choice(["EUR", "CHF"])),
            *(f"{closed} 14:22", f"{closed - timedelta(days=60)} 09:00", f"Rep {n % 200} (rep-{n % 200}@bench.test)"),
            *(str(not lost).lower(), str(lost).lower(), chance.choice(REASONS) if lost else ""),
            chance.choice(RIVALS) if lost else "",
        ]


def _days(count: int) -> Iterator[tuple[random.Random, date]]:
    chance, today = random.Random(5), clock.now().date()
    return ((chance, today - timedelta(days=chance.randint(0, 700))) for _n in range(count))


def _write_salesforce(file: Path, count: int) -> None:
    _write(file, SALESFORCE, _salesforce(count))


def _write_hubspot(file: Path, count: int) -> None:
    _write(file, HUBSPOT, _hubspot(count))


def _write(file: Path, header: tuple[str, ...], rows: Iterator[list[str]]) -> None:
    with file.open("w", newline="") as text:
        csv.writer(text).writerows([header, *rows])


def _beside(write: Callable[[Path, int], None], *args: Any) -> None:
    """In another process, so that our memory is the import's alone."""
    other = get_context("spawn").Process(target=write, args=args)
    other.start()
    other.join()


@contextmanager
def _timed(name: str) -> Iterator[None]:
    began, used = time.monotonic(), time.process_time()
    yield
    show(name, time.monotonic() - began)
    show(f"{name}, of our processor", time.process_time() - used)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
