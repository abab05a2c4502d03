"""The worker closes what is due, a few answers a transaction, and catches up after a sleep."""

from collections.abc import Sequence

import structlog
from flask_babel import lazy_gettext as _l

from webapp.core import clock
from webapp.core.rounds import every
from webapp.core.work import retried, work
from webapp.voting.actions import CLOSED_AT_ONCE, close_due
from webapp.voting.queries import due_to_close

log = structlog.get_logger()


@every(_l("Closes the voting on replies whose time has come"), minutes=1)
def close_all_due() -> int:
    """Close every answer whose voting has ended; returns how many. One that fails keeps no other back."""
    closed, after = 0, 0
    while due := due_to_close(clock.now(), after=after, at_most=CLOSED_AT_ONCE):
        closed += _close_together(due)
        after = due[-1]
    return closed


def _close_together(answer_ids: Sequence[int]) -> int:
    try:
        return _close(answer_ids)
    except Exception:
        log.exception("answers_not_closed_together", answer_ids=answer_ids)
        return sum(map(_close_alone, answer_ids))


def _close_alone(answer_id: int) -> int:
    try:
        return _close([answer_id])
    except Exception:
        log.exception("answer_not_closed", answer_id=answer_id)
        return 0


@retried
def _close(answer_ids: Sequence[int]) -> int:
    with work():
        return close_due(now=clock.now(), answer_ids=answer_ids)
