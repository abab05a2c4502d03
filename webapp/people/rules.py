"""Which days somebody works, and how long a local date lasted for a traveller. Pure: values in, value out."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate
from zoneinfo import ZoneInfo

import holidays


@dataclass(frozen=True)
class ZoneSince:
    """From `since` on, a person's days are counted in `zone`."""

    since: datetime
    zone: str


@dataclass(frozen=True)
class Calendar:
    """The days a person works: not the weekend, not a country's holidays, not their absences."""

    country: str
    subdivision: str | None = None
    weekend: frozenset[int] = frozenset({5, 6})
    absences: frozenset[tuple[date, date]] = field(default_factory=frozenset)

    def is_working(self, day: date) -> bool:
        return (
            day.weekday() not in self.weekend
            and holiday(self.country, self.subdivision, day) is None
            and not self.is_absent(day)
        )

    def is_absent(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.absences)

    def without_absences(self) -> "Calendar":
        return replace(self, absences=frozenset())

    def working_days(self, first: date, last: date) -> int:
        """How many days they work from first to last, both included."""
        plain = (self.country, self.subdivision, self.weekend)
        worked = _days_worked(*plain, first, last)
        for began, ended in sorted(self.absences):
            began, ended = max(began, first), min(ended, last)
            if began <= ended:
                worked -= _days_worked(*plain, began, ended)
                first = ended + timedelta(1)
        return worked

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        return _nearest(self, day, timedelta(1))

    def previous_working_day(self, day: date) -> date:
        """The last working day before `day`."""
        return _nearest(self, day, -timedelta(1))


def holiday(country: str, subdivision: str | None, day: date) -> str | None:
    """The name of the public holiday on `day`, if it is one."""
    return _holidays_of(country, subdivision, day.year).get(day)


def hours_of(day: date, zones: Iterable[ZoneSince]) -> float:
    """How many hours of the date `day` a person had, going by the zones they were in.

    `zones` in order; the first counts from the beginning of time.
    """
    history = sorted(zones, key=lambda z: z.since)
    seconds = 0.0
    for n, entry in enumerate(history):
        starts = datetime.min.replace(tzinfo=UTC) if n == 0 else entry.since
        ends = history[n + 1].since if n + 1 < len(history) else datetime.max.replace(tzinfo=UTC)
        first, last = _bounds(day, entry.zone)
        seconds += max(0.0, (min(ends, last) - max(starts, first)).total_seconds())
    return seconds / 3600


def _bounds(day: date, zone: str) -> tuple[datetime, datetime]:
    there = ZoneInfo(zone)
    return (
        datetime.combine(day, time(), there).astimezone(UTC),
        datetime.combine(day + timedelta(1), time(), there).astimezone(UTC),
    )


def _nearest(calendar: Calendar, day: date, step: timedelta) -> date:
    for _ in range(3660):
        day += step
        if calendar.is_working(day):
            return day
    raise ValueError("no working day within ten years")


@lru_cache(maxsize=4096)
def _days_worked(country: str, subdivision: str | None, weekend: frozenset[int], first: date, last: date) -> int:
    """Without anybody's absences."""
    if last < first:
        return 0
    after = last + timedelta(1)
    years = {year: _worked_before(country, subdivision, weekend, year) for year in range(first.year, after.year + 1)}
    whole = sum(sums[-1] for year, sums in years.items() if year < after.year)
    return whole + years[after.year][_day_of_year(after)] - years[first.year][_day_of_year(first)]


@lru_cache(maxsize=512)
def _worked_before(country: str, subdivision: str | None, weekend: frozenset[int], year: int) -> tuple[int, ...]:
    """How many of the year's days are worked before each of them, and at last in all."""
    plain, first = Calendar(country, subdivision, weekend), date(year, 1, 1)
    length = _day_of_year(date(year, 12, 31)) + 1
    return (0, *accumulate(plain.is_working(first + timedelta(n)) for n in range(length)))


def _day_of_year(day: date) -> int:
    return day.timetuple().tm_yday - 1


@lru_cache(maxsize=512)
def _holidays_of(country: str, subdivision: str | None, year: int) -> dict[date, str]:
    return dict(holidays.country_holidays(country, subdiv=subdivision, years=year, language="en_US"))
