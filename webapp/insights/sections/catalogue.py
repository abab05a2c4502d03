"""Which sections there are, in their order."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l

from webapp.insights.figures import Figure
from webapp.insights.periods import Period
from webapp.insights.sections import cohorts, deals, habit, ramp, recall, topics
from webapp.insights.sight import Sight


class Asked(NamedTuple):
    """Whom and which weeks a page is about."""

    sight: Sight
    period: Period
    now: datetime
    topic_id: int | None = None


class Section(NamedTuple):
    name: str
    title: Any
    asks: Any
    figures: Callable[[Asked], list[Figure]]


SECTIONS = {
    one.name: one
    for one in (
        Section(
            "topics",
            _l("Fact and persuasion"),
            _l("Who is strong on what?"),
            lambda asked: topics.figures(asked.sight, asked.period, asked.topic_id),
        ),
        Section(
            "recall",
            _l("What stays"),
            _l("What is still there after a week, a month, a quarter?"),
            lambda asked: recall.figures(asked.sight, asked.period),
        ),
        Section(
            "ramp",
            _l("Until ready"),
            _l("How many days until newcomers are ready?"),
            lambda asked: ramp.figures(asked.sight, asked.now),
        ),
        Section(
            "habit",
            _l("Participation"),
            _l("Do they come, and do two minutes suffice?"),
            lambda asked: habit.figures(asked.sight, asked.period),
        ),
        Section(
            "deals",
            _l("Deals"),
            _l("Do better replies go with more deals?"),
            lambda asked: deals.figures(asked.sight, asked.period),
        ),
        Section(
            "cohorts",
            _l("Cohorts"),
            _l("How do cohorts compare?"),
            lambda asked: cohorts.figures(asked.sight, asked.period),
        ),
    )
}
