"""Competitions, who is in them, and how they ended. What state one is in follows from these rows and the clock."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.columns import Instant
from webapp.extensions import Model
from webapp.people.models import Cohort, Person, Team


class Competition(Model):
    __tablename__ = "competitions"
    __table_args__ = (
        CheckConstraint("sides IN ('teams', 'cohorts', 'people')", name="sides"),
        CheckConstraint("metric IN ('points', 'quality', 'participation', 'streak_days')", name="metric"),
        CheckConstraint("ends_at > starts_at", name="window"),
        CheckConstraint("published_at IS NULL OR (starts_at IS NOT NULL AND ends_at IS NOT NULL)", name="published"),
        CheckConstraint("published_at IS NOT NULL OR (cancelled_at IS NULL AND frozen_at IS NULL)", name="ended"),
        CheckConstraint("cancelled_at IS NULL OR frozen_at IS NULL", name="one_end"),
        Index("ix_competitions_open", "frozen_at", "ends_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    between: Mapped[str] = mapped_column("sides", String(10))
    """Teams, cohorts or people. (BETWEEN is a word of SQL's own.)"""
    metric: Mapped[str] = mapped_column(String(20), default="points")
    against_baseline: Mapped[bool] = mapped_column(default=False)
    """Each against their own four weeks before."""
    starts_at: Mapped[datetime | None] = mapped_column(Instant)
    """This and the end may wait in a draft; the window is [start, end)."""
    ends_at: Mapped[datetime | None] = mapped_column(Instant)
    time_zone: Mapped[str] = mapped_column(String(64))
    prize: Mapped[str] = mapped_column(String(200), default="")
    hidden: Mapped[bool] = mapped_column(default=False)
    """A trial run: nobody but its maker's side hears of it, and nobody wins a badge."""
    weekly: Mapped[bool] = mapped_column(default=False)
    suspense: Mapped[bool] = mapped_column(default=False)
    """In the last hour the big screen keeps the first places as they were."""
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("competitions.id"), unique=True)
    made_at: Mapped[datetime] = mapped_column(Instant)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    published_at: Mapped[datetime | None] = mapped_column(Instant)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    cancelled_at: Mapped[datetime | None] = mapped_column(Instant)
    cancelled_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    cancelled_because: Mapped[str | None] = mapped_column(String(200))
    frozen_at: Mapped[datetime | None] = mapped_column(Instant)
    frozen_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    """Who came first after the end; None where the worker did."""

    entrants: Mapped[list["Entrant"]] = relationship(
        order_by="Entrant.id", lazy="selectin", cascade="all, delete-orphan"
    )
    made_by: Mapped[Person] = relationship(foreign_keys=made_by_id)


class Entrant(Model):
    """A team, a cohort or a person that takes part."""

    __tablename__ = "entrants"
    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN team_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN cohort_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN person_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="one",
        ),
        UniqueConstraint("competition_id", "team_id"),
        UniqueConstraint("competition_id", "cohort_id"),
        UniqueConstraint("competition_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    competition_id: Mapped[int] = mapped_column(ForeignKey("competitions.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"), index=True)
    cohort_id: Mapped[int | None] = mapped_column(ForeignKey("cohorts.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)

    team: Mapped[Team | None] = relationship(lazy="joined")
    cohort: Mapped[Cohort | None] = relationship(lazy="joined")
    person: Mapped[Person | None] = relationship(lazy="joined")

    @property
    def subject_id(self) -> int:
        return self.team_id or self.cohort_id or self.person_id or 0

    @property
    def name(self) -> str:
        """As boards show it: a person may go by an alias."""
        if self.person is not None:
            return self.person.alias or self.person.name
        group = self.team or self.cohort
        return group.name if group else ""


class FinalStanding(Model):
    """Where an entrant stood at the end. Written once; whatever happens later changes none of it."""

    __tablename__ = "final_standings"
    __table_args__ = (CheckConstraint("denominator > 0", name="denominator"),)

    entrant_id: Mapped[int] = mapped_column(ForeignKey("entrants.id"), primary_key=True)
    place: Mapped[int]
    rank: Mapped[int | None]
    name: Mapped[str] = mapped_column(String(120))
    numerator: Mapped[int | None] = mapped_column(BigInteger)
    """Of the score, exactly; None for whom there was nothing to compare with."""
    denominator: Mapped[int] = mapped_column(BigInteger, default=1)
    size: Mapped[int]

    entrant: Mapped[Entrant] = relationship()


class Notice(Model):
    """A person's word of a competition they are in, until they have seen it."""

    __tablename__ = "competition_notices"
    __table_args__ = (CheckConstraint("kind IN ('published', 'cancelled', 'ended')", name="kind"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    competition_id: Mapped[int] = mapped_column(ForeignKey("competitions.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime | None] = mapped_column(Instant)

    competition: Mapped[Competition] = relationship()


class Screen(Model):
    """A big screen's secret link, until somebody withdraws it; only the secret's hash is kept."""

    __tablename__ = "screens"

    id: Mapped[int] = mapped_column(primary_key=True)
    competition_id: Mapped[int] = mapped_column(ForeignKey("competitions.id"), index=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(Instant)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))

    competition: Mapped[Competition] = relationship()
