"""When: a cohort's challenge for every date, who was served which, and each person's recalls."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.columns import Instant
from webapp.extensions import Model
from webapp.people.models import Cohort, Person
from webapp.playbook.models import Challenge, Choice, Fact


class ScheduledChallenge(Model):
    """A cohort's challenge for a date: fixed once anyone has begun it."""

    __tablename__ = "scheduled_challenges"

    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohorts.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenges.id"))
    chosen_by: Mapped[str] = mapped_column(String(20))
    """`rotation`, `need` or `pin`."""
    chosen_at: Mapped[datetime] = mapped_column(Instant)

    cohort: Mapped[Cohort] = relationship()
    challenge: Mapped[Challenge] = relationship(lazy="joined")


class Pin(Model):
    """Somebody chose a cohort's challenge for a date, such as a launch's. Nothing else overwrites it."""

    __tablename__ = "pins"
    __table_args__ = (
        ForeignKeyConstraint(["cohort_id", "day"], ["scheduled_challenges.cohort_id", "scheduled_challenges.day"]),
    )

    cohort_id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    reason: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))

    row: Mapped[ScheduledChallenge] = relationship(lazy="joined")
    by: Mapped[Person] = relationship(lazy="joined")


class Serving(Model):
    """A challenge that a person was shown for a date, and may therefore reply to."""

    __tablename__ = "servings"
    __table_args__ = (CheckConstraint("kind IN ('session', 'practice')", name="kind"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenges.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    cohort_id: Mapped[int | None] = mapped_column(ForeignKey("cohorts.id"))
    """Whose challenge it was; the cohort's judges read the reply."""
    served_at: Mapped[datetime] = mapped_column(Instant)
    begun_at: Mapped[datetime | None] = mapped_column(Instant)
    """When it was first shown on its own date, or replied to; empty while it only waits on a phone."""


class Card(Model):
    """What FSRS remembers of a person and a fact."""

    __tablename__ = "cards"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    fact_id: Mapped[int] = mapped_column(ForeignKey("facts.id"), primary_key=True)
    memory: Mapped[dict[str, Any]] = mapped_column(JSON)
    """fsrs.Card.to_dict()."""
    introduced_at: Mapped[datetime] = mapped_column(Instant)


class Recall(Model):
    """One due occurrence of a fact's question. Answered once; a repeat returns the first result."""

    __tablename__ = "recalls"
    __table_args__ = (
        UniqueConstraint("person_id", "fact_id", "due_on"),
        Index("ix_recalls_open", "person_id", "answered_at", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    fact_id: Mapped[int] = mapped_column(ForeignKey("facts.id"))
    due_on: Mapped[date]
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    day: Mapped[date | None]
    """The local date of the answer."""
    choice_id: Mapped[int | None] = mapped_column(ForeignKey("choices.id"))
    correct: Mapped[bool | None]
    seconds: Mapped[float | None]
    since_days: Mapped[int | None]
    """Days since this fact was last asked, or first met, when it was answered."""
    predicted: Mapped[float | None]
    """How likely memory then was to have it, 0 to 1; None the first time, for there was nothing to go by."""
    stability: Mapped[float | None]
    """The card's before this answer, in days; None the first time."""

    fact: Mapped[Fact] = relationship(lazy="joined")
    choice: Mapped[Choice | None] = relationship()


class MemoryFit(Model):
    """What was learned, up to then, of how memory fades here. The newest counts; none is changed."""

    __tablename__ = "memory_fits"
    __table_args__ = (CheckConstraint("longer > 0 AND decay > 0", name="curve"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    fitted_at: Mapped[datetime] = mapped_column(Instant)
    answers: Mapped[int]
    """From how many."""
    longer: Mapped[float]
    decay: Mapped[float]
    loss_before: Mapped[float]
    """Mean log loss, in nats, of the answers held out, by the figures of before."""
    loss_after: Mapped[float]
