"""The worker chooses the coming days by need: each cohort's once an hour, and soon after what changes much."""

import structlog
from flask_babel import lazy_gettext as _l

from webapp.core import clock
from webapp.core.rounds import every
from webapp.core.work import retried, work
from webapp.extensions import db
from webapp.need import actions, planning, queries
from webapp.people.models import Cohort

log = structlog.get_logger()


@every(_l("Chooses the coming days by what each cohort needs"), minutes=1)
def choose_all_due() -> int:
    """Cohort by cohort; returns how many days changed. One that fails keeps no other back."""
    return sum(map(_tried, queries.due_cohorts(clock.now())))


def _tried(cohort_id: int) -> int:
    try:
        return _choose(cohort_id)
    except Exception:
        log.exception("days_not_chosen", cohort_id=cohort_id)
        return 0


@retried
def _choose(cohort_id: int) -> int:
    """Planned before the work, for which voters wait; what has changed since is looked at inside."""
    now = clock.now()
    plan = planning.plan(db.session.get_one(Cohort, cohort_id), now=now)
    with work():
        return actions.take(cohort_id, plan, now=now)
