"""INSERT … ON CONFLICT, which both databases know under different imports."""

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from webapp.core.database import is_sqlite


def insert(table: Any) -> Any:
    """The dialect's own insert for a table or a mapped class."""
    target: Table = getattr(table, "__table__", table)
    return (sqlite.insert if is_sqlite() else postgresql.insert)(target)
