"""Links that open an account once, and who asked for one."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.columns import Instant
from webapp.extensions import Model


class Link(Model):
    """Good for one use by one person, until it expires or something newer ends it before."""

    __tablename__ = "links"
    __table_args__ = (CheckConstraint("purpose IN ('invitation', 'sign_in', 'reset')", name="purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(10))
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of what the link carries."""
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)


class AskedLink(Model):
    """Somebody asked for a link to be mailed. The worker finds out whether the address is anybody's and removes this,
    so that asking is the same, and takes as long, for every address."""

    __tablename__ = "asked_links"
    __table_args__ = (CheckConstraint("purpose IN ('sign_in', 'reset')", name="purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[str] = mapped_column(String(10))
    email: Mapped[str] = mapped_column(String(254))
    leads_to: Mapped[str] = mapped_column(Text)
    """Where we were found: what the link will begin with."""
    at: Mapped[datetime] = mapped_column(Instant)


class UsedChallengeLink(Model):
    """The first use of a link that opens one challenge; kept until the link would have ended anyway."""

    __tablename__ = "used_challenge_links"

    nonce: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    day: Mapped[date]
    at: Mapped[datetime] = mapped_column(Instant)
    until: Mapped[datetime] = mapped_column(Instant, index=True)
