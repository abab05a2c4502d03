"""Which weeks a page looks at. Pure: values in, value out."""

from datetime import date
from typing import NamedTuple

from webapp.insights.counting.weeks import DAY, WEEK, newest

LENGTHS = (2, 4, 13)
"""Weeks: last week and this one, a month, a quarter."""
USUAL = 4


class Period(NamedTuple):
    """Whole ISO weeks, the last of which is the one that has begun."""

    weeks: list[date]
    """Their Mondays."""

    @property
    def first(self) -> date:
        return self.weeks[0]

    @property
    def last(self) -> date:
        return self.weeks[-1]

    @property
    def end(self) -> date:
        """Their last Sunday."""
        return self.last + WEEK - DAY

    def before(self) -> "Period":
        """As many weeks as ended when this one began."""
        return Period([week - len(self.weeks) * WEEK for week in self.weeks])


def period(today: date, length: int | None) -> Period:
    return Period(newest(today, length if length in LENGTHS else USUAL))
