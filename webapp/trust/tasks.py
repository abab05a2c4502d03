"""The worker learns how far judges can be trusted, and looks for what is odd; a cohort at a time."""

from datetime import datetime

import structlog
from flask_babel import lazy_gettext as _l

from webapp.core import clock
from webapp.core.rounds import every
from webapp.core.work import retried, work
from webapp.people.actions import lock_people
from webapp.trust import actions, history, learning, queries, replies, signs, verdicts, weights
from webapp.trust.casts import FirstCast
from webapp.trust.verdicts import Verdict
from webapp.trust.weights import Trust

log = structlog.get_logger()


@every(_l("Learns how far each judge's votes can be relied on"), hours=1)
def learn_judges() -> int:
    """Of cohorts where voting has closed since; returns of how many judges. One that fails keeps no other back."""
    return sum(map(_learn_or_log, history.cohorts_with_news()))


def _learn_or_log(cohort_id: int) -> int:
    try:
        return _learn(cohort_id, clock.now())
    except Exception:
        log.exception("judges_not_learned", cohort_id=cohort_id)
        return 0


@retried
def _learn(cohort_id: int, now: datetime) -> int:
    """Learned before the transaction, which only writes; then what is odd in the same votes."""
    casts = history.first_casts(cohort_id, now)
    judges, said = _learned(casts) if casts else ([], [])
    odd = signs.signs(casts, queries.cleared())
    for some in replies.news_of(cohort_id, said):
        with work():
            replies.keep_verdicts(some, now=now)
    with work():
        # Both lock those they write about; all of them at once keeps to the order of ids.
        lock_people({judge.judge_id for judge in judges} | {sign.judge_id for sign in odd})
        kept = actions.keep_learned(cohort_id, judges, until=now, now=now)
        actions.keep_signs(odd, now=now)
    return kept


def _learned(casts: list[FirstCast]) -> tuple[list[Trust], list[Verdict]]:
    ballots, judge_ids, reply_ids = history.as_ballots(casts)
    learned = learning.learn(ballots)
    return (
        weights.trusted(ballots, learned, judge_ids),
        verdicts.verdicts(ballots, learned.replies, learned.reply_error, reply_ids),
    )
