"""Choosing by need: a cohort's coming days, and one more challenge for one person."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import case, literal, select

from webapp.core.problems import Conflict
from webapp.core.upserts import insert
from webapp.deals.queries import topic_weights
from webapp.extensions import db
from webapp.need import planning, queries, rules
from webapp.need.models import Decision, Plan
from webapp.need.planning import Planned
from webapp.people.models import Cohort, Person
from webapp.playbook.models import Challenge
from webapp.schedule import actions as schedule
from webapp.schedule.queries import met_by_cohort, met_by_person

PAUSE = timedelta(hours=1)
REST = timedelta(minutes=5)
"""Between two choices for a cohort, however often deals come in."""


def choose_ahead(cohort_ids: Collection[int], now: datetime) -> int:
    """Choose these cohorts' coming days anew; returns how many got another challenge."""
    found = db.session.scalars(select(Cohort).where(Cohort.id.in_(cohort_ids)).order_by(Cohort.id)).all()
    return sum(take(cohort.id, planning.plan(cohort, now=now), now=now) for cohort in found)


def take(cohort_id: int, plan: Sequence[Planned], *, now: datetime) -> int:
    """Write what was planned, but for days that somebody began or pinned meanwhile; returns how many changed."""
    taken = [one for one in plan if not one.is_change or _replaced(cohort_id, one, now)]
    if taken:
        _keep_reasons(cohort_id, taken, now)
    _rest(cohort_id, now)
    return sum(one.is_change for one in taken)


def choose_soon(*, now: datetime) -> None:
    """Something changed for everybody: the worker chooses anew at its next look, after a rest where it just did so."""
    query = select(Plan).where((Plan.due_at <= now) | (Plan.due_at > now + REST)).order_by(Plan.cohort_id)
    for plan in db.session.scalars(query.with_for_update().execution_options(populate_existing=True)):
        plan.due_at = max(now, plan.due_at - PAUSE + REST)
    db.session.flush()


def serve_practice(person: Person, day: date, *, topic_id: int | None = None, now: datetime) -> Challenge | None:
    """One more challenge, the one this person needs most, which is neither a recent one nor one the cohort has ahead;
    of that topic where it has any. None without a playbook."""
    live = queries.ways()
    ways = [one for one in live if one.topic_id == topic_id] or live
    planned = [m for m in met_by_cohort(person.cohort_id or 0) if m.day >= day]
    known = planning.insight_into([person.id], topic_weights(day)).on(day, [], day)
    chosen = rules.practice(met_by_person(person.id), planned, ways, known, day)
    return chosen and schedule.serve_practice(person, day, chosen.challenge_id, now=now)


def _replaced(cohort_id: int, planned: Planned, now: datetime) -> bool:
    try:
        schedule.replace(cohort_id, planned.day, planned.chosen.challenge_id, chosen_by="need", now=now)
    except Conflict:
        return False
    return True


def _rest(cohort_id: int, now: datetime) -> None:
    """For an hour, or where something changed after all was read, for a moment."""
    due = insert(Plan).values(cohort_id=cohort_id, due_at=now + PAUSE)
    next_time = case((Plan.due_at > now, literal(now + REST, Plan.due_at.type)), else_=due.excluded.due_at)
    db.session.execute(due.on_conflict_do_update(index_elements=["cohort_id"], set_={"due_at": next_time}))


def _keep_reasons(cohort_id: int, taken: Sequence[Planned], now: datetime) -> None:
    rows = [
        {
            "cohort_id": cohort_id,
            "day": one.day,
            "challenge_id": one.chosen.challenge_id,
            "is_new": one.chosen.is_new,
            "terms": one.terms,
            "at": now,
        }
        for one in taken
    ]
    new = insert(Decision).values(rows)
    changed = {name: new.excluded[name] for name in ("challenge_id", "is_new", "terms", "at")}
    db.session.execute(new.on_conflict_do_update(index_elements=["cohort_id", "day"], set_=changed))
