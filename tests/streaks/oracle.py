"""A slow second opinion: it looks at the clock every quarter of an hour and keeps freezes in a bag."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from webapp.people.rules import Calendar, ZoneSince

QUARTER = timedelta(minutes=15)


def lived_day(at: datetime, zones: Sequence[ZoneSince]) -> date:
    """The date on the wall where somebody with these zones was at an instant."""
    zone = zones[max(0, bisect_right([z.since for z in zones], at) - 1)].zone
    return at.astimezone(ZoneInfo(zone)).date()


def was_long_enough(day: date, zones: Sequence[ZoneSince]) -> bool:
    start = datetime.combine(day, time(), UTC) - timedelta(hours=26)
    quarters = [start + n * QUARTER for n in range(4 * 76)]
    return sum(lived_day(at, zones) == day for at in quarters) >= 4 * 12


def streak(
    reply_days: Iterable[date],
    calendar: Calendar,
    zones: Sequence[ZoneSince],
    earn_backs: Iterable[date],
    joined: date,
    today: date,
) -> tuple[int, int, int]:
    """Current, longest, freezes."""
    replies, earned = list(reply_days), list(earn_backs)
    run: list[date] = []
    longest = 0
    marks: list[date] = []
    bag: list[list[date]] = []
    for n in range((max([today, *replies]) - min([joined, *replies])).days + 1):
        day = min([joined, *replies]) + timedelta(n)
        if not calendar.is_working(day):
            continue
        if day in replies:
            run.append(day)
            longest = max(longest, len(run))
            if len(bag) < 2:
                marks.append(day)
            if len(marks) == 5:
                bag.append(marks)
                marks = []
        elif joined <= day < today and day not in earned and was_long_enough(day, zones):
            if bag:
                bag.pop()
            else:
                run, marks = [], []
    return len(run), longest, len(bag)
