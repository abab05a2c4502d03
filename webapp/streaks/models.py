"""Earn-backs: the one thing about a streak that cannot be folded from replies and calendars."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.columns import Instant
from webapp.extensions import Model


class EarnBack(Model):
    """A missed day that three practice replies turned into a frozen one."""

    __tablename__ = "earn_backs"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
