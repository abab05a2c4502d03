"""A row of a file as a deal. Pure; raises Refused, Skipped and Again."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from webapp.core.characters import folded, is_readable
from webapp.deals.bringing import amounts, days
from webapp.deals.bringing.outcomes import outcome
from webapp.deals.bringing.refusing import Again, Refused, Skipped
from webapp.deals.shape import LARGEST, MADE, Told, known_id

LONGEST = {"id": 80, "name": 200, "reason": 200, "competitor": 120, "objection": 1000, "owner_email": 200}


class Owners(NamedTuple):
    """People here by their address, and by their name where it is one person's alone."""

    by_email: Mapping[str, int]
    by_name: Mapping[str, int]


class Habits(NamedTuple):
    """How a file writes what could be read in several ways."""

    source: str
    day_first: bool | None
    decimal: str | None
    currency: str
    """Of amounts that name none."""


class Ground(NamedTuple):
    """What is known here."""

    owners: Owners
    rates: Mapping[str, float]
    today: date


class Reader:
    """Reads the rows of one file; deals that stand in it twice are told apart."""

    def __init__(self, mapping: Sequence[str], habits: Habits, ground: Ground) -> None:
        self._at = {field: n for n, field in enumerate(mapping) if field}
        self._habits, self._ground = habits, ground
        self._seen: dict[str, int] = {}
        self.currencies: set[str] = set()

    def read(self, cells: Sequence[str]) -> Told:
        if sum(map(bool, map(str.strip, cells))) < 2 < len(cells):
            raise Skipped("")  # A total, or a line below the report.
        result = outcome(
            self._cell("stage", cells), *(self._maybe(f"is_{n}", cells) for n in ("won", "lost", "closed"))
        )
        closed_on = days.day(self._cell("closed_on", cells), self._habits.day_first, self._ground.today)
        if not (name := self._text("name", cells)):
            raise Refused("no_name")
        told = Told(
            self._habits.source,
            self._id(name, closed_on, cells),
            name,
            result,
            *self._money(cells),
            closed_on,
            *self._owner(cells),
            *(self._text(field, cells) or None for field in ("reason", "competitor", "objection")),
        )
        return self._once(told)

    def _money(self, cells: Sequence[str]) -> tuple[int, str, int]:
        stated = self._cell("currency", cells).upper() or None
        if stated and not amounts.CODE.fullmatch(stated):
            raise Refused("no_currency", value=stated[:40])
        said = amounts.amount(self._cell("amount", cells), self._habits.decimal, stated or self._habits.currency)
        currency = stated or said.currency or self._habits.currency
        if stated and said.currency and said.currency != stated:
            raise Refused("two_currencies", value=f"{said.currency}, {stated}")
        self.currencies.add(currency)
        value = round(said.hundredths * self._ground.rates.get(currency, 0.0))
        if value > LARGEST:
            raise Refused("too_much", value=self._cell("amount", cells)[:40])
        return said.hundredths, currency, value

    def _owner(self, cells: Sequence[str]) -> tuple[str | None, int | None]:
        """HubSpot may write both into one cell: Ana Silva (ana@example.com)."""
        name = self._cell("owner", cells)
        email = (self._text("owner_email", cells) or _address_in(name)).lower() or None
        owners = self._ground.owners
        owner_id = owners.by_email.get(email) if email else None
        return email, owner_id or owners.by_name.get(folded(name.partition("(")[0]))

    def _id(self, name: str, closed_on: date, cells: Sequence[str]) -> str:
        said = self._text("id", cells)
        if not said:
            owner = self._cell("owner_email", cells) or self._cell("owner", cells)
            return stable_id(name, closed_on, owner)
        return known_id(self._habits.source, said)

    def _once(self, told: Told) -> Told:
        """Reports over a deal's products repeat it; what then differs is not ours to choose."""
        known = self._seen.get(told.external_id)
        if known == hash(told):
            raise Again
        if known is not None:
            raise Refused("twice", value=told.external_id[:40])
        self._seen[told.external_id] = hash(told)
        return told

    def _text(self, field: str, cells: Sequence[str]) -> str:
        """One line, readable; a long objection is cut, anything else is refused."""
        value = _readable(" ".join(self._cell(field, cells).split()))
        if field == "objection":
            return value[: LONGEST[field]].rstrip()
        if len(value) > LONGEST[field]:
            raise Refused("too_long", field=field, most=str(LONGEST[field]))
        return value

    def _maybe(self, field: str, cells: Sequence[str]) -> str | None:
        return cells[self._at[field]] if field in self._at else None

    def _cell(self, field: str, cells: Sequence[str]) -> str:
        return (self._maybe(field, cells) or "").strip()


def stable_id(name: str, closed_on: date, owner: str) -> str:
    """For deals without an id: the same name, day and owner are the same deal."""
    told = "\n".join((folded(name), closed_on.isoformat(), folded(owner)))
    return f"{MADE}{hashlib.sha256(told.encode()).hexdigest()[:32]}"


def _readable(text: str) -> str:
    """Letter by letter only where something may be wrong: there are many millions in a long file."""
    return text if text.isprintable() else "".join(filter(is_readable, text))


def _address_in(name: str) -> str:
    return next((part.strip("()<>") for part in name.split() if "@" in part), "")
