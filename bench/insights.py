"""python -m bench.insights [--people 100000] [--rows 10000000] [--small-only]

Pages of the insights on PostgreSQL, for a manager of ten teams, a coach of three cohorts and an admin: at a hundredth
of that size, then at that size, and by how much each page's time grew. Requests go through the whole application; the
hundredth and the whole each have a database of their own, dropped afterwards.
"""

import argparse
import time
from collections.abc import Iterator
from datetime import datetime
from unittest.mock import patch

from sqlalchemy import func, select, text

from bench.figures import cpu_seconds, percentile, show, show_load
from bench.insights_world import build
from bench.organisation import Ground, ground
from tests.doors import Browser
from webapp.core import clock
from webapp.extensions import db
from webapp.insights import tasks
from webapp.insights.models import SUMS
from webapp.insights.sections.catalogue import SECTIONS
from webapp.people.models import Person
from webapp.points.models import Entry

THURSDAY = datetime.fromisoformat("2026-11-26T11:00:00+00:00")
A_HUNDREDTH = 100
TIMES = 10

Costs = dict[tuple[str, str], float]
"""Seconds of processor time, by who looks at which page."""


def main() -> None:
    options = argparse.ArgumentParser(prog="bench.insights", description="How long pages take, and how that grows.")
    options.add_argument("--people", type=int, default=100_000)
    options.add_argument("--rows", type=int, default=10_000_000)
    options.add_argument("--small-only", action="store_true", help="the hundredth alone")
    asked = options.parse_args()
    show_load()
    with patch.object(clock, "now", lambda: THURSDAY):
        small = _measured(asked.people // A_HUNDREDTH, asked.rows // A_HUNDREDTH)
        if not asked.small_only:
            _compare(small, _measured(asked.people, asked.rows))
    show_load()


def _compare(small: Costs, whole: Costs) -> None:
    for (who, page), seconds in whole.items():
        show(f"growth of the {who}'s {page}, times", seconds / small[who, page])


def _measured(people: int, rows: int) -> Costs:
    with ground(postgresql=True) as place:
        began = time.perf_counter()
        build(people, rows, THURSDAY.date())
        show("people", db.session.scalar(select(func.count()).select_from(Person)) or 0)
        show("ledger rows", db.session.scalar(select(func.count()).select_from(Entry)) or 0)
        show("database, MB", int(db.session.scalar(text("SELECT pg_database_size(current_database())")) or 0) >> 20)
        show("building, s", time.perf_counter() - began)
        _count()
        return _pages(place)


def _count() -> None:
    for name, count in (("half a year", tasks.count_kept), ("two weeks", tasks.count_newest)):
        began, used = time.perf_counter(), time.process_time()
        teams = count()
        show(f"adding up {name} of {teams} teams, s", time.perf_counter() - began)
        show("of it processor time of ours, s", time.process_time() - used)
    for model in SUMS:
        show(f"rows of {model.__tablename__}", db.session.scalar(select(func.count()).select_from(model)) or 0)
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as database:
        database.execute(text("VACUUM ANALYZE"))


def _pages(place: Ground) -> Costs:
    costs: Costs = {}
    for role in ("manager", "coach", "admin"):
        browser = Browser(place.app, db.session.scalar(select(Person).where(Person.role == role)))
        for name, path in _paths(role):
            _visit(browser, path)
            used = _processor_time()
            times = [_visit(browser, path) for _ in range(TIMES)]
            costs[role, name] = (_processor_time() - used) / TIMES
            show(f"the {role}'s {name}, processor time ms", costs[role, name] * 1000)
            for word, share in (("fastest", 0), ("p50", 0.5), ("p95", 0.95)):
                show(f"the {role}'s {name}, {word} ms", percentile(times, share) * 1000)
    return costs


def _processor_time() -> float:
    """Seconds so far, of this process and of the servers it asks: what a page costs, whoever else is at work."""
    mine = text("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
    return time.process_time() + cpu_seconds(list(db.session.scalars(mine)))


def _paths(role: str) -> Iterator[tuple[str, str]]:
    yield "three sentences", "/desk/insights"
    for name in SECTIONS:
        yield f"{name}, a quarter", f"/desk/insights/{name}?weeks=13"
    if role != "coach":
        yield "topics of one team", "/desk/insights/topics?team=3&weeks=13"


def _visit(browser: Browser, path: str) -> float:
    began = time.perf_counter()
    response = browser.get(path)
    assert response.status_code == 200, response.text
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
