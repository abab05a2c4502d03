"""What a cell says: dates, roles, states, addresses. Pure; raises Refused."""

import re
from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from webapp.core.characters import is_readable, is_visible
from webapp.people.roster.columns import plain
from webapp.people.roster.shape import Refused

ROLES = {
    "rep": "rep reps sales salesrep representative salesrepresentative trainee sdr bdr ae accountexecutive agent "
    "vertrieb vertriebler vertrieblerin verkaeufer verkaeuferin vertriebsmitarbeiter vertriebsmitarbeiterin",
    "coach": "coach coaches trainer trainerin salescoach",
    "manager": "manager managerin salesmanager teamlead teamleader lead teamleiter teamleiterin teamleitung leiter "
    "leiterin vertriebsleiter vertriebsleiterin",
    "admin": "admin administrator administratorin",
}
STATES = {
    True: "active aktiv yes ja true wahr 1 current employed angestellt beschaeftigt y j",
    False: "inactive inaktiv deactivated deaktiviert no nein false falsch 0 former left terminated ausgetreten "
    "gekuendigt ausgeschieden n",
}
FIRST_YEAR, LAST_YEAR = 1950, 2100
"""In which anybody may have started or start; every day since is looked at, and none of them waits for so long."""
T = TypeVar("T")

_ROLE = {word: role for role, words in ROLES.items() for word in words.split()}
_STATE = {word: state for state, words in STATES.items() for word in words.split()}
LONGEST = {"name": 120, "email": 254, "team": 80, "cohort": 80, "alias": 40, "manager": 1000}
ADDRESS = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s.,;<>\"]{2,}")
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")


def text(field: str, cell: str) -> str:
    """One line, readable, no longer than it may be; empty where the cell is."""
    value = " ".join(cell.split())
    if value and not (all(map(is_readable, value)) and any(map(is_visible, value))):
        raise Refused("unreadable", field=field)
    if len(value) > LONGEST.get(field, 200):
        raise Refused("too_long", field=field, most=str(LONGEST.get(field, 200)))
    return value


def address(cell: str) -> str:
    value = text("email", cell.lower())
    if not value:
        raise Refused("no_email")
    if not value.isprintable():
        raise Refused("unreadable", field="email")
    if not ADDRESS.fullmatch(value):
        raise Refused("bad_email", value=value)
    return value


def role(cell: str) -> str | None:
    return _looked_up(_ROLE, "unknown_role", text("role", cell))


def are_roles(cells: Iterable[str]) -> bool:
    """Most of them, so that one slip is refused in its row and no column of jobs refuses everybody."""
    said = [plain(cell) for cell in cells if cell.strip()]
    return 2 * sum(cell in _ROLE for cell in said) > len(said)


def state(cell: str) -> bool | None:
    return _looked_up(_STATE, "unknown_status", text("status", cell))


def day(cell: str, month_first: bool | None = None) -> date | None:
    value = text("started_on", cell)
    if not value:
        return None
    try:
        return near(_day(value.split("T")[0].split(" ")[0] if value[:4].isdigit() else value, month_first))
    except ValueError:
        raise Refused("bad_date", value=value) from None


def near(day: date) -> date:
    """A day on which somebody or something may have started."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refused("far_date", value=day.isoformat(), first=str(FIRST_YEAR), last=str(LAST_YEAR))
    return day


def is_month_first(cells: Iterable[str]) -> bool | None:
    """How a column writes 31/12/2026; None where every date could be either."""
    for cell in cells:
        if found := SLASHED.match(cell.strip()):
            first, second = int(found[1]), int(found[2])
            if max(first, second) > 12:
                return second > 12
    return None


def _day(value: str, month_first: bool | None) -> date:
    if found := DOTTED.fullmatch(value):
        return date(int(found[3]), int(found[2]), int(found[1]))
    if found := SLASHED.match(value):
        first, second, year = (int(part) for part in found.groups())
        if month_first is None and first != second:
            raise Refused("ambiguous_date", value=value)
        return date(year, first, second) if month_first else date(year, second, first)
    return date.fromisoformat(value)


def _looked_up(known: dict[str, T], code: str, value: str) -> T | None:
    if not value:
        return None
    if (found := known.get(plain(value))) is None:
        raise Refused(code, value=value)
    return found
