"""How well each person does on each topic, week by week: sums, so that any page adds up a few rows."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Model


class TopicWeek(Model):
    """What one person's closed replies and answered recalls of a topic came to in one ISO week."""

    __tablename__ = "topic_weeks"
    __table_args__ = (Index("ix_topic_weeks_week", "week", "topic_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id"), primary_key=True)
    week: Mapped[date] = mapped_column(primary_key=True)
    """Its Monday, by the answer's own day."""
    replies: Mapped[int] = mapped_column(default=0)
    """Those that somebody judged."""
    fact: Mapped[float] = mapped_column(default=0.0)
    """Sum of their fact scores, 0 to 1 each, as at closing."""
    fact_squares: Mapped[float] = mapped_column(default=0.0)
    persuasion: Mapped[float] = mapped_column(default=0.0)
    persuasion_squares: Mapped[float] = mapped_column(default=0.0)
    recalls: Mapped[int] = mapped_column(default=0)
    recalled: Mapped[int] = mapped_column(default=0)
    """Of the recalls, the right ones."""
