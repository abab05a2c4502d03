"""Badges awarded, and the counters their conditions speak of."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.columns import Instant
from webapp.extensions import Model


class Award(Model):
    __tablename__ = "awards"
    __table_args__ = (UniqueConstraint("person_id", "badge", "tier"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    badge: Mapped[str] = mapped_column(String(40))
    tier: Mapped[str] = mapped_column(String(10))
    """`one` where a badge has a single tier, else bronze, silver, gold; how many times it is by now where a coach
    gives it."""
    day: Mapped[date]
    at: Mapped[datetime] = mapped_column(Instant)
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    praise: Mapped[str | None] = mapped_column(String(200))
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("answers.id"), unique=True)
    """The reply a coach gave it for, once a reply."""


class Counter(Model):
    """How often or how far a person has come in something a badge counts."""

    __tablename__ = "badge_counters"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[int] = mapped_column(default=0)
