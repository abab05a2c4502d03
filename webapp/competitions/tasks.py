"""The worker ends competitions and begins next week's, and catches up after a sleep."""

from webapp.competitions import freezing, seasons
from webapp.competitions.looking import settle
from webapp.core import clock
from webapp.core.work import retried, work


def end_and_repeat() -> int:
    """One after the other, each in a work of its own; returns how many ended or began."""
    done = 0
    while begun := sum(map(_follow, freezing.followers_due(clock.now()))):
        done += begun
    while written := sum(map(_write_week, seasons.weeks_due(clock.now()))):
        done += written
    return done + sum(map(_freeze, freezing.waiting(clock.now())))


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
