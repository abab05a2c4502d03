"""The worker adds up what people did: the newest weeks every quarter of an hour, the older ones once a day."""

from datetime import date

import structlog
from flask_babel import lazy_gettext as _l

from webapp.core import clock
from webapp.core.rounds import every
from webapp.core.work import retried, work
from webapp.insights.counting import actions
from webapp.insights.counting.weeks import newest

log = structlog.get_logger()

CHANGING = 2
"""Weeks in which replies still come in, are judged and close."""
FIRST_TO_BEGIN = "Etc/GMT-14"
"""Fourteen hours ahead of UTC: nobody's date is later."""
KEPT = 27
"""A quarter, the one before it to compare with, and the week that has begun."""


@every(_l("Adds up this week and last for the insights"), minutes=15)
def count_newest() -> int:
    return count(_newest()[-CHANGING:])


@every(_l("Adds up half a year for the insights, for people move and replies are judged late"), days=1)
def count_kept() -> int:
    """The weeks before those, so that the two never write the same rows."""
    return count(_newest()[:-CHANGING])


def count(weeks: list[date]) -> int:
    """A team at a time, so that nobody waits for it; what fails keeps its sums of before. Returns the teams."""
    done = sum(_tried(team_id, weeks) for team_id in actions.team_ids())
    _sum_up(weeks)
    return done


def _newest() -> list[date]:
    """Up to the one that has begun somewhere."""
    return newest(clock.local_day(clock.now(), FIRST_TO_BEGIN), KEPT)


def _tried(team_id: int, weeks: list[date]) -> bool:
    try:
        _count_team(team_id, weeks)
    except Exception:
        log.exception("insights_left", team_id=team_id)
        return False
    return True


@retried
def _count_team(team_id: int, weeks: list[date]) -> None:
    """Counted before the work, for which voters wait."""
    found = actions.counted(team_id, weeks, now=clock.now())
    with work():
        actions.keep(team_id, weeks, found)


@retried
def _sum_up(weeks: list[date]) -> None:
    with work():
        actions.count_all(weeks, now=clock.now())
