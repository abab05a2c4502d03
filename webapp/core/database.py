"""How connections begin. SQLite: WAL, durable, writers one at a time; PostgreSQL needs nothing."""

import sqlite3
import time
from typing import Any

from flask import Flask
from sqlalchemy import Connection, event

from webapp.extensions import db

BUSY_SECONDS = 20.0
"""How long a writer waits for another process's transaction before it gives up."""


def prepare(app: Flask) -> None:
    with app.app_context():
        if db.engine.dialect.name == "sqlite" and not event.contains(db.engine, "begin", _begin):
            event.listen(db.engine, "connect", _connect)
            event.listen(db.engine, "begin", _begin)


def is_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"


def engine_options(url: str) -> dict[str, Any]:
    """A pool large enough for the greenlets that read at once; SQLite's own wait is switched off,
    since it would stall every greenlet of the process."""
    if url.startswith("sqlite"):
        return {
            "connect_args": {"timeout": 0, "check_same_thread": False},
            "pool_size": 20,
            "max_overflow": 200,
        }
    return {"pool_size": 20, "max_overflow": 30, "pool_pre_ping": True}


def _connect(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=0"):
        connection.execute(f"PRAGMA {pragma}")
    # SQLite's own lowers no letter beyond ASCII; no index is built on it.
    connection.create_function("lower", 1, _lowered, deterministic=True)


def _lowered(text: str | None) -> str | None:
    return None if text is None else str(text).lower()


def _begin(connection: Connection) -> None:
    if not connection.get_execution_options().get("writing"):
        connection.exec_driver_sql("BEGIN")
        return
    raw: Any = connection.connection.driver_connection
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            raw.execute("BEGIN IMMEDIATE")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.004)
