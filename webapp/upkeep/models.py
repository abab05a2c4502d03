"""What the worker did by itself, so that workers share it and an admin can look."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.columns import Instant
from webapp.extensions import Model


class Run(Model):
    """One run of a round: its slot's, or one that somebody asked for. A round has one at a time."""

    __tablename__ = "round_runs"
    __table_args__ = (
        UniqueConstraint("round", "slot"),
        Index(
            "ix_round_runs_open",
            "round",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round: Mapped[str] = mapped_column(String(80), index=True)
    slot: Mapped[datetime | None] = mapped_column(Instant)
    """The stretch of time whose run this is; none where it was asked for, or is a look that happens every second."""
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    until: Mapped[datetime] = mapped_column(Instant)
    """While it has not ended, it is another worker's from then on."""
    tries: Mapped[int] = mapped_column(default=0)
    """How many workers began it."""
    by: Mapped[str | None] = mapped_column(String(120))
    """The machine and the process."""
    started_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    done: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(String(300))
