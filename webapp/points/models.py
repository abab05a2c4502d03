"""The ledger: append-only, one entry per person, reason and source."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.columns import Instant
from webapp.extensions import Model


class Entry(Model):
    __tablename__ = "ledger"
    __table_args__ = (
        UniqueConstraint("person_id", "reason", "source"),
        Index("ix_ledger_person_day", "person_id", "day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    amount: Mapped[int]
    reason: Mapped[str] = mapped_column(String(20))
    """reply, quality, unjudged, moderation, judgement or recall."""
    source: Mapped[str] = mapped_column(String(40))
    """What earned it: `answer:7`, `answer:7:2` (revision), `answer:7:m3` (moderation), `2026-11-24:3` (slot),
    `recall:9`."""
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("answers.id"), index=True)
    day: Mapped[date]
    at: Mapped[datetime] = mapped_column(Instant)
    working_day: Mapped[bool]
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))
    cohort_id: Mapped[int | None] = mapped_column(ForeignKey("cohorts.id"))
