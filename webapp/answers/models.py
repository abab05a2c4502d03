"""Replies to the prospect."""

from datetime import date, datetime
from typing import TypedDict

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.columns import Instant
from webapp.extensions import Model
from webapp.people.models import Person
from webapp.playbook.models import Challenge


class UsedKeyPoint(TypedDict):
    text: str
    used: bool


class Answer(Model):
    """One person's reply to a challenge on a day. Its text never changes."""

    __tablename__ = "answers"
    __table_args__ = (
        UniqueConstraint("person_id", "challenge_id", "day", "practice"),
        UniqueConstraint("person_id", "client_id"),
        CheckConstraint("streak_day >= day", name="streak_day"),
        Index("ix_answers_queue", "challenge_id", "cohort_id", "day"),
        Index("ix_answers_cohort_day", "cohort_id", "day"),
        Index("ix_answers_person_day", "person_id", "day"),
        Index(
            "ix_answers_one_a_day",
            "person_id",
            "day",
            unique=True,
            sqlite_where=text("NOT practice"),
            postgresql_where=text("NOT practice"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenges.id"))
    day: Mapped[date]
    """The author's local date that the reply counts for."""
    streak_day: Mapped[date]
    """The same for the author's streak, but for a reply that arrived late once too often."""
    practice: Mapped[bool] = mapped_column(default=False)
    """Not judged, no points."""
    working_day: Mapped[bool]
    repeated: Mapped[bool] = mapped_column(default=False)
    """The same text as an earlier reply of one's own: no points."""
    client_id: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(String(400))
    proof: Mapped[bool] = mapped_column(default=False)
    """The fact's proof is shown to the judges beside the text."""
    key_points: Mapped[list[UsedKeyPoint]] = mapped_column(JSON)
    written_at: Mapped[datetime] = mapped_column(Instant)
    received_at: Mapped[datetime] = mapped_column(Instant)
    closes_at: Mapped[datetime] = mapped_column(Instant)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))
    cohort_id: Mapped[int | None] = mapped_column(ForeignKey("cohorts.id"))
    """Where it is judged: the cohort whose challenge it was, and the author's team on that day."""

    person: Mapped[Person] = relationship()
    challenge: Mapped[Challenge] = relationship(lazy="joined")
