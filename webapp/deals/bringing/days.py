"""What a date says; whether its day comes first is decided from the whole column. Pure."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from webapp.deals.bringing.refusing import Refused

FIRST_YEAR = 1990
HOUR = re.compile(r"[T ,]+\d{1,2}:\d\d.*$")
"""Of the day alone; deals close on days."""
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d\d)")
SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d\d)")


def day(cell: str, day_first: bool | None, today: date) -> date:
    """Raises Refused for what is none, could be two, or is still to come."""
    text = HOUR.sub("", cell.strip())
    if not text:
        raise Refused("no_day")
    try:
        found = _day(text, day_first)
    except ValueError:
        raise Refused("bad_day", value=text[:40]) from None
    if found.year < FIRST_YEAR:
        raise Refused("bad_day", value=text[:40])
    if found > today + timedelta(days=1):  # It is tomorrow somewhere already.
        raise Refused("to_come", value=found.isoformat())
    return found


def day_first_of(cells: Iterable[str]) -> tuple[bool | None, bool]:
    """How a column writes 31/12/2026, and whether a cell needs to be told: 3/4/2026 does, 3/3/2026 does not, and
    what is no date in either order says nothing of the others."""
    shown, doubtful = set[bool](), False
    for cell in cells:
        ways = _ways(HOUR.sub("", cell.strip()))
        shown |= ways if len(ways) == 1 else set()
        doubtful = doubtful or bool(ways)
    return (shown.pop() if len(shown) == 1 else None), doubtful


def _ways(text: str) -> set[bool]:
    """The orders in which it is a date, where they matter."""
    found = SLASHED.fullmatch(text)
    if not found or int(found[1]) == int(found[2]):
        return set()
    first, second, year = int(found[1]), int(found[2]), _year(found[3])
    return {
        day_first for day_first, day, month in ((True, first, second), (False, second, first)) if _is(year, month, day)
    }


def _is(year: int, month: int, day: int) -> bool:
    return 0 < month <= 12 and 0 < day <= monthrange(max(year, 1), month)[1]


def _day(text: str, day_first: bool | None) -> date:
    if found := ISO.fullmatch(text):
        return date(*map(int, found.groups()))
    if found := DOTTED.fullmatch(text):
        return date(_year(found[3]), int(found[2]), int(found[1]))
    if found := SLASHED.fullmatch(text):
        first, second, year = int(found[1]), int(found[2]), _year(found[3])
        if day_first is None and _ways(text):
            raise Refused("two_days", value=text)
        return date(year, second, first) if day_first else date(year, first, second)
    raise ValueError(text)


def _year(text: str) -> int:
    return int(text) + 2000 if len(text) == 2 else int(text)
