"""What coaches write to authors, and the minutes they spend."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.columns import Instant
from webapp.extensions import Model
from webapp.people.models import Person

CHIPS = ("great_opening", "fact_first", "show_proof", "shorter", "answer_objection", "next_step", "own_words")
LONGEST_BUDGET = 120
"""Minutes a day."""


class Note(Model):
    """A coach's private word to a reply's author; one a coach and reply."""

    __tablename__ = "notes"
    __table_args__ = (UniqueConstraint("answer_id", "coach_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answers.id"))
    coach_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    text: Mapped[str] = mapped_column(String(280))
    chips: Mapped[list[str]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Instant)
    read_at: Mapped[datetime | None] = mapped_column(Instant)

    coach: Mapped[Person] = relationship(lazy="joined")


class Look(Model):
    """A coach had a reply open; what it took of their time."""

    __tablename__ = "coach_looks"
    __table_args__ = (
        Index("ix_coach_looks_coach_opened", "coach_id", "opened_at"),
        Index("ix_coach_looks_answer", "answer_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    coach_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    answer_id: Mapped[int] = mapped_column(ForeignKey("answers.id"))
    opened_at: Mapped[datetime] = mapped_column(Instant)
    seconds: Mapped[int | None]
    """Once it was closed; never more than a look may take."""


class Budget(Model):
    """The minutes a day that a coach has for replies; without a row, or without minutes, as many as there are."""

    __tablename__ = "coach_budgets"
    __table_args__ = (CheckConstraint("minutes BETWEEN 1 AND 120", name="minutes"),)

    coach_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    minutes: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(Instant)
    beyond_on: Mapped[date | None]
    """The coach's date on which they chose to go on beyond it."""
