"""Windows, states, scores and ranks. Pure, and exact: a score is a fraction until somebody reads it."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import count
from typing import NamedTuple
from zoneinfo import ZoneInfo

BETWEEN = ("teams", "cohorts", "people")
METRICS = ("points", "quality", "participation", "streak_days")
STATES = ("draft", "scheduled", "live", "counting", "final", "cancelled")
SMALLEST = 3
"""Teams and cohorts with fewer reps get no rank."""
BASELINE = timedelta(weeks=4)
LONGEST = timedelta(days=366)
A_WEEK = timedelta(weeks=1)
SUSPENSE = timedelta(hours=1)
TOP = 3


class Moments(NamedTuple):
    """What there is to know of a competition before asking what it is now."""

    starts_at: datetime | None
    ends_at: datetime | None
    published_at: datetime | None = None
    cancelled_at: datetime | None = None
    frozen_at: datetime | None = None


class Hours(NamedTuple):
    """A window, from its start until, not at, its end."""

    start: datetime
    end: datetime


class Measure(NamedTuple):
    """What was counted of one entrant: an amount over days, replies or members."""

    amount: int
    over: int
    size: int = 1
    """How many reps were in it."""


class Placed(NamedTuple):
    id: int
    rank: int | None
    score: Fraction | None


def state(moments: Moments, *, voting_open: bool, now: datetime) -> str:
    """`voting_open`: replies of a quality competition are still being judged."""
    if moments.published_at is None or moments.starts_at is None or moments.ends_at is None:
        return "draft"
    if moments.cancelled_at is not None:
        return "cancelled"
    if moments.frozen_at is not None:
        return "final"
    if now < moments.starts_at:
        return "scheduled"
    if now < moments.ends_at:
        return "live"
    return "counting" if voting_open else "final"


def instant(given: datetime, zone: str) -> datetime:
    """In UTC; what names no zone is the wall clock's hour in the competition's."""
    return (given if given.tzinfo else given.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def weeks_later(at: datetime, zone: str, weeks: int = 1) -> datetime:
    """At the same hour by the clocks of `zone`, also where they change in between."""
    return (at.astimezone(ZoneInfo(zone)) + weeks * A_WEEK).astimezone(UTC)


def following(last: Hours, before: Hours | None, zone: str) -> Hours:
    """The next week's hours of a weekly one. A week in which spring leaves nothing of them is left out.

    Where spring moved the last week's, they are those of the week `before` again.
    """
    weeks = round((last.start - before.start) / A_WEEK) if before else 0
    if before is None or _hours_later(before, zone, weeks) != last:
        before, weeks = last, 0
    coming = (_hours_later(before, zone, n) for n in count(weeks + 1))
    return next(hours for hours in coming if hours.start < hours.end)


def dates(start: datetime, until: datetime, zone: str) -> list[date]:
    """The dates that have begun in [start, until), by the competition's own calendar: the same for everybody."""
    if until <= start:
        return []
    there = ZoneInfo(zone)
    first = start.astimezone(there).date()
    last = (until - timedelta(microseconds=1)).astimezone(there).date()
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def value(metric: str, between: str, measure: Measure) -> Fraction:
    """A person's points or run as they are; a team's, and every share, by what it was counted over."""
    if between == "people" and metric in ("points", "streak_days"):
        return Fraction(measure.amount)
    share = Fraction(measure.amount, max(measure.over, 1))
    return min(share, Fraction(1)) if metric == "participation" else share


def against(measure: Measure, before: Measure) -> Fraction | None:
    """How many times their own four weeks before; None for whom there is nothing to compare with."""
    if not before.amount or not before.over:
        return None
    return Fraction(measure.amount, max(measure.over, 1)) / Fraction(before.amount, before.over)


def ranked(scores: Mapping[int, Fraction | None], sizes: Mapping[int, int], smallest: int) -> list[Placed]:
    """Best first, ties sharing a rank; without a score, or too small, without a rank and last."""
    fit = sorted((s for key, s in scores.items() if s is not None and sizes.get(key, 0) >= smallest), reverse=True)
    ranks: dict[Fraction, int] = {}
    for place, score in enumerate(fit, 1):
        ranks.setdefault(score, place)
    placed = [Placed(key, _rank(key, score, ranks, sizes, smallest), score) for key, score in scores.items()]
    return sorted(placed, key=lambda one: (one.rank is None, one.rank or 0, -(one.score or 0), one.id))


def winners(placed: Iterable[Placed]) -> list[int]:
    """Whoever is first, unless nobody did anything."""
    return [one.id for one in placed if one.rank == 1 and one.score]


def in_suspense(ends_at: datetime, now: datetime) -> bool:
    """Whether it is the last hour, in which the big screen may keep the first places as they were."""
    return ends_at - SUSPENSE <= now < ends_at


def _hours_later(hours: Hours, zone: str, weeks: int) -> Hours:
    return Hours(*(weeks_later(at, zone, weeks) for at in hours))


def _rank(
    key: int, score: Fraction | None, ranks: Mapping[Fraction, int], sizes: Mapping[int, int], smallest: int
) -> int | None:
    return ranks[score] if score is not None and sizes.get(key, 0) >= smallest else None
