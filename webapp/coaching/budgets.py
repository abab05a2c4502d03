"""The minutes a day that a coach has for replies, and what is left of them."""

from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _

from webapp.coaching import queries
from webapp.coaching.models import LONGEST_BUDGET, Budget
from webapp.core import clock
from webapp.core.problems import Forbidden, Invalid
from webapp.extensions import db
from webapp.people.actions import lock_people
from webapp.people.models import Person

CHOICES = (5, 10, 15, 30)


class Day(NamedTuple):
    """A coach's budget on their date. Without one, and once they chose to go on, nothing limits the queue."""

    minutes: int | None
    seconds: int
    """Spent so far."""
    goes_on: bool

    @property
    def left(self) -> int | None:
        """Seconds, or None where nothing limits."""
        return None if self.minutes is None or self.goes_on else max(0, 60 * self.minutes - self.seconds)


def day_of(coach: Person, *, now: datetime) -> Day:
    today = clock.local_day(now, coach.time_zone)
    row = db.session.get(Budget, coach.id)
    spent = queries.seconds_spent(coach, clock.midnight(today, coach.time_zone))
    return Day(row.minutes, spent, row.beyond_on == today) if row else Day(None, spent, False)


def set_budget(coach: Person, minutes: int | None, *, now: datetime) -> None:
    """Minutes a day; None for no budget. Raises Forbidden and Invalid."""
    if coach.role != "coach":
        raise Forbidden(_("Coaches say how many minutes they have."))
    if minutes is not None and not 1 <= minutes <= LONGEST_BUDGET:
        raise Invalid(_("A budget is 1 to %(most)s minutes a day.", most=LONGEST_BUDGET))
    row = _held(coach, now)
    row.minutes, row.at, row.beyond_on = minutes, now, None


def go_on(coach: Person, *, now: datetime) -> None:
    """Beyond the budget for the rest of their date."""
    row = _held(coach, now)
    row.beyond_on = clock.local_day(now, coach.time_zone)


def _held(coach: Person, now: datetime) -> Budget:
    lock_people({coach.id})
    row = db.session.get(Budget, coach.id, populate_existing=True) or Budget(coach_id=coach.id, at=now)
    db.session.add(row)
    return row
