"""Reading the schedule: the day's challenge, and what a person was served."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Literal, NamedTuple

from sqlalchemy import CompoundSelect, Select, exists, func, select
from sqlalchemy.orm import defaultload

from webapp.extensions import db
from webapp.people.models import Person
from webapp.people.queries import calendar_of, visible_cohorts
from webapp.playbook.models import Challenge, Fact, Prompt
from webapp.playbook.queries import live_challenges
from webapp.schedule import recalls
from webapp.schedule.models import Recall, ScheduledChallenge, Serving
from webapp.schedule.rules import Met, Pairing


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


def prompts_on(cohort_ids: Collection[int], days: Collection[date]) -> dict[tuple[int, date], Prompt]:
    """What the prospect says, by cohort and day, as far as the days are planned."""
    planned = (
        select(ScheduledChallenge.cohort_id, ScheduledChallenge.day, Prompt)
        .join(Challenge, Challenge.id == ScheduledChallenge.challenge_id)
        .join(Prompt, Prompt.id == Challenge.prompt_id)
        .where(ScheduledChallenge.cohort_id.in_(cohort_ids), ScheduledChallenge.day.in_(days))
    )
    return {(cohort_id, day): prompt for cohort_id, day, prompt in db.session.execute(planned)}


def is_filled(cohort_id: int, first: date, last: date) -> bool:
    rows = db.session.scalar(
        select(func.count())
        .select_from(ScheduledChallenge)
        .where(ScheduledChallenge.cohort_id == cohort_id, ScheduledChallenge.day.between(first, last))
    )
    return rows == (last - first).days + 1


def is_begun(row: ScheduledChallenge) -> bool:
    """Whether anyone of the cohort has begun it; a phone that keeps it for a day ahead has not."""
    return bool(
        db.session.scalar(
            select(
                exists().where(
                    Serving.day == row.day,
                    Serving.challenge_id == row.challenge_id,
                    Serving.kind == "session",
                    Serving.begun_at.is_not(None),
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


def theirs_since(person: Person, day: date) -> CompoundSelect[int]:
    """The ids of the challenges that are this person's on that date or later; to be asked within another question."""
    planned = select(ScheduledChallenge.challenge_id).where(
        ScheduledChallenge.cohort_id == person.cohort_id, ScheduledChallenge.day >= day
    )
    shown = select(Serving.challenge_id).where(
        Serving.person_id == person.id, Serving.day >= day, Serving.kind == "session"
    )
    return planned.union(shown)


def may_know(person: Person, challenge_id: int) -> bool:
    """Whether the challenge was served to this person, or is one of a cohort they may see."""
    shown = select(Serving.day).where(Serving.person_id == person.id, Serving.challenge_id == challenge_id)
    planned = select(ScheduledChallenge.day).where(
        ScheduledChallenge.challenge_id == challenge_id,
        ScheduledChallenge.cohort_id.in_([cohort.id for cohort in visible_cohorts(person)]),
    )
    return db.session.scalar(shown.union(planned).limit(1)) is not None


def session_challenge(person: Person, day: date) -> Challenge | None:
    """What this person has begun for that date, so that a page need not write. It stays theirs, whatever
    their cohort has now."""
    return db.session.scalar(
        select(Challenge)
        .join(Serving, Serving.challenge_id == Challenge.id)
        .where(
            Serving.person_id == person.id,
            Serving.day == day,
            Serving.kind == "session",
            Serving.begun_at.is_not(None),
        )
        .order_by(Serving.begun_at)
        .limit(1)
        .options(defaultload(Challenge.fact).selectinload(Fact.key_points))
    )


def meetings(person: Person, fact_id: int, before: date) -> int:
    """On how many earlier dates this person met the fact as it is: from the second meeting on it is folded."""
    return (
        db.session.scalar(
            select(func.count(Serving.day.distinct()))
            .join(Challenge, Challenge.id == Serving.challenge_id)
            .where(
                Serving.person_id == person.id,
                Challenge.fact_id == fact_id,
                Serving.day < before,
                Serving.begun_at.is_not(None),
            )
        )
        or 0
    )


def meetings_of(person: Person, fact_ids: Sequence[int], before: date) -> set[int]:
    """Which of these facts, as they are, this person met on an earlier date."""
    return set(
        db.session.scalars(
            select(Challenge.fact_id)
            .join(Serving, Serving.challenge_id == Challenge.id)
            .where(
                Serving.person_id == person.id,
                Challenge.fact_id.in_(fact_ids),
                Serving.day < before,
                Serving.begun_at.is_not(None),
            )
        )
    )


def is_unserved(person: Person, sessions: Sequence[Session]) -> bool:
    """Whether one of these has no challenge yet, or one that was not served to this person for its date."""
    wanted = {(one.day, one.challenge and one.challenge.id) for one in sessions} if person.cohort_id else set()
    rows = db.session.execute(
        select(Serving.day, Serving.challenge_id).where(
            Serving.person_id == person.id,
            Serving.kind == "session",
            Serving.day.in_([one.day for one in sessions]),
        )
    )
    return not wanted <= {(row.day, row.challenge_id) for row in rows}


def upcoming(person: Person, day: date, days: int) -> list[Session]:
    """Today and the next working days. Days that nobody filled yet have no challenge."""
    dates = coming_days(person, day, days)
    rows = db.session.scalars(_scheduled(person.cohort_id or 0).where(ScheduledChallenge.day.in_(dates)))
    challenges = {row.day: row.challenge for row in rows}
    due = recalls.spread(person, dates)
    return [Session(one, challenges.get(one), due[one]) for one in dates]


def coming_days(person: Person, day: date, count: int) -> list[date]:
    """Today and the person's next working days."""
    calendar, dates = calendar_of(person), [day]
    while len(dates) < count:
        dates.append(calendar.next_working_day(dates[-1]))
    return dates


def met_by_cohort(cohort_id: int) -> list[Met]:
    """What the cohort has met and has planned, oldest first."""
    rows = db.session.execute(
        select(ScheduledChallenge.day, Fact.origin_id, Prompt.origin_id)
        .join(Challenge, Challenge.id == ScheduledChallenge.challenge_id)
        .join(Fact, Fact.id == Challenge.fact_id)
        .join(Prompt, Prompt.id == Challenge.prompt_id)
        .where(ScheduledChallenge.cohort_id == cohort_id)
        .order_by(ScheduledChallenge.day)
    )
    return [Met(*row) for row in rows]


def met_by_person(person_id: int) -> list[Met]:
    """What this person was served, practice included, oldest first."""
    rows = db.session.execute(
        select(Serving.day, Fact.origin_id, Prompt.origin_id)
        .join(Challenge, Challenge.id == Serving.challenge_id)
        .join(Fact, Fact.id == Challenge.fact_id)
        .join(Prompt, Prompt.id == Challenge.prompt_id)
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
