"""A draw, and the week it gave each team. Rows are written once and never changed."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.columns import Instant
from webapp.extensions import Model
from webapp.people.models import Person, Team


class FairStart(Model):
    __tablename__ = "fair_starts"
    __table_args__ = (CheckConstraint("waves > 1", name="waves"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    """What is started."""
    seed: Mapped[str] = mapped_column(String(32))
    """From which anybody can compute the order again; see `rules.order`."""
    first_week: Mapped[date]
    """The Monday on which the first teams start; after the draw."""
    waves: Mapped[int]
    """In how many weeks, one after the other, teams start."""
    drawn_at: Mapped[datetime] = mapped_column(Instant)
    drawn_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))

    drawn_by: Mapped[Person] = relationship(lazy="joined")
    teams: Mapped[list["TeamStart"]] = relationship(order_by="TeamStart.place", lazy="selectin")


class TeamStart(Model):
    __tablename__ = "fair_start_teams"
    __table_args__ = (UniqueConstraint("start_id", "place"),)

    start_id: Mapped[int] = mapped_column(ForeignKey("fair_starts.id"), primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), primary_key=True)
    place: Mapped[int]
    """In the order that was drawn, from nought."""
    week: Mapped[date]

    team: Mapped[Team] = relationship(lazy="joined")
