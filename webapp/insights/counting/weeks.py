"""ISO weeks, by their Mondays. Pure: values in, value out."""

from datetime import date, datetime, timedelta

from webapp.core import clock
from webapp.mastery.rules import monday

WEEK = timedelta(weeks=1)
DAY = timedelta(days=1)
LAST_TO_END = "Etc/GMT+12"
"""Twelve hours behind UTC: nobody's date is earlier."""


def newest(today: date, count: int) -> list[date]:
    """The Mondays of so many weeks, oldest first; the last one is today's own."""
    return [monday(today) - n * WEEK for n in reversed(range(count))]


def over(now: datetime) -> date:
    """The newest date that is over wherever somebody may be: of a day that still goes on, nothing is missed yet."""
    return clock.local_day(now, LAST_TO_END) - DAY
