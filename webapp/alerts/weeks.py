"""Where somebody's week begins. Pure: values in, value out."""

from datetime import date, timedelta

from webapp.people.rules import Calendar

DAY = timedelta(days=1)


def is_first_working_day(day: date, calendar: Calendar) -> bool:
    """Of their week, which begins after their weekend and, where they take none, on Monday."""
    return calendar.is_working(day) and not any(map(calendar.is_working, _before(day, calendar.weekend)))


def first_weekday(weekend: frozenset[int]) -> int:
    """The one after the longest run of free ones, Monday 0."""
    after = [day for day in range(7) if day not in weekend and (day - 1) % 7 in weekend]
    return max(after, key=lambda day: _free_before(day, weekend), default=0)


def _before(day: date, weekend: frozenset[int]) -> list[date]:
    """The days of their week before this one."""
    passed = (day.weekday() - first_weekday(weekend)) % 7
    return [day - n * DAY for n in range(1, passed + 1)]


def _free_before(day: int, weekend: frozenset[int]) -> int:
    return next((n for n in range(7) if (day - 1 - n) % 7 not in weekend), 7)
