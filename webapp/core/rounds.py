"""What the worker does by itself, again and again. Every room names its own, in one line above the task:

    @every(_l("Closes the voting on replies whose time has come"), minutes=1)
    def close_all_due() -> int:

A task says how much it did, and may be run twice at once: a worker that was believed dead may come back.
Who runs which, and what came of it, is written down by `upkeep`.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple

Task = Callable[[], int]

SHORTEST = timedelta(minutes=1)


class Round(NamedTuple):
    name: str
    does: Any
    """In plain words."""
    pause: timedelta
    task: Task

    @property
    def is_watch(self) -> bool:
        """Somebody waits for it: every worker looks, each second, and the tasks share what there is."""
        return self.pause < SHORTEST


_rounds: dict[str, Round] = {}


def every(does: Any, **pause: float) -> Callable[[Task], Task]:
    """Run by one worker, whichever, once in each such stretch of time; what was slept through is not made up for."""

    def registered(task: Task) -> Task:
        name = f"{task.__module__}.{task.__name__}".removeprefix("webapp.").replace(".tasks.", ".")
        _rounds[name] = Round(name, does, timedelta(**pause), task)
        return task

    return registered


def often(does: Any) -> Callable[[Task], Task]:
    """For what a person waits for: a progress bar that is watched, a link by mail. It must cost little."""
    return every(does, seconds=1)


def all_rounds() -> list[Round]:
    return [_rounds[name] for name in sorted(_rounds)]


def round_named(name: str) -> Round | None:
    return _rounds.get(name)
