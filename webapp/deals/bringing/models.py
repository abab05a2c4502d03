"""An import as a row, so that it outlives pages, processes and restarts."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String, true
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.columns import Instant
from webapp.extensions import Model

STATES = ("previewed", "waiting", "running", "done", "failed", "removed")


class DealImport(Model):
    __tablename__ = "deal_imports"
    __table_args__ = (
        CheckConstraint("state IN ('previewed', 'waiting', 'running', 'done', 'failed', 'removed')", name="state"),
        CheckConstraint("progress BETWEEN 0 AND 100", name="progress"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    file_name: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(10), index=True)
    source: Mapped[str] = mapped_column(String(20))
    header: Mapped[list[str]] = mapped_column(JSON)
    cells: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """The file's rows, compressed (see `keeping`); emptied once they are written."""
    rows: Mapped[int]
    mapping: Mapped[list[str]] = mapped_column(JSON)
    day_first: Mapped[bool | None]
    """As the column shows, or as somebody said."""
    decimal: Mapped[str | None] = mapped_column(String(1))
    """The mark before the hundredths, likewise."""
    currency: Mapped[str] = mapped_column(String(3))
    """Of amounts that name none."""
    preview: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    """What stands in the way, the first deals, and rows that are refused."""
    joins: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Whether deals that may be here already under another id are those; it is asked where there are any."""
    digest: Mapped[str] = mapped_column(String(64))
    """Of all that decides what is written, so that nothing is written that nobody has seen."""
    counts: Mapped[dict[str, int]] = mapped_column(JSON)
    progress: Mapped[int] = mapped_column(default=0)
    """In percent."""
    trouble: Mapped[str | None] = mapped_column(String(20))
    """`changed`: it is no longer what was previewed, look again. `fault`: our mistake."""
    claimed_until: Mapped[datetime | None] = mapped_column(Instant)
    """While it runs: from then on it is another process's."""
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    removed_at: Mapped[datetime | None] = mapped_column(Instant)
