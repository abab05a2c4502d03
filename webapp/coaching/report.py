"""The report of coaches' minutes as pages and programs show it."""

from datetime import datetime
from typing import Any

from webapp.coaching.agreement import Agreement
from webapp.coaching.gain import FEWEST_LOOKS
from webapp.coaching.minutes import Minutes, minutes
from webapp.core import clock
from webapp.core.estimates import Estimate
from webapp.people.models import Person
from webapp.standings.rules import period_start


def report(by: Person, period: str, *, now: datetime) -> dict[str, Any]:
    """Of the day, ISO week or month so far, by the reader's date. Raises Forbidden."""
    first = period_start(period, clock.local_day(now, by.time_zone))
    found = minutes(by, clock.midnight(first, by.time_zone), now=now)
    return {"period": period, "since": first, "coaches": [_shape(one) for one in found]}


def _shape(one: Minutes) -> dict[str, Any]:
    return {
        "id": one.coach.id,
        "name": one.coach.name,
        "budget": one.budget,
        "minutes": one.seconds / 60,
        "replies": one.replies,
        "seen": one.seen,
        "timed": one.pace.replies,
        "median_seconds": one.pace.seconds if one.pace.replies >= FEWEST_LOOKS else None,
        "minutes_for_all": _minutes(one.seconds_for(one.replies)),
        "minutes_saved": _minutes(one.seconds_for(one.replies - one.seen)),
        "fact": _agreed(one.fact),
        "persuasion": _agreed(one.persuasion),
    }


def _minutes(seconds: float | None) -> float | None:
    return None if seconds is None else seconds / 60


def _agreed(found: Agreement) -> dict[str, Any]:
    return {"n": found.n, "exact": _estimate(found.exact), "kappa": _estimate(found.kappa)}


def _estimate(found: Estimate | None) -> dict[str, float] | None:
    return found and found._asdict()
