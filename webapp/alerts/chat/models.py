"""A team's chat, and what it is told: each thing once."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.columns import Instant
from webapp.extensions import Model
from webapp.people.models import Person, Team


class TeamChat(Model):
    """Where a team is posted to, until somebody turns it off or it turns out to be gone."""

    __tablename__ = "team_chats"
    __table_args__ = (CheckConstraint("kind IN ('slack', 'teams')", name="kind"),)

    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    address: Mapped[str] = mapped_column(Text)
    """Whoever has it can post there: it is shown to nobody again, and stays out of logs and exports."""
    set_at: Mapped[datetime] = mapped_column(Instant)
    set_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    failures: Mapped[int] = mapped_column(default=0)
    """In a row."""
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    """Since when we have not tried any more, for it failed too often or is gone."""

    team: Mapped[Team] = relationship()
    set_by: Mapped[Person] = relationship()


class ChatPost(Model):
    """Waits for `next_try_at`; without one it is under way, was sent, or was given up."""

    __tablename__ = "chat_posts"
    __table_args__ = (
        UniqueConstraint("team_id", "kind", "source"),
        Index(
            "ix_chat_posts_next_try_at",
            "next_try_at",
            postgresql_where=text("next_try_at IS NOT NULL"),
            sqlite_where=text("next_try_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    kind: Mapped[str] = mapped_column(String(10))
    """morning, week, started or ended."""
    source: Mapped[str] = mapped_column(String(20))
    """The day it is about, or the competition."""
    day: Mapped[date]
    said: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Instant)
    until: Mapped[datetime] = mapped_column(Instant)
    """From then on it is worth nothing, and not sent."""
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    error: Mapped[str | None] = mapped_column(String(40))
    """Why the last try failed, without the address."""
