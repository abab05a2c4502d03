"""The worker closes what is due, a few answers a transaction, and catches up after a sleep."""

from webapp.core import clock
from webapp.core.work import retried, work
from webapp.voting.actions import CLOSED_AT_ONCE, close_due


def close_all_due() -> int:
    """Close every answer whose voting has ended; returns how many."""
    total, closed = 0, CLOSED_AT_ONCE
    while closed == CLOSED_AT_ONCE:
        closed = _close_some()
        total += closed
    return total


@retried
def _close_some() -> int:
    with work():
        return close_due(now=clock.now())
