"""What: facts, the lines that prospects say, and the challenges that pair one with the other."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.columns import Instant
from webapp.extensions import Model
from webapp.people.models import Person
from webapp.playbook.versioned import Versioned, versions_of

PARTS = "all, delete-orphan"


class Topic(Model):
    __tablename__ = "topics"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    weight: Mapped[float] = mapped_column(default=1.0)
    """How much business rides on it; 1 is usual."""


class Fact(Versioned, Model):
    __tablename__ = "facts"
    __table_args__ = (
        CheckConstraint("proof_kind IN ('quote', 'figure', 'link', 'picture')", name="proof_kind"),
        *versions_of("facts"),
    )

    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id"), index=True)
    position: Mapped[int]
    """Its place in the curriculum, over all topics."""
    statement: Mapped[str] = mapped_column(String(300))
    why: Mapped[str] = mapped_column(String(400))
    proof_kind: Mapped[str] = mapped_column(String(10))
    proof_text: Mapped[str] = mapped_column(String(400))
    source: Mapped[str] = mapped_column(String(200))
    valid_until: Mapped[date | None]
    question: Mapped[str] = mapped_column(String(300))

    topic: Mapped[Topic] = relationship(lazy="joined")
    key_points: Mapped[list["KeyPoint"]] = relationship(order_by="KeyPoint.position", cascade=PARTS)
    choices: Mapped[list["Choice"]] = relationship(order_by="Choice.position", back_populates="fact", cascade=PARTS)
    challenges: Mapped[list["Challenge"]] = relationship(order_by="Challenge.id", back_populates="fact", cascade=PARTS)
    model_replies: Mapped[list["ModelReply"]] = relationship(
        order_by="ModelReply.id", back_populates="fact", cascade=PARTS
    )
    """The first is its author's, the others are replies that were marked since."""
    steps: Mapped[list["Step"]] = relationship(order_by="Step.id", back_populates="fact")


class KeyPoint(Model):
    """What a reply should mention, in any of its wordings."""

    __tablename__ = "key_points"

    id: Mapped[int] = mapped_column(primary_key=True)
    fact_id: Mapped[int] = mapped_column(ForeignKey("facts.id"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(120))
    synonyms: Mapped[list[str]] = mapped_column(JSON, default=list)


class Choice(Model):
    """One of the answers to a fact's recall question; one is right."""

    __tablename__ = "choices"

    id: Mapped[int] = mapped_column(primary_key=True)
    fact_id: Mapped[int] = mapped_column(ForeignKey("facts.id"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(200))
    is_right: Mapped[bool] = mapped_column(default=False)

    fact: Mapped[Fact] = relationship(back_populates="choices")


class Prompt(Versioned, Model):
    __tablename__ = "prompts"
    __table_args__ = versions_of("prompts")

    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id"), index=True)
    text: Mapped[str] = mapped_column(String(400))
    persona: Mapped[str] = mapped_column(String(80))
    stage: Mapped[str] = mapped_column(String(20))
    mood: Mapped[str] = mapped_column(String(20))
    situation: Mapped[str] = mapped_column(String(20))

    topic: Mapped[Topic] = relationship()
    steps: Mapped[list["Step"]] = relationship(order_by="Step.id", back_populates="prompt")


class Challenge(Model):
    """One fact for one prospect's line."""

    __tablename__ = "challenges"
    __table_args__ = (UniqueConstraint("fact_id", "prompt_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    fact_id: Mapped[int] = mapped_column(ForeignKey("facts.id"))
    prompt_id: Mapped[int] = mapped_column(ForeignKey("prompts.id"))

    fact: Mapped[Fact] = relationship(lazy="joined", back_populates="challenges")
    prompt: Mapped[Prompt] = relationship(lazy="joined")


class ModelReply(Model):
    """A reply to show after one's own."""

    __tablename__ = "model_replies"

    id: Mapped[int] = mapped_column(primary_key=True)
    fact_id: Mapped[int] = mapped_column(ForeignKey("facts.id"), index=True)
    prompt_id: Mapped[int | None] = mapped_column(ForeignKey("prompts.id"))
    text: Mapped[str] = mapped_column(String(400))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    marked_at: Mapped[datetime] = mapped_column(Instant)

    fact: Mapped[Fact] = relationship(back_populates="model_replies")
    author: Mapped[Person | None] = relationship(lazy="joined")
    """Nobody, where the playbook itself gave it."""


class Step(Model):
    """Who brought a fact or a prompt into a state, and when; the newest is its present one."""

    __tablename__ = "playbook_steps"
    __table_args__ = (
        CheckConstraint("(fact_id IS NULL) <> (prompt_id IS NULL)", name="one"),
        CheckConstraint("state IN ('draft', 'review', 'live', 'retired')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    fact_id: Mapped[int | None] = mapped_column(ForeignKey("facts.id"), index=True)
    prompt_id: Mapped[int | None] = mapped_column(ForeignKey("prompts.id"), index=True)
    state: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    note: Mapped[str] = mapped_column(String(200), default="")

    fact: Mapped[Fact | None] = relationship(back_populates="steps")
    prompt: Mapped[Prompt | None] = relationship(back_populates="steps")
    by: Mapped[Person | None] = relationship(lazy="joined")
    """Nobody, where it came with a file from the command line."""


class Upload(Model):
    """The rows of a file between its preview and its import; the newest of each person."""

    __tablename__ = "playbook_uploads"

    id: Mapped[int] = mapped_column(primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), unique=True)
    at: Mapped[datetime] = mapped_column(Instant)
    live: Mapped[bool]
    """Whether what is ready goes live at once."""
    rows: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
