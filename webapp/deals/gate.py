"""Who writes many deals, deletes them or says what their words mean does it alone, so that nobody needs to know in
which order the others lock deals, words and topics. Whoever locks an import as well does it before."""

from sqlalchemy import func, select

from webapp.core.database import is_sqlite
from webapp.extensions import db

NUMBER = 0xDEA15


def alone() -> None:
    """Until this work ends. SQLite has one writer anyway."""
    if not is_sqlite():
        db.session.execute(select(func.pg_advisory_xact_lock(NUMBER)))
