"""A streak is folded from reply days, a calendar, zones and earn-backs. Pure: values in, value out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from webapp.people.rules import Calendar, ZoneSince
from webapp.streaks.short_days import short_days

DAYS_PER_FREEZE = 5
FREEZES_HELD = 2
DAYS_SHOWN = 42
"""A calendar of six weeks finds every day in `Streak.days`."""


class History(NamedTuple):
    """All that a streak depends on, but for today: `fold(*history, today)`."""

    reply_days: Iterable[date]
    calendar: Calendar
    zones: Sequence[ZoneSince]
    earn_backs: Iterable[date]
    joined: date


@dataclass(frozen=True)
class Streak:
    current: int
    longest: int
    freezes: int
    safe: bool
    """Today's reply is in, or today asks for none."""
    days: dict[date, str]
    """done, frozen, missed, off, today (wanted, not yet in) or before (they joined)."""


def fold(
    reply_days: Iterable[date],
    calendar: Calendar,
    zones: Sequence[ZoneSince],
    earn_backs: Iterable[date],
    joined: date,
    today: date,
) -> Streak:
    """A reply later than today counts: its author has since flown west over the date line."""
    replied, earned = frozenset(reply_days), frozenset(earn_backs)
    first, last = min({joined, today} | replied), max({today} | replied)
    short = short_days(zones, first, last)
    days = {
        day: _seen(day, calendar, short, replied, earned, joined, today)
        for day in _span(min(first, today - timedelta(DAYS_SHOWN - 1)), last)
        if day <= today or day in replied
    }
    current, longest, power = _run(days)
    return Streak(current, longest, power // DAYS_PER_FREEZE, days[today] != "today", days)


def _seen(
    day: date,
    calendar: Calendar,
    short: frozenset[date],
    replied: frozenset[date],
    earned: frozenset[date],
    joined: date,
    today: date,
) -> str:
    """What a day looks like by itself, before any freeze is spent on it."""
    if not calendar.is_working(day):
        return "before" if day < joined else "off"
    if day in replied:
        return "done"
    if day < joined:
        return "before"
    if day in short:
        return "off"
    if day in earned:
        return "frozen"
    return "today" if day == today else "missed"


def _run(days: dict[date, str]) -> tuple[int, int, int]:
    """The current and the longest run, and the days saved up in freezes; marks the days a freeze covers.

    Days beyond two full freezes save nothing, so that one reply more never leaves anyone with less.
    """
    current = longest = power = 0
    for day, state in days.items():
        if state == "done":
            current, power = current + 1, min(power + 1, FREEZES_HELD * DAYS_PER_FREEZE)
            longest = max(longest, current)
        elif state == "missed" and power >= DAYS_PER_FREEZE:
            days[day], power = "frozen", power - DAYS_PER_FREEZE
        elif state == "missed":
            current = power = 0
    return current, longest, power


def _span(first: date, last: date) -> list[date]:
    return [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
