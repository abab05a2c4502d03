"""Replies that became models, calls they were used on, and words that a fact's key points still miss."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.answers.models import Answer
from webapp.core.columns import Instant
from webapp.extensions import Model
from webapp.people.models import Person
from webapp.playbook.models import Fact


class ModelMark(Model):
    """A coach calls a reply a model. It is shown as one once its voting has closed, so that no vote is swayed."""

    __tablename__ = "model_marks"

    answer_id: Mapped[int] = mapped_column(ForeignKey("answers.id"), primary_key=True)
    model_reply_id: Mapped[int | None] = mapped_column(ForeignKey("model_replies.id"), unique=True)
    """The model in the playbook, from the closing on."""
    marked_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Instant)

    marked_by: Mapped[Person] = relationship(lazy="joined")


class LineUse(Model):
    """Somebody said a model reply on calls, one or many; whether it worked for them, as far as they told."""

    __tablename__ = "line_uses"
    __table_args__ = (Index("ix_line_uses_model_reply", "model_reply_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    model_reply_id: Mapped[int] = mapped_column(ForeignKey("model_replies.id"), primary_key=True)
    used_at: Mapped[datetime] = mapped_column(Instant)
    worked: Mapped[bool | None]


class WordingProposal(Model):
    """“I did say that”: an author's words for a key point that was not found in their reply."""

    __tablename__ = "wording_proposals"
    __table_args__ = (
        UniqueConstraint("answer_id", "point"),
        CheckConstraint("state IN ('proposed', 'accepted', 'declined')", name="state"),
        Index("ix_wording_proposals_state", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answers.id"))
    fact_id: Mapped[int] = mapped_column(ForeignKey("facts.id"), index=True)
    point: Mapped[str] = mapped_column(String(120))
    """The key point as it was worded when they replied."""
    words: Mapped[str] = mapped_column(String(120))
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    state: Mapped[str] = mapped_column(String(10), default="proposed")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Instant)

    answer: Mapped[Answer] = relationship()
    fact: Mapped[Fact] = relationship(lazy="joined")
    proposed_by: Mapped[Person] = relationship(lazy="joined", foreign_keys=[proposed_by_id])
