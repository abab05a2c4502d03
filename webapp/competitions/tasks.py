"""The worker ends competitions and begins next week's, and catches up after a sleep."""

from collections.abc import Callable
from datetime import datetime

import structlog
from flask_babel import lazy_gettext as _l

from webapp.competitions import freezing, seasons
from webapp.competitions.looking import settle
from webapp.core import clock
from webapp.core.rounds import every
from webapp.core.work import retried, work

log = structlog.get_logger()


@every(_l("Ends competitions, and begins next week’s of a season"), minutes=1)
def end_and_repeat() -> int:
    """One after the other, each in a work of its own; returns how many ended or began."""
    done = _each(_follow, freezing.followers_due) + _each(_write_week, seasons.weeks_due)
    return done + _once(_freeze, freezing.waiting(clock.now()))


def _each(step: Callable[[int], bool], due: Callable[[datetime], list[int]]) -> int:
    """Again and again, as one week may bring the next."""
    done = 0
    while some := _once(step, due(clock.now())):
        done += some
    return done


def _once(step: Callable[[int], bool], ids: list[int]) -> int:
    return sum(_tried(step, one) for one in ids)


def _tried(step: Callable[[int], bool], one: int) -> bool:
    """What cannot be done is left for the next time, so that it keeps nobody else waiting."""
    try:
        return step(one)
    except Exception:
        log.exception("competition_left", step=step.__name__, id=one)
        return False


@retried
def _freeze(competition_id: int) -> bool:
    return settle(competition_id, None, now=clock.now())


@retried
def _write_week(season_id: int) -> bool:
    with work():
        return seasons.write_week(season_id, now=clock.now())


@retried
def _follow(competition_id: int) -> bool:
    with work():
        return freezing.follow(competition_id, now=clock.now()) is not None
