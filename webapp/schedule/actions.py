"""Writing the schedule: filling days, serving challenges, asking and answering recalls."""

from datetime import date, datetime, timedelta
from itertools import chain

from flask_babel import gettext as _
from sqlalchemy import func, select

from webapp.core.clock import days, local_day
from webapp.core.problems import Conflict, Invalid, NotFound
from webapp.core.upserts import insert
from webapp.extensions import db
from webapp.people.actions import lock_people
from webapp.people.models import Cohort, Person
from webapp.playbook import queries as playbook
from webapp.playbook.models import Challenge, Choice
from webapp.schedule import fits, memory, queries, recalls
from webapp.schedule.events import recall_answered
from webapp.schedule.fitting import Fit
from webapp.schedule.memory import Curve
from webapp.schedule.models import Card, MemoryFit, Recall, ScheduledChallenge, Serving
from webapp.schedule.rules import Met, next_challenge

AHEAD = timedelta(days=14)


def fill(cohort_id: int, first: date, last: date, *, now: datetime) -> None:
    """A challenge for every date that has none, by the plain rotation. Dates that have one keep it."""
    _lock(cohort_id)
    met = queries.met_by_cohort(cohort_id)
    pairings = {p.challenge_id: p for p in queries.pairings()}
    rows = []
    for day in sorted(set(days(first, last)) - {m.day for m in met}):
        if (chosen := next_challenge(met, list(pairings.values()), day)) is None:
            break
        met.append(Met(day, pairings[chosen].fact_id, pairings[chosen].prompt_id))
        rows.append(
            {
                "cohort_id": cohort_id,
                "day": day,
                "challenge_id": chosen,
                "chosen_by": "rotation",
                "chosen_at": now,
            }
        )
    if rows:
        db.session.execute(insert(ScheduledChallenge).values(rows).on_conflict_do_nothing())


def replace(cohort_id: int, day: date, challenge_id: int, *, chosen_by: str, now: datetime) -> ScheduledChallenge:
    """Choose a day's challenge otherwise: the one way in for choice by need (`need`) and for a `pin`.
    Raises Conflict where somebody began the day, or pinned it and need would have it otherwise."""
    challenge = playbook.challenge(challenge_id)
    _lock(cohort_id)
    row = queries.challenge_on(cohort_id, day, locked="update")
    if row is not None and row.challenge_id != challenge_id:
        if chosen_by != "pin" and row.chosen_by == "pin":
            raise Conflict(_("That day's challenge is pinned, so it stays."))
        if queries.is_begun(row):
            raise Conflict(_("Somebody has already begun that day's challenge, so it stays."))
    elif row is not None and chosen_by != "pin":
        return row
    row = row or ScheduledChallenge(cohort_id=cohort_id, day=day)
    row.challenge, row.chosen_by, row.chosen_at = challenge, chosen_by, now
    db.session.add(row)
    db.session.flush()
    return row


def serve(person: Person, day: date, *, now: datetime) -> ScheduledChallenge | None:
    """The person's challenge for a date. On that date of theirs it stays from now on; ahead of it they may reply
    to it whatever happens, but it may still be replaced for others. None without a cohort or a playbook."""
    if person.cohort_id is None:
        return None
    if not queries.is_filled(person.cohort_id, day, day + AHEAD):
        fill(person.cohort_id, day, day + AHEAD, now=now)
    # Shared, so that nobody replaces it between our look and our commit.
    row = queries.challenge_on(person.cohort_id, day, locked="share")
    if row is not None and queries.session_challenge(person, day) is None:
        _record(person, day, row.challenge_id, "session", now)
    return row


def serve_ahead(person: Person, day: date, count: int, *, now: datetime) -> None:
    """Serve today's and the next working days' challenges, so that they may be replied to offline."""
    coming = queries.coming_days(person, day, count)
    if person.cohort_id and not queries.is_filled(person.cohort_id, day, coming[-1] + AHEAD):
        fill(person.cohort_id, day, coming[-1] + AHEAD, now=now)  # Once, before any day is locked.
    for one in coming:
        serve(person, one, now=now)


def serve_practice(person: Person, day: date, challenge_id: int, *, now: datetime) -> Challenge:
    """One more challenge, outside the day's."""
    _record(person, day, challenge_id, "practice", now)
    return playbook.challenge(challenge_id)


def begin(serving: Serving, *, now: datetime) -> None:
    """Somebody works on it, so that it is no longer replaced."""
    if serving.begun_at is None:
        queries.challenge_on(serving.cohort_id or 0, serving.day, locked="share")
        serving.begun_at = now


def introduce(person: Person, fact_id: int, *, day: date, now: datetime) -> None:
    """The fact's first recall, tomorrow. A fact that was introduced before is left alone."""
    fact_id = playbook.live_version(fact_id) or fact_id
    new = db.session.execute(
        insert(Card)
        .values(person_id=person.id, fact_id=fact_id, memory=memory.introduced(fact_id, now), introduced_at=now)
        .on_conflict_do_nothing()
        .returning(Card.fact_id)
    ).all()
    if new:
        _ask(person.id, fact_id, memory.first_due(day))


def answer_recall(
    person: Person, recall_id: int, choice_id: int, *, seconds: float | None, day: date, now: datetime
) -> Recall:
    """Grade the first answer and plan the next time. A repeat changes nothing and gets the first result."""
    lock_people({person.id})
    fact_id = playbook.live_version(select(Recall.fact_id).where(Recall.id == recall_id).scalar_subquery())
    recall = recalls.own_recall(person, recall_id, locked=True)
    if recall.answered_at is not None:
        return recall
    if recall.due_on > day:
        raise Conflict(_("This question comes up later. Nothing was counted."))
    if day == local_day(now, person.time_zone) and recalls.answered_recalls(person, day) >= recalls.RECALLS_A_DAY:
        raise Conflict(_("Three questions a day are enough; this one waits until tomorrow. Nothing was counted."))
    choice = _choice(recall, choice_id)
    fact_id = fact_id or recall.fact_id
    curve = fits.curve()
    _note_memory(recall, fact_id, curve, now)
    due_on = _reviewed(person.id, fact_id, choice, curve, day, now)
    recall.fact, recall.choice, recall.correct, recall.seconds = choice.fact, choice, choice.is_right, seconds
    recall.answered_at, recall.day = now, day
    db.session.flush()
    _ask(person.id, fact_id, due_on)
    recall_answered.send(recall, person=person, now=now)
    return recall


def keep_fit(fit: Fit, *, now: datetime) -> None:
    """From now on memory is held to fade like that. Cards stay as they are, and so do the dates they wait for."""
    measured = {"answers": fit.answers, "loss_before": fit.loss_before, "loss_after": fit.loss_after}
    db.session.add(MemoryFit(fitted_at=now, **fit.curve._asdict(), **measured))


def _lock(cohort_id: int) -> None:
    """Whoever plans a cohort's days waits for whoever is planning them."""
    found = db.session.scalar(select(Cohort.id).where(Cohort.id == cohort_id).with_for_update(key_share=True))
    if found is None:
        raise NotFound(_("There is no such cohort."))


def _record(person: Person, day: date, challenge_id: int, kind: str, now: datetime) -> None:
    begun_at = now if day <= local_day(now, person.time_zone) else None
    new = insert(Serving).values(
        person_id=person.id,
        day=day,
        challenge_id=challenge_id,
        kind=kind,
        cohort_id=person.cohort_id,
        served_at=now,
        begun_at=begun_at,
    )
    kept = func.coalesce(Serving.begun_at, new.excluded.begun_at)
    db.session.execute(
        new.on_conflict_do_update(index_elements=list(Serving.__table__.primary_key), set_={"begun_at": kept})
    )


def _ask(person_id: int, fact_id: int, due_on: date) -> None:
    db.session.execute(
        insert(Recall).values(person_id=person_id, fact_id=fact_id, due_on=due_on).on_conflict_do_nothing()
    )


def _choice(recall: Recall, choice_id: int) -> Choice:
    """One of the question's answers, also of how it was asked before it was changed."""
    for choice in chain(recall.fact.choices, recalls.other_choices(recall)):
        if choice.id == choice_id:
            return choice
    raise Invalid(_("Choose one of this question's answers."))


def _note_memory(recall: Recall, fact_id: int, curve: Curve, now: datetime) -> None:
    """What was to be expected, kept before the answer changes it: predictions are measured against it."""
    card = db.session.get_one(Card, (recall.person_id, fact_id), with_for_update=True, populate_existing=True)
    recall.predicted = memory.retrievability(card.memory, now, curve)
    recall.stability = card.memory["stability"]
    recall.since_days = max(0, (now - (memory.last_met(card.memory) or card.introduced_at)).days)


def _reviewed(person_id: int, fact_id: int, choice: Choice, curve: Curve, day: date, now: datetime) -> date:
    """Tell the memory, and hear when to ask again."""
    card = db.session.get_one(Card, (person_id, fact_id))
    card.memory, due_on = memory.reviewed(card.memory, correct=choice.is_right, day=day, now=now, curve=curve)
    return due_on
