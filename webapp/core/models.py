"""What must go out after a commit, written in the transaction: news for sockets, and mail."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.columns import Instant
from webapp.extensions import Model


class Outbox(Model):
    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Instant)


class Mail(Model):
    """Waits for `next_try_at`; without one it was sent, or given up."""

    __tablename__ = "mails"
    __table_args__ = (
        Index(
            "ix_mails_next_try_at",
            "next_try_at",
            postgresql_where=text("next_try_at IS NOT NULL"),
            sqlite_where=text("next_try_at IS NOT NULL"),
        ),
        Index(
            "ix_mails_urgent",
            "next_try_at",
            postgresql_where=text("next_try_at IS NOT NULL AND unsubscribe IS NULL"),
            sqlite_where=text("next_try_at IS NOT NULL AND unsubscribe IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    to_name: Mapped[str] = mapped_column(String(120))
    to_email: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    """Empty once it waits no longer: links in it open doors."""
    html: Mapped[str | None] = mapped_column(Text)
    """The same, dressed, for as long."""
    unsubscribe: Mapped[str | None] = mapped_column(String(300))
    """Where one POST ends mail of this kind; only what many get regularly has it, and it goes last."""
    at: Mapped[datetime] = mapped_column(Instant)
    until: Mapped[datetime | None] = mapped_column(Instant)
    """From then on it is worth nothing, and not sent."""
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    error: Mapped[str | None] = mapped_column(String(300))
    """Why the last try failed."""
