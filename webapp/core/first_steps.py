"""What a new installation needs before anybody can play: every room adds its own step."""

from collections.abc import Callable
from typing import NamedTuple

from flask import request


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


def next_step() -> Step | None:
    """The first that is not done, unless one is at it: somewhere in its part of the desk."""
    step = next((step for step in first_steps() if not step.done), None)
    return None if step is None or _section(request.path) == _section(step.url) else step


def _section(path: str) -> list[str]:
    return path.split("/")[:3]
