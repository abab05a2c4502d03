"""What a new installation needs before anybody can play: every room adds its own step."""

from collections.abc import Callable
from typing import NamedTuple


class Step(NamedTuple):
    title: str
    how: str
    url: str
    done: bool


_steps: list[tuple[int, Callable[[], Step]]] = []


def first_step(position: int, make: Callable[[], Step]) -> None:
    if (position, make) not in _steps:
        _steps.append((position, make))
        _steps.sort(key=lambda entry: entry[0])


def first_steps() -> list[Step]:
    """All of them, until each is done."""
    steps = [make() for _position, make in _steps]
    return [] if all(step.done for step in steps) else steps
