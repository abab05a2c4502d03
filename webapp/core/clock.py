"""The only place that reads the clock. Instants are aware and in UTC; days belong to a zone."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones


def now() -> datetime:
    return datetime.now(UTC)


def local_day(at: datetime, zone: str) -> date:
    """The date on the wall calendar of `zone` at the instant `at`."""
    return at.astimezone(ZoneInfo(zone)).date()


def last_day(end: datetime, zone: str) -> date:
    """The last date of what ends at `end`, which at midnight is the one before."""
    return local_day(end - timedelta(microseconds=1), zone)


def midnight(day: date, zone: str) -> datetime:
    """The instant at which `day` begins in `zone`, in UTC.

    Where a clock change skips midnight, the first instant that exists.
    """
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def at_hour(day: date, hour: int, zone: str) -> datetime:
    """The instant at which the clocks of `zone` show `hour` on `day`, in UTC."""
    return datetime.combine(day, time(hour), ZoneInfo(zone)).astimezone(UTC)


def days(first: date, last: date) -> list[date]:
    """Every date from first to last, both included; empty if last comes before first."""
    return [first + timedelta(n) for n in range((last - first).days + 1)]


@lru_cache
def zones() -> frozenset[str]:
    """The zone names we accept."""
    return frozenset(available_timezones() - {"localtime", "Factory"})
