"""One history for SQLite and PostgreSQL, run by `flask db`."""

from typing import Any

from alembic import context
from flask import current_app

from webapp.core.columns import Instant


def include_name(name: str | None, _kind: str, _parents: Any) -> bool:
    """What is searched is kept up by the database and is no table of ours: see webapp/playbook/search.py."""
    return not (name or "").startswith("search_")


migrate = current_app.extensions["migrate"]


def render_item(kind: str, item: Any, _autogen: Any) -> Any:
    """Migrations speak of plain types, so that they outlive our own."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Instant) else False


def minds_references(connection: Any, minds: bool) -> None:
    """SQLite changes a table by making it anew, which it refuses for one that others refer to; only outside of
    a transaction can it be told to look away."""
    if connection.dialect.name == "sqlite":
        connection.connection.driver_connection.execute(f"PRAGMA foreign_keys={'ON' if minds else 'OFF'}")


with migrate.db.engine.connect() as connection:
    minds_references(connection, False)
    context.configure(
        connection=connection,
        target_metadata=migrate.db.metadata,
        render_item=render_item,
        include_name=include_name,
        **migrate.configure_args,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
    minds_references(connection, True)
