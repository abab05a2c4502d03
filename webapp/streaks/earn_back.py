"""When a lost streak can be brought back. Pure: values in, value out."""

from datetime import date
from typing import NamedTuple

from webapp.streaks.rules import History, fold

PRACTICES_NEEDED = 3
DAYS_BETWEEN = 30


class LostStreak(NamedTuple):
    day: date
    """The missed day that an earn-back would turn into a frozen one."""
    until: date


def lost_streak(history: History, today: date) -> LostStreak | None:
    """What can be earned back today: the streak that the most recent missed day ended."""
    streak = fold(*history, today=today)
    day = max((d for d, state in streak.days.items() if state == "missed"), default=None)
    if day is None or any(abs((day - e).days) < DAYS_BETWEEN for e in history.earn_backs):
        return None
    until = history.calendar.next_working_day(history.calendar.next_working_day(day))
    earned = fold(*history._replace(earn_backs=[*history.earn_backs, day]), today=today)
    return LostStreak(day, until) if today <= until and earned.current > streak.current else None
