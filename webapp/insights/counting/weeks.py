"""ISO weeks, by their Mondays. Pure: values in, value out."""

from datetime import date, timedelta

from webapp.mastery.rules import monday

WEEK = timedelta(weeks=1)
DAY = timedelta(days=1)


def newest(today: date, count: int) -> list[date]:
    """The Mondays of so many weeks, oldest first; the last one is today's own."""
    return [monday(today) - n * WEEK for n in reversed(range(count))]
