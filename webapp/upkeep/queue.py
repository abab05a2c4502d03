"""The queue between the server, where somebody asks, and the workers: a file by default, Redis where there is one."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from flask import Flask
from huey import RedisHuey, SqliteHuey, crontab

from webapp.core.rounds import all_rounds, round_named
from webapp.upkeep import running


class Queue(NamedTuple):
    huey: Any
    go: Callable[[str], Any]
    """Have a worker look at a round."""


def queue_of(app: Flask) -> Queue:
    """Made at its first use, so that the server opens none before somebody asks."""
    if "queue" not in app.extensions:
        huey = _open(app)
        app.extensions["queue"] = Queue(huey, huey.task(name="go")(partial(_go, app)))
    found: Queue = app.extensions["queue"]
    return found


def tick(app: Flask) -> None:
    """Every minute each worker's huey enqueues every round, for it knows nothing of other workers; who claims
    one runs it. What no worker came to within the minute is enqueued anew."""
    for one in all_rounds():
        periodic = queue_of(app).huey.periodic_task(crontab(minute="*"), name=one.name, expires=60)
        periodic(partial(_go, app, one.name))


def _open(app: Flask) -> Any:
    if app.config["REDIS_URL"]:
        return RedisHuey("repartee", url=app.config["REDIS_URL"], results=False)
    return SqliteHuey("repartee", filename=str(app.config["REPARTEE_DATA"] / "queue.db"), results=False)


def _go(app: Flask, name: str) -> None:
    if (one := round_named(name)) is not None:
        with app.app_context():
            running.go(one)
