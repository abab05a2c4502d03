"""What was chosen by need and why, when it is chosen anew, and how people do in each situation."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.columns import Instant
from webapp.extensions import Model


class Decision(Model):
    """Why a cohort has a challenge on a day. It speaks of that challenge alone: a pin that came later is none of it."""

    __tablename__ = "need_decisions"

    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohorts.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenges.id"))
    is_new: Mapped[bool]
    terms: Mapped[dict[str, Any]] = mapped_column(JSON)
    """`rules.Terms` and `evidence.Evidence`, by name."""
    at: Mapped[datetime] = mapped_column(Instant)


class Plan(Model):
    """When a cohort's coming days are chosen anew."""

    __tablename__ = "need_plans"

    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohorts.id"), primary_key=True)
    due_at: Mapped[datetime] = mapped_column(Instant, index=True)


class Knack(Model):
    """What FSRS remembers of how a person talks about a topic in a situation, and how well they have persuaded."""

    __tablename__ = "knacks"
    __table_args__ = (
        CheckConstraint("stability > 0", name="stability"),
        CheckConstraint("replies > 0", name="replies"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id"), primary_key=True)
    situation: Mapped[str] = mapped_column(String(20), primary_key=True)
    stability: Mapped[float]
    """Days after which FSRS gives nine in ten."""
    difficulty: Mapped[float]
    reviewed_at: Mapped[datetime] = mapped_column(Instant)
    """When the newest of their judged replies was written."""
    replies: Mapped[int]
    persuasion: Mapped[float]
    """Sum of their persuasion, 0 to 1 each, as it was learned or as their votes say."""
