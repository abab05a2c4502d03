"""What was found in votes, and what somebody said who looked; how far learning has come."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.columns import Instant
from webapp.extensions import Model
from webapp.people.models import Person


class Finding(Model):
    """Something odd in how somebody judges, with its evidence. While it stands their votes weigh the least; a
    manager who has looked settles it, with a sentence. Never deleted."""

    __tablename__ = "findings"
    __table_args__ = (
        CheckConstraint("kind IN ('favours', 'block', 'bot')", name="kind"),
        Index("ix_findings_judge", "judge_id", "settled_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    judge_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    other_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    """Of favours: with whom."""
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))
    """Of a block: for which team."""
    evidence: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Sums alone, by name (trust/words.py says them); never which vote somebody gave."""
    chance: Mapped[float]
    """How likely this, or more, would be by chance, corrected for everybody who was looked at."""
    at: Mapped[datetime] = mapped_column(Instant)
    settled_at: Mapped[datetime | None] = mapped_column(Instant)
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    why: Mapped[str | None] = mapped_column(String(280))

    judge: Mapped[Person] = relationship(foreign_keys=judge_id, lazy="joined")
    other: Mapped[Person | None] = relationship(foreign_keys=other_id, lazy="joined")
    settled_by: Mapped[Person | None] = relationship(foreign_keys=settled_by_id, lazy="joined")


class LearnedCohort(Model):
    """When a cohort's judges were last learned; only what has closed since is news."""

    __tablename__ = "learned_cohorts"

    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohorts.id"), primary_key=True)
    learned_at: Mapped[datetime] = mapped_column(Instant)


class LearnedReply(Model):
    """What a coach would most likely say of a closed reply, 0 to 1 on each question, learned from everybody's first
    casts. It decides what is trained; points and the score that is shown never go by it."""

    __tablename__ = "learned_replies"
    __table_args__ = (CheckConstraint("fact BETWEEN 0 AND 1 AND persuasion BETWEEN 0 AND 1", name="share"),)

    answer_id: Mapped[int] = mapped_column(ForeignKey("answers.id"), primary_key=True)
    fact: Mapped[float]
    fact_error: Mapped[float]
    """Its standard deviation."""
    persuasion: Mapped[float]
    persuasion_error: Mapped[float]
    learned_at: Mapped[datetime] = mapped_column(Instant)
