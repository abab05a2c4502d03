"""Samples: closed replies that coaches have judged, unmarked in a peer's queue, so that both can be compared."""

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload

from webapp.answers.models import Answer
from webapp.core import clock
from webapp.extensions import db
from webapp.people.models import Person
from webapp.playbook.models import Challenge, Fact
from webapp.schedule.models import ScheduledChallenge
from webapp.voting import rules
from webapp.voting.models import Assignment, Reliability, Tally, Vote

RECENT = timedelta(days=90)
AHEAD = timedelta(days=7)
"""Whoever reads others' replies to a challenge that is due so soon would only repeat them."""
ENOUGH = 3
"""Where fewer replies wait than a day asks for, one sample ends the queue."""


class Stand(NamedTuple):
    """How a judge stands with samples."""

    begun: int | None
    """Served as one and not yet judged."""
    last: datetime | None
    """When they were served the last one."""
    shared: int
    """Replies that both they and a coach have judged, as far as they were learned from."""
    done: int
    """What they have judged today."""


def mixed_in(judge: Person, day: date, waiting: list[Answer], *, now: datetime, limit: int) -> list[Answer]:
    """What waits, with one sample in it if one is due.

    The rule: one that was served and not judged stays where it was. Else at most one a day lies first or second of the
    day's three even though other replies wait, most days for a judge of whom little is known, ever more seldom for
    others (rules.is_sample_due). Where fewer than three are left of a day, one sample at a time ends the queue.
    """
    stand = _stand(judge, day)
    sample = _answer(stand.begun) if stand.begun else _next(judge, day, now) if _is_due(stand, judge, day) else None
    if sample is not None:
        place = rules.sample_place(judge.id, day, stand.done)
        return [*waiting[:place], sample, *waiting[place:]][:limit]
    if stand.last is not None and stand.done + len(waiting) < ENOUGH and (last := _next(judge, day, now)) is not None:
        return [*waiting, last][:limit]
    return waiting


def verdict_on(answer_id: int) -> dict[str, Any]:
    """What a coach found, whose first word on it counts: {fact, persuasion, by}."""
    row = db.session.execute(
        select(Vote.fact, Vote.persuasion, Person.name.label("by"))
        .join(Person, Person.id == Vote.judge_id)
        .where(Vote.answer_id == answer_id, Vote.by_coach)
        .order_by(Vote.first_cast_at)
        .limit(1)
    ).one()
    return dict(row._mapping)


def shape(answer_id: int) -> dict[str, Any]:
    """In place of a tally: there is none, but the verdict."""
    nothing = dict.fromkeys(rules.Score._fields)
    return {"answer_id": answer_id, "votes": 0, **nothing, "verdict": verdict_on(answer_id)}


def sentence_on(answer_id: int) -> str:
    """The verdict in words, for who has just judged the sample."""
    found = verdict_on(answer_id)
    fact = (_("wrong"), _("partly right"), _("right"))[found["fact"]]
    say = (_("it would lose the prospect"), _("it would keep the prospect"), _("it would win the prospect"))
    return _(
        "%(name)s has judged this one before: the fact is %(fact)s, and %(say)s. Your vote is between you and us.",
        name=found["by"],
        fact=fact,
        say=say[found["persuasion"]],
    )


def is_waiting(judge: Person, answer_id: int) -> bool:
    """Whether it is a sample that they were served and have not judged."""
    begun = _begun(judge).where(Assignment.answer_id == answer_id)
    return judge.role == "rep" and db.session.scalar(begun) is not None


def _stand(judge: Person, day: date) -> Stand:
    midnight = clock.midnight(day, judge.time_zone)
    last = select(func.max(Assignment.at)).where(Assignment.judge_id == judge.id, Assignment.sample)
    shared = select(Reliability.shared).where(Reliability.judge_id == judge.id)
    done = select(func.count()).where(Vote.judge_id == judge.id, Vote.first_cast_at >= midnight)
    parts = (_begun(judge).limit(1), last, shared, done)
    begun, at, known, judged = db.session.execute(select(*(part.scalar_subquery() for part in parts))).one()
    return Stand(begun, at, known or 0, judged)


def _is_due(stand: Stand, judge: Person, day: date) -> bool:
    last = clock.local_day(stand.last, judge.time_zone) if stand.last else None
    return rules.is_sample_due(stand.shared, last, day)


def _begun(judge: Person) -> Select[Any]:
    voted = select(Vote.id).where(Vote.judge_id == judge.id, Vote.answer_id == Assignment.answer_id)
    served = (Assignment.judge_id == judge.id, Assignment.sample, ~voted.exists(), Tally.set_aside.is_(None))
    return select(Assignment.answer_id).join(Tally, Tally.answer_id == Assignment.answer_id).where(*served)


def _answer(answer_id: int) -> Answer | None:
    return _first(select(Answer).where(Answer.id == answer_id))


def _next(judge: Person, day: date, now: datetime) -> Answer | None:
    """The newest of their cohort that neither they nor an account merged into theirs was ever served; none of a
    challenge that is just ahead of them."""
    accounts = select(Person.id).where((Person.id == judge.id) | (Person.merged_into_id == judge.id))
    served = select(Assignment.answer_id).where(Assignment.judge_id.in_(accounts))
    coached = select(Vote.id).where(Vote.answer_id == Answer.id, Vote.by_coach)
    ahead = select(ScheduledChallenge.challenge_id).where(
        ScheduledChallenge.cohort_id == judge.cohort_id, ScheduledChallenge.day.between(day, day + AHEAD)
    )
    return _first(
        select(Answer)
        .join(Tally, Tally.answer_id == Answer.id)
        .where(
            Answer.cohort_id == judge.cohort_id,
            Answer.person_id.not_in(accounts),
            Answer.received_at > now - RECENT,
            Tally.closed_at.is_not(None),
            Tally.set_aside.is_(None),
            coached.exists(),
            Answer.id.not_in(served),
            Answer.challenge_id.not_in(ahead),
        )
    )


def _first(query: Select[Any]) -> Answer | None:
    whole = selectinload(Answer.challenge).joinedload(Challenge.fact).selectinload(Fact.key_points)
    return db.session.scalar(query.order_by(Answer.received_at.desc(), Answer.id.desc()).options(whole).limit(1))
