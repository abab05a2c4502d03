from datetime import timedelta

import pytest

from tests.doors import clock, restarted
from webapp.core import rounds
from webapp.core.rounds import Round
from webapp.upkeep import running

__all__ = ["clock", "restarted"]


class Task:
    """Does what a test says, and remembers how often."""

    def __init__(self) -> None:
        self.ran = 0
        self.finds: int | Exception = 0

    def __call__(self) -> int:
        self.ran += 1
        if isinstance(self.finds, Exception):
            raise self.finds
        return self.finds


@pytest.fixture
def task() -> Task:
    return Task()


@pytest.fixture
def minutely(task: Task, monkeypatch: pytest.MonkeyPatch) -> Round:
    """The only round there is."""
    one = Round("tests.minutely", "Waters the plants", timedelta(minutes=1), task)
    monkeypatch.setattr(rounds, "_rounds", {one.name: one})
    monkeypatch.setattr(running, "_noted", {})
    return one
