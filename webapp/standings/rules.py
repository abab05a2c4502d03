"""Periods, and how teams of different sizes compare. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from webapp.people.rules import Calendar

PERIODS = ("day", "week", "month", "all")
BOARDS = ("people", "teams", "cohorts")
ALL_TIME = date(1970, 1, 1)
SMALLEST_TEAM = 3
"""Groups with fewer reps are shown without a rank."""


@dataclass(frozen=True)
class Member:
    """A rep of a team or cohort: since when, and what today is for them."""

    group_id: int
    joined_on: date
    today: date
    calendar: Calendar


def period_start(period: str, day: date) -> date:
    """The first day of the day, ISO week, month or all time that `day` is in."""
    if period == "day":
        return day
    if period == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if period == "month" else ALL_TIME


def period_end(period: str, start: date) -> date:
    """The period's last day."""
    if period == "day":
        return start
    if period == "week":
        return start + timedelta(days=6)
    if period == "month":
        return (start.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return date.max


def working_days(members: Iterable[Member], period: str, start: date) -> dict[int, int]:
    """By group, the days its members have been at work in the period so far.

    Members with one calendar share one count, from which each one's absences go off.
    """
    counted: dict[int, int] = {}
    plain: dict[tuple[Calendar, date, date], list[date]] = {}
    for member in members:
        first, last = max(start, member.joined_on), min(period_end(period, start), member.today)
        key = (member.calendar.without_absences(), first, last)
        if key not in plain:
            plain[key] = _working(*key)
        days = sum(not member.calendar.is_absent(day) for day in plain[key])
        counted[member.group_id] = counted.get(member.group_id, 0) + days
    return counted


def mean(points: int, days: int) -> float:
    """Points a member and working day, to one decimal; before the first working day, the points."""
    return round(points / max(days, 1), 1)


def ranked(scores: dict[int, float]) -> dict[int, int]:
    """Ranks by score, ties sharing one."""
    ordered = sorted(scores.values(), reverse=True)
    return {subject: ordered.index(score) + 1 for subject, score in scores.items()}


def _working(calendar: Calendar, first: date, last: date) -> list[date]:
    count = (last - first).days + 1
    return [day for n in range(count) if calendar.is_working(day := first + timedelta(days=n))]
