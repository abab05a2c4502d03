"""Reading the schedule: the day's challenge, what a person was served, which recalls are due."""

from datetime import date
from typing import Any, Literal, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import defaultload, selectinload

from webapp.core.problems import NotFound
from webapp.extensions import db
from webapp.people.models import Person
from webapp.people.queries import calendar_of, visible_cohorts
from webapp.playbook.models import Challenge, Choice, Fact
from webapp.playbook.queries import live_challenges
from webapp.schedule.models import Recall, ScheduledChallenge, Serving
from webapp.schedule.rules import Met, Pairing, shuffled

RECALLS_A_DAY = 3


class Session(NamedTuple):
    """What a person has before them on a day."""

    day: date
    challenge: Challenge | None
    recalls: list[Recall]


def challenge_on(
    cohort_id: int, day: date, *, locked: Literal["share", "update"] | None = None
) -> ScheduledChallenge | None:
    query = _scheduled(cohort_id).where(ScheduledChallenge.day == day)
    if locked:
        query = query.with_for_update(of=ScheduledChallenge, read=locked == "share").execution_options(
            populate_existing=True
        )
    return db.session.scalar(query)


def is_filled(cohort_id: int, first: date, last: date) -> bool:
    rows = db.session.scalar(
        select(func.count())
        .select_from(ScheduledChallenge)
        .where(ScheduledChallenge.cohort_id == cohort_id, ScheduledChallenge.day.between(first, last))
    )
    return rows == (last - first).days + 1


def is_begun(row: ScheduledChallenge) -> bool:
    """Whether anyone of the cohort was served it."""
    return bool(
        db.session.scalar(
            select(
                exists().where(
                    Serving.day == row.day,
                    Serving.challenge_id == row.challenge_id,
                    Serving.kind == "session",
                    Person.id == Serving.person_id,
                    Person.cohort_id == row.cohort_id,
                )
            )
        )
    )


def served(person: Person, challenge_id: int) -> list[Serving]:
    """When and how this person was shown the challenge, the newest date first."""
    rows = db.session.scalars(
        select(Serving)
        .where(Serving.person_id == person.id, Serving.challenge_id == challenge_id)
        .order_by(Serving.day.desc(), Serving.kind.desc())
    )
    return list(rows)


def days_of(person: Person, challenge_id: int) -> list[date]:
    """The dates on which the challenge is this person's: planned for their cohort, or served to them."""
    planned = select(ScheduledChallenge.day).where(
        ScheduledChallenge.cohort_id == person.cohort_id, ScheduledChallenge.challenge_id == challenge_id
    )
    shown = select(Serving.day).where(
        Serving.person_id == person.id, Serving.challenge_id == challenge_id, Serving.kind == "session"
    )
    return sorted(db.session.scalars(planned.union(shown)))


def may_know(person: Person, challenge_id: int) -> bool:
    """Whether the challenge was served to this person, or is one of a cohort they may see."""
    shown = select(Serving.day).where(Serving.person_id == person.id, Serving.challenge_id == challenge_id)
    planned = select(ScheduledChallenge.day).where(
        ScheduledChallenge.challenge_id == challenge_id,
        ScheduledChallenge.cohort_id.in_([cohort.id for cohort in visible_cohorts(person)]),
    )
    return db.session.scalar(shown.union(planned).limit(1)) is not None


def session_challenge(person: Person, day: date) -> ScheduledChallenge | None:
    """The cohort's challenge if this person was already served it, so that a page need not write."""
    return db.session.scalar(
        _scheduled(person.cohort_id or 0)
        .join(
            Serving,
            (Serving.day == ScheduledChallenge.day)
            & (Serving.challenge_id == ScheduledChallenge.challenge_id)
            & (Serving.person_id == person.id)
            & (Serving.kind == "session"),
        )
        .where(ScheduledChallenge.day == day)
    )


def next_due(person: Person, fact_id: int) -> date | None:
    """When a fact is asked next."""
    return db.session.scalar(
        select(func.min(Recall.due_on)).where(
            Recall.person_id == person.id, Recall.fact_id == fact_id, Recall.answered_at.is_(None)
        )
    )


def meetings(person: Person, fact_id: int, before: date) -> int:
    """On how many earlier dates this person met the fact: from the second meeting on it is folded."""
    return (
        db.session.scalar(
            select(func.count(Serving.day.distinct()))
            .join(Challenge, Challenge.id == Serving.challenge_id)
            .where(Serving.person_id == person.id, Challenge.fact_id == fact_id, Serving.day < before)
        )
        or 0
    )


def own_recall(person: Person, recall_id: int, *, locked: bool = False) -> Recall:
    """The person's recall with its question; raises NotFound for a stranger's."""
    query = _recalls(person).where(Recall.id == recall_id)
    if locked:
        query = query.with_for_update(of=Recall).execution_options(populate_existing=True)
    if (recall := db.session.scalar(query)) is None:
        raise NotFound(_("There is no such question for you."))
    return recall


def due_recalls(person: Person, day: date, limit: int = RECALLS_A_DAY) -> list[Recall]:
    """The oldest open ones the day still has room for. Facts that are out of date are not asked."""
    room = limit - answered_recalls(person, day)
    return list(db.session.scalars(_open(person, day).limit(room))) if room > 0 else []


def answered_recalls(person: Person, day: date) -> int:
    return (
        db.session.scalar(
            select(func.count()).select_from(Recall).where(Recall.person_id == person.id, Recall.day == day)
        )
        or 0
    )


def choices_for(recall: Recall) -> list[dict[str, Any]]:
    """The question's answers, in an order of this occurrence's own that never changes."""
    texts = {choice.id: choice.text for choice in recall.fact.choices}
    return [{"id": one, "text": texts[one]} for one in shuffled(texts, recall.id)]


def recall_shape(recall: Recall) -> dict[str, Any]:
    return {"id": recall.id, "question": recall.fact.question, "choices": choices_for(recall)}


def right_answer(recall: Recall) -> Choice:
    return next(choice for choice in recall.fact.choices if choice.is_right)


def upcoming(person: Person, day: date, days: int) -> list[Session]:
    """Today and the next working days. Days that nobody filled yet have no challenge."""
    dates = coming_days(person, day, days)
    rows = db.session.scalars(_scheduled(person.cohort_id or 0).where(ScheduledChallenge.day.in_(dates)))
    challenges = {row.day: row.challenge for row in rows}
    recalls = _spread(person, dates)
    return [Session(one, challenges.get(one), recalls[one]) for one in dates]


def coming_days(person: Person, day: date, count: int) -> list[date]:
    """Today and the person's next working days."""
    calendar, dates = calendar_of(person), [day]
    while len(dates) < count:
        dates.append(calendar.next_working_day(dates[-1]))
    return dates


def met_by_cohort(cohort_id: int) -> list[Met]:
    """What the cohort has met and has planned, oldest first."""
    rows = db.session.execute(
        select(ScheduledChallenge.day, Challenge.fact_id, Challenge.prompt_id)
        .join(Challenge, Challenge.id == ScheduledChallenge.challenge_id)
        .where(ScheduledChallenge.cohort_id == cohort_id)
        .order_by(ScheduledChallenge.day)
    )
    return [Met(*row) for row in rows]


def met_by_person(person_id: int) -> list[Met]:
    """What this person was served, practice included, oldest first."""
    rows = db.session.execute(
        select(Serving.day, Challenge.fact_id, Challenge.prompt_id)
        .join(Challenge, Challenge.id == Serving.challenge_id)
        .where(Serving.person_id == person_id)
        .order_by(Serving.day, Serving.served_at)
    )
    return [Met(*row) for row in rows]


def pairings() -> list[Pairing]:
    return [Pairing(*row) for row in live_challenges()]


def _scheduled(cohort_id: int) -> Select[ScheduledChallenge]:
    return (
        select(ScheduledChallenge)
        .where(ScheduledChallenge.cohort_id == cohort_id)
        .options(defaultload(ScheduledChallenge.challenge).defaultload(Challenge.fact).selectinload(Fact.key_points))
    )


def _recalls(person: Person) -> Select[Recall]:
    return (
        select(Recall)
        .where(Recall.person_id == person.id)
        .options(defaultload(Recall.fact).selectinload(Fact.choices), selectinload(Recall.choice))
    )


def _open(person: Person, day: date) -> Select[Recall]:
    return (
        _recalls(person)
        .join(Fact, Fact.id == Recall.fact_id)
        .where(
            Recall.answered_at.is_(None),
            Recall.due_on <= day,
            or_(Fact.valid_until.is_(None), Fact.valid_until >= day),
        )
        .order_by(Recall.due_on, Recall.id)
    )


def _spread(person: Person, dates: list[date]) -> dict[date, list[Recall]]:
    """Each open recall on the first of these dates that has room for it."""
    spread = {dates[0]: due_recalls(person, dates[0])}
    waiting = _leave_out(list(db.session.scalars(_open(person, dates[-1]))), spread[dates[0]])
    for day in dates[1:]:
        spread[day] = [recall for recall in waiting if recall.due_on <= day][:RECALLS_A_DAY]
        waiting = _leave_out(waiting, spread[day])
    return spread


def _leave_out(recalls: list[Recall], placed: list[Recall]) -> list[Recall]:
    return [recall for recall in recalls if recall not in placed]
