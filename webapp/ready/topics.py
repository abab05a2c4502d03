"""Which topics a cohort is asked about."""

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from webapp.extensions import db
from webapp.playbook.models import Challenge, Fact, Topic
from webapp.ready import rules
from webapp.schedule.models import ScheduledChallenge


def live_topics(today: date) -> list[Topic]:
    """Those with live facts, in the curriculum's order."""
    first = (
        select(Fact.topic_id, func.min(Fact.position).label("at")).where(*_live(Fact, today)).group_by(Fact.topic_id)
    )
    found = first.subquery()
    query = select(Topic).join(found, found.c.topic_id == Topic.id).order_by(found.c.at, Topic.id)
    return list(db.session.scalars(query))


def counting(cohort_ids: Collection[int], today: date) -> set[tuple[int | None, int]]:
    """(cohort, topic) of what counts by now; a fact that was changed since is still the same fact."""
    live, had = aliased(Fact), aliased(Fact)
    facts: Counter[int] = Counter(db.session.scalars(select(live.topic_id).where(*_live(live, today))))
    rows = db.session.execute(
        select(ScheduledChallenge.cohort_id, live.topic_id, func.count(live.id.distinct()))
        .join(Challenge, Challenge.id == ScheduledChallenge.challenge_id)
        .join(had, had.id == Challenge.fact_id)
        .join(live, live.key == had.key)
        .where(ScheduledChallenge.cohort_id.in_(cohort_ids), ScheduledChallenge.day <= today, *_live(live, today))
        .group_by(ScheduledChallenge.cohort_id, live.topic_id)
    )
    return {(cohort_id, topic_id) for cohort_id, topic_id, n in rows if rules.counts(n, facts[topic_id])}


def _live(fact: Any, today: date) -> tuple[Any, ...]:
    return fact.state == "live", or_(fact.valid_until.is_(None), fact.valid_until >= today)
