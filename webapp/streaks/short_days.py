"""The dates too short to ask for a reply: a traveller's, or those of a zone that moved over the date line."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from webapp.people.rules import ZoneSince, hours_of

HOURS_NEEDED = 12


def short_days(zones: Sequence[ZoneSince], first: date, last: date) -> frozenset[date]:
    """The dates from `first` to `last` of which a person had fewer than twelve hours."""
    suspects = {*_around_changes(zones), *_dropped(zones, first, last)}
    return frozenset(d for d in suspects if first <= d <= last and hours_of(d, zones) < HOURS_NEEDED)


def _around_changes(zones: Sequence[ZoneSince]) -> Iterator[date]:
    """No local date is further than one day from the date in UTC."""
    for change in sorted(zones, key=lambda z: z.since)[1:]:
        there = change.since.astimezone(UTC).date()
        yield from (there + timedelta(n) for n in (-1, 0, 1))


def _dropped(zones: Sequence[ZoneSince], first: date, last: date) -> Iterator[date]:
    for zone in {z.zone for z in zones}:
        for year in range(first.year, last.year + 1):
            yield from _dropped_by(zone, year)


@lru_cache(maxsize=4096)
def _dropped_by(zone: str, year: int) -> tuple[date, ...]:
    """Samoa had no 30 December 2011. Such a move lasts, so most years need two looks only."""
    there = ZoneInfo(zone)
    noons = [datetime(year, 1, 1, 12, tzinfo=there) + timedelta(n) for n in range(367)]
    if _apart(noons[0], noons[-1]) < timedelta(hours=HOURS_NEEDED):
        return ()
    return tuple(
        day.date() for pair in pairwise(noons) if _apart(*pair) >= timedelta(hours=HOURS_NEEDED) for day in pair
    )


def _apart(a: datetime, b: datetime) -> timedelta:
    before, after = a.utcoffset(), b.utcoffset()
    assert before is not None
    assert after is not None
    return abs(before - after)
