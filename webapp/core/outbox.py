"""News for sockets, from whichever process writes it. On SQLite a row that the one web process tails; with Redis
a message that every process tells its own sockets.

A teller is a function that a room registers for a kind of news; it gets the payload and tells audiences.
"""

from collections.abc import Callable
from typing import Any

import structlog
from flask import Flask, current_app
from sqlalchemy import delete, insert, select

from webapp.core import broker, clock
from webapp.core.models import Outbox
from webapp.core.work import current, work
from webapp.extensions import db, socketio

log = structlog.get_logger()

EVERY = 0.25
"""Seconds between two looks at the table."""

Teller = Callable[[dict[str, Any]], None]
_tellers: dict[str, Teller] = {}


def teller(kind: str) -> Callable[[Teller], Teller]:
    def register(tell: Teller) -> Teller:
        _tellers[kind] = tell
        return tell

    return register


def announce(kind: str, payload: dict[str, Any]) -> None:
    """Tell after this work's commit: `here` where the sockets are, and by Redis wherever else they are; from
    other processes through the `table` or by `redis`; `nowhere` while a history is loaded."""
    where = current_app.config["NEWS"]
    if where == "here":
        current().then(lambda: _tellers[kind](payload))
    if where == "table":
        db.session.execute(insert(Outbox).values(kind=kind, payload=payload, at=clock.now()))
    elif where != "nowhere" and current_app.config["REDIS_URL"]:
        current().gather(_Publication).messages.append((kind, payload))


class _Publication:
    """What one work has to tell other processes goes to Redis in one message exchange."""

    def __init__(self) -> None:
        self.messages: list[broker.Message] = []

    def write(self) -> None:
        soon = current_app.config["NEWS"] == "here"
        current().then(lambda: (broker.publish_soon if soon else broker.publish)(self.messages))


def tail(app: Flask) -> None:
    """Tell what other processes wrote, for ever. Started once in the web process."""
    while True:
        socketio.sleep(EVERY)
        with app.app_context():
            try:
                tell_waiting()
            except Exception:
                log.exception("outbox_not_read")
            finally:
                db.session.remove()


def tell_waiting() -> int:
    """Tell and remove the rows that wait; returns how many."""
    rows = db.session.execute(select(Outbox.id, Outbox.kind, Outbox.payload).order_by(Outbox.id)).all()
    if not rows:
        return 0
    with work():
        db.session.execute(delete(Outbox).where(Outbox.id.in_([row.id for row in rows])))
    for row in rows:
        _tell(row.kind, row.payload)
    return len(rows)


def _tell(kind: str, payload: dict[str, Any]) -> None:
    """One that cannot be told keeps none of the others back."""
    try:
        _tellers[kind](payload)
    except Exception:
        log.exception("news_not_told", kind=kind)


def hear() -> None:
    """Tell what other processes publish, from this process's first socket on. Without Redis there is nothing."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    if app.config["REDIS_URL"]:
        broker.listen(app, lambda kind, payload: _tellers[kind](payload))
