"""Periods, and how teams of different sizes compare. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from webapp.people.rules import Calendar

PERIODS = ("day", "week", "month", "all")
BOARDS = ("people", "teams", "cohorts")
ALL_TIME = date(1970, 1, 1)
SMALLEST_TEAM = 3
"""Groups with fewer reps are shown without a rank."""


@dataclass(frozen=True)
class Stay:
    """A rep's days in a team or cohort: from the first to the last so far, by their calendar."""

    group_id: int
    first: date
    last: date
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


def working_days(stays: Iterable[Stay], period: str, start: date) -> dict[int, int]:
    """By group, the days its members have been at work in the period so far."""
    end, counted = period_end(period, start), Counter[int]()
    for stay in stays:
        counted[stay.group_id] += stay.calendar.working_days(max(start, stay.first), min(end, stay.last))
    return counted


def mean(points: int, days: int) -> Fraction:
    """Points a member and working day, exactly; before the first working day, the points."""
    return Fraction(points, max(days, 1))


def shown(mean: Fraction) -> float:
    """To one decimal, which is for reading: ranks go by the mean itself."""
    return round(float(mean), 1)


def ranked(scores: Mapping[int, Fraction]) -> dict[int, int]:
    """Ranks by score, ties sharing one."""
    ranks: dict[Fraction, int] = {}
    for place, score in enumerate(sorted(scores.values(), reverse=True), 1):
        ranks.setdefault(score, place)
    return {subject: ranks[score] for subject, score in scores.items()}
