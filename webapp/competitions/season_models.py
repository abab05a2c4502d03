"""Seasons: teams that meet week by week, and how each week ended."""

from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.columns import Instant
from webapp.extensions import Model
from webapp.people.models import Team

NO_SCORE = (-1, 1)
"""How the week of a team is written that had no day at work; what was earned is never less than nothing."""


class Season(Model):
    __tablename__ = "seasons"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    first_monday: Mapped[date]
    time_zone: Mapped[str] = mapped_column(String(64))
    """A week is over at its midnight."""
    made_at: Mapped[datetime] = mapped_column(Instant)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    cancelled_at: Mapped[datetime | None] = mapped_column(Instant)
    cancelled_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))

    teams: Mapped[list["SeasonTeam"]] = relationship(order_by="SeasonTeam.drawn", lazy="selectin")
    matches: Mapped[list["Match"]] = relationship(order_by="Match.week, Match.home_id", lazy="selectin")


class SeasonTeam(Model):
    __tablename__ = "season_teams"
    __table_args__ = (UniqueConstraint("season_id", "drawn"),)

    season_id: Mapped[int] = mapped_column(ForeignKey("seasons.id"), primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), primary_key=True)
    drawn: Mapped[int]
    """The order in which the teams were drawn, which makes the fixtures."""

    team: Mapped[Team] = relationship(lazy="joined")


class Match(Model):
    """Two teams' week, written once it was over and its last vote was in; it never changes again."""

    __tablename__ = "season_matches"
    __table_args__ = (
        UniqueConstraint("season_id", "week", "away_id"),
        CheckConstraint("home_id <> away_id", name="two"),
        CheckConstraint("home_denominator > 0 AND away_denominator > 0", name="denominators"),
    )

    season_id: Mapped[int] = mapped_column(ForeignKey("seasons.id"), primary_key=True)
    week: Mapped[int] = mapped_column(primary_key=True)
    """The first is 0."""
    home_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), primary_key=True)
    away_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    home_numerator: Mapped[int] = mapped_column(BigInteger)
    home_denominator: Mapped[int] = mapped_column(BigInteger)
    away_numerator: Mapped[int] = mapped_column(BigInteger)
    away_denominator: Mapped[int] = mapped_column(BigInteger)
    frozen_at: Mapped[datetime] = mapped_column(Instant)
    frozen_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    """Who looked first; None where the worker did."""

    @property
    def home_score(self) -> Fraction | None:
        return _score(self.home_numerator, self.home_denominator)

    @home_score.setter
    def home_score(self, score: Fraction | None) -> None:
        self.home_numerator, self.home_denominator = score.as_integer_ratio() if score is not None else NO_SCORE

    @property
    def away_score(self) -> Fraction | None:
        return _score(self.away_numerator, self.away_denominator)

    @away_score.setter
    def away_score(self, score: Fraction | None) -> None:
        self.away_numerator, self.away_denominator = score.as_integer_ratio() if score is not None else NO_SCORE


def _score(numerator: int, denominator: int) -> Fraction | None:
    return None if (numerator, denominator) == NO_SCORE else Fraction(numerator, denominator)
