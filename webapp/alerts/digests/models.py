"""Who wants digests, who got one on which date, and how far a morning's round has come."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.columns import Instant
from webapp.extensions import Model


class DigestWish(Model):
    """How often a person wants to hear, since they said so."""

    __tablename__ = "digest_wishes"
    __table_args__ = (CheckConstraint("rhythm IN ('daily', 'weekly', 'none')", name="rhythm"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    rhythm: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(Instant)


class Digest(Model):
    """A digest that was written to a person: one a date, whatever happens."""

    __tablename__ = "digests"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)


class DigestRound(Model):
    """A morning in a time zone, and up to whom its people were gone through, by id."""

    __tablename__ = "digest_rounds"

    time_zone: Mapped[str] = mapped_column(String(64), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    reached: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
