"""What was won and lost, as the organisation's sales system tells it, and what its words mean here."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Double, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.columns import Instant
from webapp.extensions import Model

KINDS = ("reason", "competitor", "objection")


class Deal(Model):
    """One deal that ended. Known by its id in the system it came from, and by its other ids (`OtherId`), so that it
    never counts twice."""

    __tablename__ = "deals"
    __table_args__ = (
        UniqueConstraint("source", "external_id"),
        CheckConstraint("outcome IN ('won', 'lost')", name="outcome"),
        Index("ix_deals_closed_on", "closed_on"),
        Index("ix_deals_owner_closed_on", "owner_id", "closed_on"),
        Index("ix_deals_outcome_closed_on_value", "outcome", "closed_on", "value"),  # All that weighing reads.
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(20))
    """`salesforce`, `hubspot`, `file` or `webhook`."""
    external_id: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(200))
    alike: Mapped[str] = mapped_column(String(32), index=True, server_default="")
    """A digest of name and day (see `shape.alike`), by which the same deal is found under another id."""
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
    import_id: Mapped[int | None] = mapped_column(ForeignKey("deal_imports.id"), index=True)
    """The file that brought it in as it is; none where a program did."""


class OtherId(Model):
    """Another id under which a deal is told of, once an admin has said that it is the same."""

    __tablename__ = "deal_ids"

    source: Mapped[str] = mapped_column(String(20), primary_key=True)
    external_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    deal_id: Mapped[int] = mapped_column(ForeignKey("deals.id", ondelete="CASCADE"), index=True)


class Term(Model):
    """Words that deals were lost over. What they mean is what a person confirmed; until then they count for nothing."""

    __tablename__ = "deal_terms"
    __table_args__ = (
        UniqueConstraint("kind", "key"),
        CheckConstraint("kind IN ('reason', 'competitor', 'objection')", name="kind"),
        CheckConstraint("(by_id IS NULL) = (at IS NULL) AND (topic_id IS NULL OR at IS NOT NULL)", name="confirmed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    key: Mapped[str] = mapped_column(String(64))
    """A digest of the words, capitals and spaces aside."""
    words: Mapped[str] = mapped_column(String(1000))
    """As they were first written."""
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id"))
    """None of the topics, where somebody confirmed it without one."""
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime | None] = mapped_column(Instant)


class DealTerm(Model):
    """A lost deal and the words it was lost over; several competitors are several rows."""

    __tablename__ = "deal_words"

    deal_id: Mapped[int] = mapped_column(ForeignKey("deals.id", ondelete="CASCADE"), primary_key=True)
    term_id: Mapped[int] = mapped_column(ForeignKey("deal_terms.id"), primary_key=True, index=True)


class DealTopic(Model):
    """A topic that a deal was about, once a person has confirmed what its words mean."""

    __tablename__ = "deal_topics"

    deal_id: Mapped[int] = mapped_column(ForeignKey("deals.id", ondelete="CASCADE"), primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id"), primary_key=True, index=True)


class Rate(Model):
    """What one unit of a currency is worth in the installation's."""

    __tablename__ = "deal_rates"
    __table_args__ = (CheckConstraint("rate > 0", name="rate"),)

    currency: Mapped[str] = mapped_column(String(3), primary_key=True)
    rate: Mapped[float] = mapped_column(Double)
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Instant)


class Hook(Model):
    """A secret with which a program signs the deals it sends. It is made of `nonce` and our own key, so this row
    alone signs nothing."""

    __tablename__ = "deal_hooks"

    id: Mapped[int] = mapped_column(primary_key=True)
    nonce: Mapped[str] = mapped_column(String(32), unique=True)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime] = mapped_column(Instant)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)


class Heard(Model):
    """A signature that was taken, for as long as its time would let it be taken once more."""

    __tablename__ = "deal_signatures"

    signature: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
