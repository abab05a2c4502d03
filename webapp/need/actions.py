"""Choosing by need: a cohort's coming days, and one more challenge for one person."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select, update

from webapp.core.problems import Conflict
from webapp.core.upserts import insert
from webapp.deals.queries import topic_weights
from webapp.extensions import db
from webapp.need import knack, planning, queries, rules
from webapp.need.models import Decision, Knack, Plan
from webapp.need.planning import Planned
from webapp.people.models import Cohort, Person
from webapp.playbook.models import Challenge
from webapp.schedule import actions as schedule
from webapp.schedule.queries import met_by_cohort, met_by_person

PAUSE = timedelta(hours=1)


def choose_ahead(cohort_ids: Collection[int], now: datetime) -> int:
    """Choose these cohorts' coming days anew; returns how many got another challenge."""
    found = db.session.scalars(select(Cohort).where(Cohort.id.in_(cohort_ids)).order_by(Cohort.id)).all()
    return sum(take(cohort.id, planning.plan(cohort, now=now), now=now) for cohort in found)


def take(cohort_id: int, plan: Sequence[Planned], *, now: datetime) -> int:
    """Write what was planned, but for days that somebody began or pinned meanwhile; returns how many changed."""
    taken = [one for one in plan if not one.is_change or _replaced(cohort_id, one, now)]
    if taken:
        _keep_reasons(cohort_id, taken, now)
    due = insert(Plan).values(cohort_id=cohort_id, due_at=now + PAUSE)
    db.session.execute(due.on_conflict_do_update(index_elements=["cohort_id"], set_={"due_at": due.excluded.due_at}))
    return sum(one.is_change for one in taken)


def choose_soon(*, now: datetime) -> None:
    """Something changed for everybody: the worker's next look chooses anew."""
    db.session.execute(update(Plan).values(due_at=now))


def serve_practice(person: Person, day: date, *, topic_id: int | None = None, now: datetime) -> Challenge | None:
    """One more challenge, the one this person needs most, which is neither a recent one nor one the cohort has ahead;
    of that topic where it has any. None without a playbook."""
    live = queries.ways()
    ways = [one for one in live if one.topic_id == topic_id] or live
    planned = [m for m in met_by_cohort(person.cohort_id or 0) if m.day >= day]
    known = planning.insight_into([person.id], topic_weights(day)).on(day, [], day)
    chosen = rules.practice(met_by_person(person.id), planned, ways, known, day)
    return chosen and schedule.serve_practice(person, day, chosen.challenge_id, now=now)


def grade(person_id: int, topic_id: int, situation: str, persuasion: float, *, at: datetime) -> None:
    """A judged reply, written at `at`, tells how well they talk about that topic in that situation."""
    found = db.session.get(Knack, (person_id, topic_id, situation), with_for_update=True)
    before = knack.Kept(found.stability, found.difficulty, found.reviewed_at) if found else None
    card = found or Knack(person_id=person_id, topic_id=topic_id, situation=situation, replies=0, persuasion=0.0)
    after = knack.reviewed(before, persuasion, at)
    card.stability, card.difficulty, card.reviewed_at = after
    card.replies, card.persuasion = card.replies + 1, card.persuasion + persuasion
    db.session.add(card)
    db.session.flush()


def _replaced(cohort_id: int, planned: Planned, now: datetime) -> bool:
    try:
        schedule.replace(cohort_id, planned.day, planned.chosen.challenge_id, chosen_by="need", now=now)
    except Conflict:
        return False
    return True


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
