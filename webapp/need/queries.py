"""Reading what need goes by. Each asks once for all of the people whose ids it gets."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import exists, func, select, union_all

from webapp.deals.queries import TopicWeight
from webapp.extensions import db
from webapp.need.forgetting import Trace, Traces
from webapp.need.models import Decision, Knack, Plan
from webapp.need.rules import Situation, Way, Worn
from webapp.people.models import Cohort, Person
from webapp.playbook.models import Challenge, Fact, Prompt, Topic
from webapp.schedule import fits
from webapp.schedule.models import Card, Pin, Recall, ScheduledChallenge, Serving


class Rep(NamedTuple):
    id: int
    time_zone: str
    takes_part: bool


class Ahead(NamedTuple):
    """What a cohort has on a coming day."""

    day: date
    challenge_id: int
    pinned: bool
    begun: bool


def due_cohorts(now: datetime) -> list[int]:
    """Those whose coming days are to be chosen anew, or never were."""
    query = (
        select(Cohort.id)
        .outerjoin(Plan, Plan.cohort_id == Cohort.id)
        .where((Plan.due_at <= now) | Plan.due_at.is_(None))
        .order_by(Plan.due_at, Cohort.id)
    )
    return list(db.session.scalars(query))


def reps(cohort_id: int, since: date) -> list[Rep]:
    """A cohort's active ones, and whether they have begun a challenge since then."""
    begun = exists().where(Serving.person_id == Person.id, Serving.day >= since, Serving.begun_at.is_not(None))
    rows = db.session.execute(
        select(Person.id, Person.time_zone, begun).where(
            Person.cohort_id == cohort_id, Person.role == "rep", Person.deactivated_at.is_(None)
        )
    )
    return [Rep(*row) for row in rows]


def ahead(cohort_id: int, since: date) -> list[Ahead]:
    begun = exists().where(
        Serving.day == ScheduledChallenge.day,
        Serving.challenge_id == ScheduledChallenge.challenge_id,
        Serving.kind == "session",
        Serving.begun_at.is_not(None),
        Person.id == Serving.person_id,
        Person.cohort_id == ScheduledChallenge.cohort_id,
    )
    rows = db.session.execute(
        select(ScheduledChallenge.day, ScheduledChallenge.challenge_id, ScheduledChallenge.chosen_by == "pin", begun)
        .where(ScheduledChallenge.cohort_id == cohort_id, ScheduledChallenge.day >= since)
        .order_by(ScheduledChallenge.day)
    )
    return [Ahead(*row) for row in rows]


def ways() -> list[Way]:
    """All that is live, in the curriculum's order."""
    rows = db.session.execute(
        select(Challenge.id, Fact.origin_id, Prompt.origin_id, Fact.topic_id, Fact.valid_until, Prompt.situation)
        .join(Fact, Fact.id == Challenge.fact_id)
        .join(Prompt, Prompt.id == Challenge.prompt_id)
        .where(Fact.state == "live", Prompt.state == "live")
        .order_by(Fact.position, Fact.id, Challenge.id)
    )
    return [Way(*row) for row in rows]


def facts_remembered(people: Collection[int]) -> Traces[int]:
    """What FSRS knows of them, by fact, fading as was learned here."""
    rows = db.session.execute(
        select(
            Fact.origin_id,
            Card.memory["stability"].as_float(),
            func.substr(Card.memory["last_review"].as_string(), 1, 10),
            Card.introduced_at,
        )
        .join(Fact, Fact.id == Card.fact_id)
        .where(Card.person_id.in_(people))
    )
    traces = (Trace(fact, stability, _ordinal(last, met)) for fact, stability, last, met in rows)
    return Traces(traces, fits.curve())


def knacks_remembered(people: Collection[int]) -> Traces[Situation]:
    rows = db.session.execute(
        select(Knack.topic_id, Knack.situation, Knack.stability, Knack.reviewed_at).where(Knack.person_id.in_(people))
    )
    return Traces(Trace((topic, where), stability, at.toordinal()) for topic, where, stability, at in rows)


def persuasion(people: Collection[int]) -> dict[Situation, tuple[float, int]]:
    """Sum of persuasion, 0 to 1 each, and number of replies, by topic and situation."""
    rows = db.session.execute(
        select(Knack.topic_id, Knack.situation, func.sum(Knack.persuasion), func.sum(Knack.replies))
        .where(Knack.person_id.in_(people))
        .group_by(Knack.topic_id, Knack.situation)
    )
    return {(topic, where): (total, count) for topic, where, total, count in rows}


def prompts_had(people: Collection[int]) -> dict[int, Worn]:
    """How many of them had each prompt, practice included, and when somebody last did."""
    rows = db.session.execute(
        select(Prompt.origin_id, func.count(Serving.person_id.distinct()), func.max(Serving.day))
        .join(Challenge, Challenge.prompt_id == Prompt.id)
        .join(Serving, Serving.challenge_id == Challenge.id)
        .where(Serving.person_id.in_(people), Serving.begun_at.is_not(None))
        .group_by(Prompt.origin_id)
    )
    return {prompt: Worn(count, last) for prompt, count, last in rows}


def weights(deals: dict[int, TopicWeight]) -> dict[int, float]:
    """By topic, what the playbook says times what the deals say."""
    topics = db.session.execute(select(Topic.id, Topic.weight))
    return {topic: weight * (deals[topic].weight if topic in deals else 1.0) for topic, weight in topics}


def last_seen(people: Collection[int], facts: Collection[int]) -> dict[int, list[date]]:
    """By fact, the day on which each who met it or answered its question did so last."""
    shown = (
        _of_facts(select(Serving.person_id, Fact.origin_id.label("fact"), Serving.day), facts)
        .join(Challenge, Challenge.fact_id == Fact.id)
        .join(Serving, Serving.challenge_id == Challenge.id)
        .where(Serving.person_id.in_(people), Serving.begun_at.is_not(None))
    )
    asked = (
        _of_facts(select(Recall.person_id, Fact.origin_id.label("fact"), Recall.day), facts)
        .join(Recall, Recall.fact_id == Fact.id)
        .where(Recall.person_id.in_(people), Recall.day.is_not(None))
    )
    both = union_all(shown, asked).subquery()
    rows = db.session.execute(select(both.c.fact, func.max(both.c.day)).group_by(both.c.person_id, both.c.fact))
    seen = defaultdict(list)
    for fact, day in rows:
        seen[fact].append(day)
    return seen


def decision_on(cohort_id: int, day: date, challenge_id: int) -> Decision | None:
    """Why the cohort has that challenge then, if need chose it and nobody pinned it."""
    pinned = exists().where(Pin.cohort_id == Decision.cohort_id, Pin.day == Decision.day)
    theirs = (Decision.cohort_id == cohort_id, Decision.day == day, Decision.challenge_id == challenge_id)
    return db.session.scalar(select(Decision).where(*theirs, ~pinned))


def scheduled(cohort_id: int, first: date, last: date) -> list[ScheduledChallenge]:
    rows = db.session.scalars(
        select(ScheduledChallenge)
        .where(ScheduledChallenge.cohort_id == cohort_id, ScheduledChallenge.day.between(first, last))
        .order_by(ScheduledChallenge.day)
    )
    return list(rows)


def decisions(cohort_id: int, first: date, last: date) -> dict[tuple[date, int], Decision]:
    """By day and challenge."""
    theirs = (Decision.cohort_id == cohort_id, Decision.day.between(first, last))
    rows = db.session.scalars(select(Decision).where(*theirs))
    return {(row.day, row.challenge_id): row for row in rows}


def pin_reasons(cohort_id: int, first: date, last: date) -> dict[date, str]:
    rows = db.session.execute(
        select(Pin.day, Pin.reason).where(Pin.cohort_id == cohort_id, Pin.day.between(first, last))
    )
    return {row.day: row.reason for row in rows}


def _of_facts(query: Any, facts: Collection[int]) -> Any:
    return query.select_from(Fact).where(Fact.origin_id.in_(facts))


def _ordinal(last: str | None, met: datetime) -> int:
    return (date.fromisoformat(last) if last else met).toordinal()
