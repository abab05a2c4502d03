"""Ready-made competitions to begin with. Pure: a name, what counts, and for how many days."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l


class Template(NamedTuple):
    key: str
    name: Any
    pitch: Any
    between: str
    metric: str
    days: int
    """From a Monday."""
    against_baseline: bool = False
    weekly: bool = False


TEMPLATES = (
    Template(
        "week", _l("Sprint of the week"), _l("Teams, points, Monday to Friday. The classic."), "teams", "points", 5
    ),
    Template(
        "everybody",
        _l("Everybody shows up"),
        _l("Cohorts, participation, and again every week. Nobody needs to be brilliant."),
        "cohorts",
        "participation",
        5,
        weekly=True,
    ),
    Template(
        "sentence",
        _l("The better sentence"),
        _l("People, quality, two weeks. For those who polish."),
        "people",
        "quality",
        12,
    ),
    Template(
        "climbers",
        _l("The climbers"),
        _l("Teams against their own last four weeks, so that beginners can win."),
        "teams",
        "points",
        5,
        against_baseline=True,
    ),
    Template("flame", _l("Longest flame"), _l("People, streak days, four weeks."), "people", "streak_days", 28),
)
BY_KEY = {template.key: template for template in TEMPLATES}


def coming_monday(today: date) -> date:
    """Today, if it is one: that is when somebody sets a week up."""
    return today + timedelta(days=-today.weekday() % 7)
