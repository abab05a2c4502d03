"""What a worker does beside its queue, each in a greenlet of its own, for ever."""

from collections.abc import Callable

import gevent
import structlog
from flask import Flask

from webapp.core.rounds import all_rounds
from webapp.upkeep import running
from webapp.upkeep.rules import LEASE

log = structlog.get_logger()

OFTEN = 1.0
"""Seconds between two looks for what somebody waits for; huey's own clock ticks once a minute only."""


def catch_up(app: Flask) -> None:
    """At once, whatever was due while nobody worked; and what was slept through runs once."""
    for one in all_rounds():
        _with(app, running.go, one)


def begin(app: Flask) -> None:
    for one in all_rounds():
        if one.is_watch:
            gevent.spawn(_for_ever, OFTEN, app, running.look, one)
    gevent.spawn(_for_ever, LEASE.total_seconds() / 4, app, running.hold)


def _for_ever(pause: float, app: Flask, step: Callable[..., None], *args: object) -> None:
    while True:
        gevent.sleep(pause)
        _with(app, step, *args)


def _with(app: Flask, step: Callable[..., None], *args: object) -> None:
    """Where even the database is away, the next look finds it back."""
    with app.app_context():
        try:
            step(*args)
        except Exception:
            log.exception("worker_step_failed", step=step.__name__)
