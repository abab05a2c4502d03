"""What a plan is made from and what it says. Pure values, so that two can be compared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

KINDS = ("added", "changed", "deactivated", "unchanged", "refused")
CHANGEABLE = ("name", "role", "team", "cohort", "calendar", "time_zone", "alias")


class Refused(Exception):
    """This row cannot be taken; the reason is a code, and words that `words` puts into its sentence."""

    def __init__(self, code: str, **words: str) -> None:
        super().__init__(code)
        self.reason = {"code": code, **words}


@dataclass(frozen=True)
class Known:
    """Somebody who is here already."""

    id: int
    email: str
    name: str
    role: str
    team: str | None
    cohort: str | None
    calendar: str
    time_zone: str
    alias: str | None
    active: bool
    merged: bool = False
    """Their person goes by another account."""
    placed_on: date = date.min
    """Since when they are where they are."""

    @property
    def is_placed(self) -> bool:
        return self.active and bool(self.team or self.cohort)


@dataclass(frozen=True)
class Importer:
    """Who imports, and over whom they may decide."""

    id: int
    role: str
    calendar: str
    time_zone: str
    teams: frozenset[str]
    cohorts: frozenset[str]

    @property
    def is_admin(self) -> bool:
        return self.role == "admin"

    def manages(self, person: Known) -> bool:
        """An admin everybody, a manager the reps and coaches of their teams."""
        return self.is_admin or (person.role in ("rep", "coach") and person.team in self.teams)


@dataclass(frozen=True)
class Roster:
    """Everybody there is, as seen by one importer."""

    importer: Importer
    people: Mapping[str, Known]
    """By e-mail."""
    teams: frozenset[str]
    cohorts: frozenset[str]
    calendars: Mapping[str, str]
    """The country of each calendar, by name; with a subdivision where it has one."""
    managed: frozenset[tuple[str, str]] = frozenset()
    """Teams with the e-mails of those who manage them."""


@dataclass
class Row:
    """What becomes of one row, or of one person whom the file does not name."""

    number: int | None
    kind: str
    email: str
    name: str
    person_id: int | None = None
    reason: dict[str, str] | None = None
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    """From what to what, by field; of somebody new, from nothing."""


@dataclass
class Plan:
    rows: list[Row]
    teams: list[str] = field(default_factory=list)
    cohorts: list[str] = field(default_factory=list)
    calendars: dict[str, str] = field(default_factory=dict)
    """New ones, that accepted rows need."""

    def counts(self) -> dict[str, int]:
        kinds = [row.kind for row in self.rows]
        return {kind: kinds.count(kind) for kind in KINDS}


@dataclass(frozen=True)
class Wish:
    """A row that could be read. None says nothing, and takes nothing away."""

    number: int
    email: str
    name: str | None = None
    role: str | None = None
    team: str | None = None
    manager: str | None = None
    """Of their team."""
    cohort: str | None = None
    calendar: str | None = None
    country: str | None = None
    time_zone: str | None = None
    alias: str | None = None
    started_on: date | None = None
    active: bool | None = None
