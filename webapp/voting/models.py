"""Who was asked to judge what, what they said, and the tally of it."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.columns import Instant
from webapp.extensions import Model
from webapp.people.models import Person

REASONS = ("no_proof", "missed_objection", "too_long", "no_next_step", "sounds_scripted")
COMPLAINTS = ("rude", "private", "copied", "off_topic", "other")


class Assignment(Model):
    """A reply that was served to a judge: the only thing they may vote on."""

    __tablename__ = "assignments"

    judge_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answers.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    sample: Mapped[bool] = mapped_column(default=False, server_default=false())
    """A closed reply that coaches have judged, served so that the judge can be compared with them."""


class Vote(Model):
    """One judge's word on one answer. Its first cast is kept: reliability is learned from it."""

    __tablename__ = "votes"
    __table_args__ = (
        UniqueConstraint("judge_id", "answer_id"),
        CheckConstraint("fact BETWEEN 0 AND 2 AND first_fact BETWEEN 0 AND 2", name="fact"),
        CheckConstraint("persuasion BETWEEN 0 AND 2 AND first_persuasion BETWEEN 0 AND 2", name="persuasion"),
        Index("ix_votes_answer", "answer_id"),
        Index("ix_votes_judge_first", "judge_id", "first_cast_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    judge_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    answer_id: Mapped[int] = mapped_column(ForeignKey("answers.id"))
    first_fact: Mapped[int]
    first_persuasion: Mapped[int]
    first_cast_at: Mapped[datetime] = mapped_column(Instant)
    fact: Mapped[int]
    persuasion: Mapped[int]
    reason: Mapped[str | None] = mapped_column(String(30))
    cast_at: Mapped[datetime] = mapped_column(Instant)
    seq: Mapped[int | None] = mapped_column(BigInteger)
    by_coach: Mapped[bool] = mapped_column(default=False)
    weight: Mapped[int]
    """In thousandths, at casting: a coach 3000, a peer 1000 times their reliability. 0 for a vote on a sample."""
    closing_weight: Mapped[int | None]
    """The same at the moment of closing."""


class Tally(Model):
    """What the votes on an answer come to. Locked before anything about its votes changes."""

    __tablename__ = "tallies"
    __table_args__ = (
        Index("ix_tallies_open", "closed_at", "closes_at"),
        CheckConstraint("set_aside IN ('hidden', 'no_attempt')", name="set_aside"),
    )

    answer_id: Mapped[int] = mapped_column(ForeignKey("answers.id"), primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    votes: Mapped[int] = mapped_column(default=0)
    weight: Mapped[int] = mapped_column(default=0)
    fact: Mapped[int] = mapped_column(default=0)
    """Sum of weight x vote, in thousandths, votes counted 0, 1, 2."""
    persuasion: Mapped[int] = mapped_column(default=0)
    quality: Mapped[int] = mapped_column(default=0)
    """The points its votes are worth now."""
    revision: Mapped[int] = mapped_column(default=0)
    withheld: Mapped[bool] = mapped_column(default=False)
    """Written in a cohort of fewer than four: the author learns of it at closing only."""
    closes_at: Mapped[datetime] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    set_aside: Mapped[str | None] = mapped_column(String(10))
    """What the last moderation made of it: hidden, or no attempt; nothing where it stands."""


class Reliability(Model):
    """How far a peer's votes can be relied on, as it was last learned; who has none yet weighs as usual."""

    __tablename__ = "reliabilities"
    __table_args__ = (CheckConstraint("weight BETWEEN 500 AND 1500 AND learned BETWEEN 500 AND 1500", name="weight"),)

    judge_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    weight: Mapped[int]
    """In thousandths of a usual peer's vote: what counts."""
    learned: Mapped[int]
    """The same as the votes alone teach it; what counts is the least while a finding stands."""
    fact_lean: Mapped[float]
    """How much kinder than coaches, where replies lie 1 apart; below 0 is harder."""
    fact_error: Mapped[float]
    """Its standard deviation."""
    persuasion_lean: Mapped[float]
    persuasion_error: Mapped[float]
    replies: Mapped[int]
    """Those it was learned from."""
    shared: Mapped[int]
    """Those of them that a coach judged too."""
    learned_at: Mapped[datetime] = mapped_column(Instant)


class Report(Model):
    """Somebody who saw a reply asks a coach to look at it; once a person and reply."""

    __tablename__ = "reports"
    __table_args__ = (
        CheckConstraint("complaint IN ('rude', 'private', 'copied', 'off_topic', 'other')", name="complaint"),
        Index("ix_reports_answer", "answer_id"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answers.id"), primary_key=True)
    complaint: Mapped[str] = mapped_column(String(10))
    words: Mapped[str | None] = mapped_column(String(280))
    at: Mapped[datetime] = mapped_column(Instant)
    settled_at: Mapped[datetime | None] = mapped_column(Instant)
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class Moderation(Model):
    """Who set a reply aside or restored it, when and why. Rows are added, never changed."""

    __tablename__ = "moderations"
    __table_args__ = (
        CheckConstraint("kind IN ('hidden', 'no_attempt', 'restored')", name="kind"),
        Index("ix_moderations_answer", "answer_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answers.id"))
    kind: Mapped[str] = mapped_column(String(10))
    why: Mapped[str] = mapped_column(String(280))
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Instant)

    by: Mapped[Person] = relationship(lazy="joined")
