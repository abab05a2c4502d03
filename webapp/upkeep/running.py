"""A worker's doors: it looks what is due, claims it, and writes down what came of it."""

import os
import socket
from datetime import datetime, timedelta

import structlog

from webapp.core import clock
from webapp.core.rounds import Round
from webapp.core.work import retried, work
from webapp.extensions import db
from webapp.upkeep import actions, queries
from webapp.upkeep.models import Run
from webapp.upkeep.rules import MOST_TRIES

log = structlog.get_logger()

LOOKS_NOTED = timedelta(minutes=1)
"""So often is it written down that a round of every second found nothing."""

_under_way: set[int] = set()
_noted: dict[str, tuple[datetime, str | None]] = {}


def go(one: Round) -> None:
    """Run it, if it is due and no other worker has it."""
    if queries.is_due(one, clock.now()) and (run := _claim(one)) is not None:
        _go(one, run)


def look(one: Round) -> None:
    """Run what somebody waits for. Nobody claims it: its own rows say whose is what."""
    began = clock.now()
    done, error = _tried(one)
    if done or _is_news(one, error, began):
        _note(one, done, error, began)


def hold() -> None:
    """Say that we are still at what we are at."""
    if _under_way:
        with work():
            actions.keep(list(_under_way), now=clock.now())


def me() -> str:
    return f"{socket.gethostname()[:100]}:{os.getpid()}"


def _go(one: Round, run: Run) -> None:
    if run.tries > MOST_TRIES:
        _finish(run, 0, f"Given up: {MOST_TRIES} workers ended in the middle of it.")
        return
    _under_way.add(run.id)
    try:
        _finish(run, *_tried(one))
    finally:
        _under_way.discard(run.id)


def _tried(one: Round) -> tuple[int, str | None]:
    """How much was done, and why not more. One that fails keeps none of the others back."""
    try:
        return one.task(), None
    except Exception as error:
        log.exception("round_failed", name=one.name)
        db.session.rollback()
        return 0, _said(error)


def _said(error: Exception) -> str:
    first = str(error).strip().partition("\n")[0]
    text = "".join(c if c.isprintable() else " " for c in f"{type(error).__name__}: {first}")
    return text.encode(errors="replace").decode()[:300]


def _is_news(one: Round, error: str | None, now: datetime) -> bool:
    at, said = _noted.get(one.name, (None, None))
    return at is None or said != error or now - at >= LOOKS_NOTED


@retried
def _claim(one: Round) -> Run | None:
    with work():
        return actions.claim(one, me(), now=clock.now())


@retried
def _finish(run: Run, done: int, error: str | None) -> None:
    with work():
        actions.finish(run, done, error, now=clock.now())


@retried
def _note(one: Round, done: int, error: str | None, began: datetime) -> None:
    with work():
        actions.note(one, me(), done, error, started_at=began, now=clock.now())
    _noted[one.name] = (began, error)
