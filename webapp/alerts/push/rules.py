"""When a push may reach somebody: in their waking hours, on their working days, two a day at most. Pure."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta
from statistics import median
from typing import NamedTuple
from zoneinfo import ZoneInfo

from webapp.people.rules import Calendar

KINDS = ("reminder", "streak", "note", "start", "result")
"""What a person may switch off, each by itself."""
BY_DAY = ("reminder", "streak")
"""What is about a day's reply."""
A_DAY = 2
"""No more pushes than this on a date, all kinds together."""
APART = timedelta(hours=12)
"""A third one waits this long after the first, also where a traveller's dates follow each other faster."""

FIRST = 9 * 60 + 30
"""When somebody is reminded of whom we do not know yet when they practise, in minutes after midnight."""
SAVER = 17 * 60
"""When a streak that is at stake is spoken of."""
AFTER_REMINDER = 60
"""Minutes that lie between the two at least; who is reminded later hears nothing more."""
AT_STAKE = 3
"""Days in a row that are worth it."""
LATE = 180
"""For so many minutes after its hour a reminder is still of use, if the worker slept."""
LAST_CALL = 60
"""Nothing is planned for the last minutes before quiet hours begin."""

QUIET_FROM, QUIET_UNTIL = 20 * 60, 7 * 60 + 30
EARLIEST_FROM, LATEST_FROM = 18 * 60, 22 * 60
EARLIEST_UNTIL, LATEST_UNTIL = 6 * 60, 11 * 60
"""Whatever somebody chooses, from ten at night until six in the morning nobody is woken."""

ENOUGH = 5
"""Replies from which an hour is learned."""
BEFORE = 10
"""A reminder comes so many minutes before the usual hour."""
FOLLOWS = 60
"""A reply so soon after a reminder tells nothing of when somebody would have practised by themselves."""
MORNING = 3 * 60
"""Up to this hour a reply belongs to the evening before, so that days are compared from here on."""
AHEAD = 30
"""How many dates are looked through for a working day."""


class Quiet(NamedTuple):
    """Over midnight, in minutes after it."""

    start: int = QUIET_FROM
    end: int = QUIET_UNTIL


class Sent(NamedTuple):
    """A push that a person was sent before: of which date it was one, its place in it, and when."""

    day: date
    slot: int
    at: datetime


class Place(NamedTuple):
    """One of the two of a date."""

    day: date
    slot: int


def place(
    now: datetime, zone: str, quiet: Quiet, calendar: Calendar, earlier: Collection[Sent]
) -> Place | datetime | None:
    """What a push that goes out now takes up; where none may, when to look again; None: not within a month.

    A date never comes twice for who flies west: theirs goes on being the latest that was counted.
    """
    today = now.astimezone(ZoneInfo(zone)).date()
    day = max([today, *(one.day for one in earlier)])
    taken = {one.slot for one in earlier if one.day == day}
    if len(taken) >= A_DAY:
        return opening(now, zone, quiet, calendar, after=day)
    if (opens := opening(now, zone, quiet, calendar)) != now:
        return opens
    latest = sorted(one.at for one in earlier)[-A_DAY:]
    if len(latest) == A_DAY and now < latest[0] + APART:
        return opening(latest[0] + APART, zone, quiet, calendar)
    return Place(day, min(set(range(1, A_DAY + 1)) - taken))


def opening(now: datetime, zone: str, quiet: Quiet, calendar: Calendar, after: date | None = None) -> datetime | None:
    """The first instant from `now` on at which a push may come, and on a date later than `after`."""
    today = now.astimezone(ZoneInfo(zone)).date()
    for n in range(AHEAD):
        day = today + timedelta(n)
        if calendar.is_working(day) and (after is None or day > after):
            opens, closes = at(day, quiet.end, zone), at(day, quiet.start, zone)
            if now < closes and opens < closes:
                return max(now, opens)
    return None


def closing(now: datetime, zone: str, quiet: Quiet) -> datetime:
    """When quiet hours begin, for a push that may come now."""
    return at(now.astimezone(ZoneInfo(zone)).date(), quiet.start, zone)


def at(day: date, minute: int, zone: str) -> datetime:
    """When the clocks of `zone` first show it, in UTC; where spring leaves it out, as long after midnight."""
    return datetime.combine(day, time(minute // 60, minute % 60), ZoneInfo(zone)).astimezone(UTC)


def is_at_stake(current: int, safe: bool) -> bool:
    return not safe and current >= AT_STAKE


def learned(minutes: Sequence[int], hour: int, quiet: Quiet) -> int:
    """A person's hour, given when they last replied and the hour they are reminded at.

    It stays where their replies follow the reminder, for else each would pull the other along.
    """
    if len(minutes) < ENOUGH:
        return hour
    usual = round(median((minute - MORNING) % 1440 for minute in minutes)) + MORNING
    if hour <= usual <= hour + FOLLOWS:
        return hour
    return within((usual - BEFORE) // 5 * 5, quiet)


def within(hour: int, quiet: Quiet) -> int:
    """The hour, or the nearest to it that is not quiet."""
    return min(max(hour, quiet.end), quiet.start - LAST_CALL)


def is_sane(quiet: Quiet) -> bool:
    return EARLIEST_FROM <= quiet.start <= LATEST_FROM and EARLIEST_UNTIL <= quiet.end <= LATEST_UNTIL


def is_waking(hour: int, quiet: Quiet) -> bool:
    return quiet.end <= hour <= quiet.start - LAST_CALL
