"""From which figures on a rep is ready, when they got there, and which coach signed it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.columns import Instant
from webapp.extensions import Model


class Threshold(Model):
    """What a cohort's reps must reach on every topic, 0 to 1 each; a manager decides."""

    __tablename__ = "ready_thresholds"
    __table_args__ = (
        CheckConstraint("recall BETWEEN 0 AND 1 AND fact BETWEEN 0 AND 1 AND persuasion BETWEEN 0 AND 1", name="share"),
    )

    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohorts.id"), primary_key=True)
    recall: Mapped[float]
    fact: Mapped[float]
    persuasion: Mapped[float]
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))


class Reached(Model):
    """The first day on which somebody's figures were all there."""

    __tablename__ = "ready_reached"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    day: Mapped[date]
    at: Mapped[datetime] = mapped_column(Instant)


class SignOff(Model):
    """A coach's word that a rep is ready. Their name and the day stay."""

    __tablename__ = "ready_sign_offs"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    coach_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    day: Mapped[date]
    words: Mapped[str | None] = mapped_column(String(280))
    at: Mapped[datetime] = mapped_column(Instant)
