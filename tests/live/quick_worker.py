"""The worker, as it is, but in a hurry: seconds for minutes, and one more round that leaves its marks in a file."""

import worker  # isort: skip  (it patches the standard library first)

import os
import time
from datetime import timedelta
from pathlib import Path

from huey.consumer import Scheduler

from webapp.core import clock, rounds
from webapp.upkeep import actions, working
from webapp.upkeep.rules import slot

PAUSE = timedelta(seconds=2)
MARKS = Path(os.environ["REPARTEE_DATA"])

Scheduler.periodic_task_seconds = 1
rounds.SHORTEST = timedelta(seconds=1.5)
actions.LEASE = working.LEASE = timedelta(seconds=4)


@rounds.every("Leaves its marks", seconds=PAUSE.total_seconds())
def leave_marks() -> int:
    mark("began")
    if (MARKS / "linger").exists():
        time.sleep(60)
    mark("ended")
    return 1


def mark(word: str) -> None:
    with (MARKS / "marks").open("a") as marks:
        marks.write(f"{word} {os.getpid()} {slot(clock.now(), PAUSE).isoformat()}\n")


if __name__ == "__main__":
    worker.main()
