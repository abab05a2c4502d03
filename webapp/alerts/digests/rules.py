"""When somebody gets a digest. Pure: values in, value out; the clock is passed in."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from webapp.alerts.weeks import is_first_working_day
from webapp.people.rules import Calendar

RHYTHMS = ("daily", "weekly", "none")
BEGINS, ENDS = time(7, 30), time(12)
"""The morning, by the clock on their wall. A worker that slept through it leaves the digest for another day."""


def morning_of(zone: str, now: datetime) -> date | None:
    """The date whose morning it is there; None at every other hour."""
    local = now.astimezone(ZoneInfo(zone))
    return local.date() if BEGINS <= local.time() < ENDS else None


def end_of_morning(day: date, zone: str) -> datetime:
    return datetime.combine(day, ENDS, ZoneInfo(zone))


def rhythm(wished: str | None, *, reached: bool) -> str:
    """As they wish. Otherwise once a week, and never where push `reached` them already."""
    return wished or ("none" if reached else "weekly")


def is_due(rhythm: str, day: date, calendar: Calendar) -> bool:
    """On working days; once a week, on the first one of theirs."""
    if rhythm == "daily":
        return calendar.is_working(day)
    return rhythm == "weekly" and is_first_working_day(day, calendar)
