"""Sums of the ledger by subject, board and period. Ranks and means are computed when read."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Model


class Sum(Model):
    __tablename__ = "standings"
    __table_args__ = (
        CheckConstraint("board IN ('people', 'teams', 'cohorts')", name="board"),
        CheckConstraint("period IN ('day', 'week', 'month', 'all')", name="period"),
        Index("ix_standings_order", "board", "period", "start", "points"),
    )

    board: Mapped[str] = mapped_column(String(10), primary_key=True)
    period: Mapped[str] = mapped_column(String(5), primary_key=True)
    start: Mapped[date] = mapped_column(primary_key=True)
    """The period's first day; 1970-01-01 for all time."""
    subject_id: Mapped[int] = mapped_column(primary_key=True)
    points: Mapped[int] = mapped_column(default=0)
