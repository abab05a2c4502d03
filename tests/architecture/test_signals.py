"""Every signal says when it fires, and is heard or declared silent."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from blinker import NamedSignal, signal
from flask import Flask

WEBAPP = Path(__file__).parents[2] / "webapp"
SILENT: set[str] = set()
"""Signals that nobody listens to yet."""


def declared() -> Iterator[tuple[str, str, str]]:
    """Each signal's room, name, and the sentence under it."""
    for path in sorted(WEBAPP.glob("*/events.py")):
        lines = ast.parse(path.read_text()).body
        for line, below in zip(lines, [*lines[1:], None], strict=True):
            if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
                value = below.value if isinstance(below, ast.Expr) else None
                sentence = value.value if isinstance(value, ast.Constant) else ""
                yield path.parent.name, line.targets[0].id, str(sentence)


SIGNALS = list(declared())


def test_there_are_signals():
    assert {"answer_given", "vote_cast", "points_awarded", "recall_answered"} <= {name for _room, name, _why in SIGNALS}


@pytest.mark.parametrize(("room", "name", "sentence"), SIGNALS, ids=[name for _room, name, _why in SIGNALS])
def test_a_signal_is_documented_and_heard_or_silent(app: Flask, room: str, name: str, sentence: str):
    assert sentence.startswith("Sent with")
    module = __import__(f"webapp.{room}.events", fromlist=[name])
    found = getattr(module, name)
    assert isinstance(found, NamedSignal)
    assert found is signal(name), "the signal bears the name it is found under"
    assert bool(found.receivers) != (name in SILENT), "heard, or declared silent, not both"


@pytest.mark.parametrize("name", [name for _room, name, _why in SIGNALS])
def test_a_signal_is_sent_somewhere(name: str):
    assert any(f"{name}.send(" in path.read_text() for path in WEBAPP.rglob("*.py"))
