"""Who: people in one team and one cohort, their calendars, zones, absences and sign-ins."""

from datetime import date, datetime

from flask_login import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from webapp.core.characters import folded
from webapp.core.columns import Instant
from webapp.extensions import Model

ROLES = ("rep", "coach", "manager", "admin")


class Team(Model):
    __tablename__ = "teams"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)


class Cohort(Model):
    __tablename__ = "cohorts"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    ramping: Mapped[bool] = mapped_column(default=False)
    started_on: Mapped[date]


class WorkCalendar(Model):
    """A country's holidays and a weekend, shared by the people who work by them."""

    __tablename__ = "work_calendars"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    country: Mapped[str] = mapped_column(String(2))
    subdivision: Mapped[str | None] = mapped_column(String(10))
    weekend: Mapped[str] = mapped_column(String(13), default="5,6")
    """Weekday numbers, Monday 0, separated by commas."""


class Person(Model, UserMixin):
    __tablename__ = "people"
    __table_args__ = (
        CheckConstraint("role IN ('rep', 'coach', 'manager', 'admin')", name="role"),
        CheckConstraint("language IN ('en', 'de')", name="language"),
        CheckConstraint("browser_language IN ('en', 'de')", name="browser_language"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    """Lower case."""
    password_hash: Mapped[str | None] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(10))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"), index=True)
    cohort_id: Mapped[int | None] = mapped_column(ForeignKey("cohorts.id"), index=True)
    calendar_id: Mapped[int] = mapped_column(ForeignKey("work_calendars.id"))
    time_zone: Mapped[str] = mapped_column(String(64))
    language: Mapped[str | None] = mapped_column(String(8))
    """None: as their browser asks for it."""
    browser_language: Mapped[str | None] = mapped_column(String(8))
    """At their last sign-in with one."""
    joined_on: Mapped[date]
    alias: Mapped[str | None] = mapped_column(String(40))
    alias_key: Mapped[str | None] = mapped_column(String(800), unique=True)
    """The alias as it is compared; folding makes a letter at most twenty."""
    placed_on: Mapped[date]
    """From when on role, team and cohort count on the boards as they are here; before it, memberships tell."""
    deactivated_at: Mapped[datetime | None] = mapped_column(Instant)
    deactivated_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    """The account that this one's person goes by now."""

    team: Mapped[Team | None] = relationship()
    cohort: Mapped[Cohort | None] = relationship()
    calendar: Mapped[WorkCalendar] = relationship(lazy="joined")

    @validates("alias")
    def _keep_key(self, _name: str, alias: str | None) -> str | None:
        self.alias_key = folded(alias) if alias else None
        return alias


class ZoneChange(Model):
    """Since when a person's days have been counted in which zone; the first row is their start."""

    __tablename__ = "zone_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    time_zone: Mapped[str] = mapped_column(String(64))
    since: Mapped[datetime] = mapped_column(Instant)


class Membership(Model):
    """From `since` on, a person's local date, what they are and where; in nobody's team while deactivated."""

    __tablename__ = "memberships"
    __table_args__ = (CheckConstraint("role IN ('rep', 'coach', 'manager', 'admin')", name="role"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    since: Mapped[date] = mapped_column(primary_key=True)
    role: Mapped[str] = mapped_column(String(10))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"), index=True)
    cohort_id: Mapped[int | None] = mapped_column(ForeignKey("cohorts.id"), index=True)
    entered_at: Mapped[datetime] = mapped_column(Instant)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class Absence(Model):
    __tablename__ = "absences"
    __table_args__ = (CheckConstraint("last_day >= first_day", name="order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    entered_at: Mapped[datetime] = mapped_column(Instant)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    removed_at: Mapped[datetime | None] = mapped_column(Instant)
    """From then on it is none; what competitions had counted by then stays."""


class CoachedCohort(Model):
    __tablename__ = "coached_cohorts"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohorts.id"), primary_key=True)


class ManagedTeam(Model):
    __tablename__ = "managed_teams"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), primary_key=True)


class ManagedCohort(Model):
    """Given to a manager besides their teams: they may fill it, and see how all of its people do, whatever their team.
    What touches one person (moderation, findings, accounts) stays with who manages that person's team."""

    __tablename__ = "managed_cohorts"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohorts.id"), primary_key=True)


class RanksOff(Model):
    """A team that plays without personal ranks, while it does."""

    __tablename__ = "ranks_off"

    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))


class Setting(Model):
    """What an admin decided for the whole installation, until they decide otherwise; unset until then."""

    __tablename__ = "settings"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))


class SignIn(Model):
    """A browser or a program that is signed in, or a guest who came by a link, until it expires or somebody ends it."""

    __tablename__ = "sign_ins"
    __table_args__ = (
        CheckConstraint("kind IN ('browser', 'token', 'link')", name="kind"),
        CheckConstraint("(kind = 'link') = (day IS NOT NULL)", name="day"),
        Index("ix_sign_ins_open", "person_id", postgresql_where=text("ended_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[str] = mapped_column(String(10))
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of what the cookie or the bearer carries."""
    day: Mapped[date | None]
    """Of a link's: it opens the challenge of this day, and nothing else."""
    at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
