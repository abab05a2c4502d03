"""python -m bench.letters [--postgresql] [--people 10000]

One Monday morning: every rep's digest is due, each of them has been here and a fifth of them replied on Friday. Says
how long the worker takes to write them, how long its longest transaction holds everybody else up, and that a second
look finds nothing. Sending them is the mail server's affair.
"""

import argparse
import time
from datetime import datetime
from unittest.mock import patch

from sqlalchemy import func, select

from bench.figures import percentile, show, show_load
from bench.organisation import found, ground, reps
from webapp.alerts.digests import tasks
from webapp.core import clock
from webapp.core.models import Mail
from webapp.extensions import db

FRIDAY = datetime.fromisoformat("2026-11-20T11:00:00+00:00")
MONDAY_8 = datetime.fromisoformat("2026-11-23T07:00:00+00:00")
A_COHORT = 200


def main() -> None:
    options = argparse.ArgumentParser(prog="bench.letters", description="A morning's digests.")
    options.add_argument("--postgresql", action="store_true", help="on a database of its own instead of SQLite")
    options.add_argument("--people", type=int, default=10_000)
    asked = options.parse_args()
    show_load()
    with ground(postgresql=asked.postgresql) as place:
        place.app.config["BASE_URL"] = "https://repartee.bench"
        with patch.object(clock, "now", lambda: FRIDAY):
            found(now=FRIDAY)
            for n in range(0, asked.people, A_COHORT):
                reps(min(A_COHORT, asked.people - n), f"Cohort {n}", replied=n % (5 * A_COHORT) == 0, now=FRIDAY)
        with patch.object(clock, "now", lambda: MONDAY_8):
            _write(asked.people)
    show_load()


def _write(people: int) -> None:
    steps: list[float] = []
    step = tasks._step

    def timed(*args: object) -> int | None:
        began = time.perf_counter()
        try:
            return step(*args)  # type: ignore[arg-type]
        finally:
            steps.append(time.perf_counter() - began)

    with patch.object(tasks, "_step", timed):
        began, used = time.perf_counter(), time.process_time()
        show("digests written", tasks.write_due_digests())
        show(f"writing {people} digests, s", time.perf_counter() - began)
        show("of it processor time, s", time.process_time() - used)
    show("a transaction of 50 people, p50 ms", percentile(steps, 0.5) * 1000)
    show("a transaction of 50 people, longest ms", max(steps) * 1000)
    began = time.perf_counter()
    show("written at a second look", tasks.write_due_digests())
    show("a second look, ms", (time.perf_counter() - began) * 1000)
    show("mails that wait", db.session.scalar(select(func.count()).select_from(Mail)) or 0)


if __name__ == "__main__":
    main()
