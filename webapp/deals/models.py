"""What was won and lost, as the organisation's sales system tells it."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.columns import Instant
from webapp.extensions import Model


class Deal(Model):
    """One deal that ended. Known by its id in the system it came from, so that it never counts twice."""

    __tablename__ = "deals"
    __table_args__ = (
        UniqueConstraint("source", "external_id"),
        CheckConstraint("outcome IN ('won', 'lost')", name="outcome"),
        Index("ix_deals_closed_on", "closed_on"),
        Index("ix_deals_owner_closed_on", "owner_id", "closed_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(20))
    """`salesforce`, `hubspot`, `file` or `webhook`."""
    external_id: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(200))
    outcome: Mapped[str] = mapped_column(String(4))
    amount: Mapped[int] = mapped_column(BigInteger)
    """In hundredths of its currency."""
    currency: Mapped[str] = mapped_column(String(3))
    value: Mapped[int] = mapped_column(BigInteger)
    """The same in hundredths of the installation's currency, at the rate of the day it came in."""
    closed_on: Mapped[date]
    owner_email: Mapped[str | None] = mapped_column(String(200))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    """Whose deal it was, where they are known here."""
    reason: Mapped[str | None] = mapped_column(String(200))
    competitor: Mapped[str | None] = mapped_column(String(120))
    objection: Mapped[str | None] = mapped_column(String(1000))
    """What the prospect said, in free words."""
    at: Mapped[datetime] = mapped_column(Instant)
    """When it was last brought in."""


class DealTopic(Model):
    """A topic that a deal was about, once a person has confirmed what its words mean."""

    __tablename__ = "deal_topics"

    deal_id: Mapped[int] = mapped_column(ForeignKey("deals.id", ondelete="CASCADE"), primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id"), primary_key=True, index=True)
