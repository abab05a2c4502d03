"""An import as a row, so that it outlives pages, processes and restarts."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.columns import Instant
from webapp.extensions import Model

STATES = ("previewed", "waiting", "running", "done", "failed")


class RosterImport(Model):
    __tablename__ = "roster_imports"
    __table_args__ = (
        CheckConstraint("state IN ('previewed', 'waiting', 'running', 'done', 'failed')", name="state"),
        CheckConstraint("progress BETWEEN 0 AND 100", name="progress"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    file_name: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(10), index=True)
    header: Mapped[list[str]] = mapped_column(JSON)
    rows: Mapped[list[list[str]]] = mapped_column(JSON, deferred=True)
    """The file's cells; emptied once they are applied."""
    numbers: Mapped[list[int]] = mapped_column(JSON, deferred=True)
    mapping: Mapped[list[str]] = mapped_column(JSON)
    deactivate_missing: Mapped[bool]
    plan: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    """As previewed; once applied, only what was refused."""
    digest: Mapped[str] = mapped_column(String(64))
    """Of the plan, so that nothing is applied that nobody has seen."""
    counts: Mapped[dict[str, int]] = mapped_column(JSON)
    progress: Mapped[int] = mapped_column(default=0)
    """In percent."""
    trouble: Mapped[str | None] = mapped_column(String(20))
    """`changed`: the roster was not as previewed, look again. `fault`: our mistake, nothing was changed."""
    claimed_until: Mapped[datetime | None] = mapped_column(Instant)
    """While it runs: from then on it is another process's."""
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
