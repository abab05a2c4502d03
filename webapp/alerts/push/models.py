"""Where somebody's pushes go, when they want which, and what they were sent."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.alerts.push.rules import BY_DAY, FIRST, QUIET_FROM, QUIET_UNTIL, Quiet
from webapp.core.columns import Instant
from webapp.extensions import Model
from webapp.people.models import Person


class Device(Model):
    """A browser that takes pushes, for as long as its sign-in holds."""

    __tablename__ = "push_devices"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    sign_in_id: Mapped[int] = mapped_column(ForeignKey("sign_ins.id"), index=True)
    endpoint: Mapped[str] = mapped_column(String(800), unique=True)
    p256dh: Mapped[str] = mapped_column(String(100))
    auth: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Instant)


class Reminding(Model):
    """When a person wants to hear from us. There from their first device on."""

    __tablename__ = "push_remindings"
    __table_args__ = (
        CheckConstraint("hour BETWEEN 0 AND 1439", name="hour"),
        CheckConstraint("learned BETWEEN 0 AND 1439", name="learned"),
        CheckConstraint("quiet_until < quiet_from AND quiet_until >= 0 AND quiet_from <= 1439", name="quiet"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    hour: Mapped[int | None]
    """Chosen, in minutes after midnight; without one, the learned hour counts."""
    learned: Mapped[int] = mapped_column(default=FIRST)
    quiet_from: Mapped[int] = mapped_column(default=QUIET_FROM)
    quiet_until: Mapped[int] = mapped_column(default=QUIET_UNTIL)
    off: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Kinds that are switched off."""
    reminded_on: Mapped[date | None]
    saved_on: Mapped[date | None]
    """The last local dates whose reminder, and whose word about the streak, were decided: sent or not needed."""

    person: Mapped[Person] = relationship()

    @property
    def at(self) -> int:
        return self.learned if self.hour is None else self.hour

    @property
    def quiet(self) -> Quiet:
        return Quiet(self.quiet_from, self.quiet_until)


class Push(Model):
    """One thing said to a person on all their devices. Waits for `next_try_at`; without one it was begun or given up.

    Once it was begun, it is one of the two of its date.
    """

    __tablename__ = "pushes"
    __table_args__ = (
        UniqueConstraint("person_id", "kind", "source"),
        UniqueConstraint("person_id", "day", "slot"),
        CheckConstraint("slot IN (1, 2)", name="slot"),
        CheckConstraint("(day IS NULL) = (slot IS NULL)", name="place"),
        CheckConstraint("begun_at IS NULL OR slot IS NOT NULL OR kind = 'test'", name="counted"),
        Index(
            "ix_pushes_next_try_at",
            "next_try_at",
            postgresql_where=text("next_try_at IS NOT NULL"),
            sqlite_where=text("next_try_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[str] = mapped_column(String(10))
    source: Mapped[str] = mapped_column(String(40))
    said: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What its sentence is filled with."""
    url: Mapped[str] = mapped_column(String(500))
    """Opens nothing by itself; a link that does is made as it is sent."""
    at: Mapped[datetime] = mapped_column(Instant)
    until: Mapped[datetime] = mapped_column(Instant)
    """From then on it is worth nothing, and not sent."""
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None] = mapped_column(Instant)
    devices: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True))
    """Those that have not got it yet, after a try; before the first, all."""
    day: Mapped[date | None]
    slot: Mapped[int | None]
    begun_at: Mapped[datetime | None] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    error: Mapped[str | None] = mapped_column(String(200))

    person: Mapped[Person] = relationship()

    @property
    def about(self) -> date | None:
        """The date whose reply it asks for, and after which it is pointless."""
        return date.fromisoformat(self.source) if self.kind in BY_DAY else None
