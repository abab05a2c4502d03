"""Whose replies somebody is asked to judge, and in which order."""

from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, select

from webapp.answers.models import Answer
from webapp.answers.queries import session_answer
from webapp.answers.rules import open_since
from webapp.core import clock
from webapp.core.problems import Forbidden, NotFound
from webapp.extensions import db
from webapp.people import queries as people
from webapp.people.models import Person
from webapp.schedule import queries as schedule
from webapp.voting import rules, samples
from webapp.voting.models import Tally, Vote
from webapp.voting.queries import judgements_since, whole
from webapp.voting.samples import ENOUGH

QUEUE = 20
"""The most replies that are served at once."""


def to_judge(
    judge: Person, day: date, *, now: datetime, challenge_id: int | None = None, limit: int = QUEUE
) -> list[Answer]:
    """Replies for this judge, blind: least judged first, then newest. A rep's holds a sample when one is due.

    `day` is the judge's local date. Raises Forbidden for managers, and for a rep who has not yet
    replied to the challenge they ask for; NotFound for a challenge that is not their cohort's.
    """
    if judge.role == "coach":
        return _ordered(_open_for(judge, now), challenge_id, limit)
    if judge.role != "rep":
        raise Forbidden(_("Reps and coaches judge; managers and admins watch."))
    if challenge_id is not None:
        _may_ask(judge, challenge_id, day)
        return _ordered(_open_for(judge, now), challenge_id, limit)
    return samples.mixed_in(judge, day, open_to_rep(judge, day, now=now, limit=limit), now=now, limit=limit)


def open_to(coach: Person, *, now: datetime, limit: int) -> list[Answer]:
    """Replies that a coach has not judged while they may, the least judged and newest."""
    return _ordered(_open_for(coach, now), None, limit)


def open_to_rep(judge: Person, day: date, *, now: datetime, limit: int) -> list[Answer]:
    """Two of three for the challenge just answered, one from the last working day; once one's own reply is in, other
    cohorts' for what the day's three lack, but to nothing that one may yet reply to. No sample."""
    open_for_me, calendar = _open_for(judge, now), people.calendar_of(judge)
    mine = session_answer(judge, day)
    same = _ordered(open_for_me, mine.challenge_id, limit) if mine else []
    before = calendar.previous_working_day(day)
    earlier = list(db.session.scalars(open_for_me.where(Answer.day >= before, Answer.day < day).limit(limit)))
    taken = {answer.id for answer in same}
    own = rules.interleaved(same, [a for a in earlier if a.id not in taken], limit)
    lacking = _lacking(judge, day, min(limit, ENOUGH), len(own)) if mine else 0
    since = open_since(now, calendar, judge.time_zone)
    return own + _ordered(_elsewhere(judge, since, now), None, lacking) if lacking else own


def waiting(judge: Person, day: date, *, now: datetime) -> int:
    """How many replies wait for this judge, up to what is served at once."""
    return len(to_judge(judge, day, now=now)) if judge.role in ("rep", "coach") else 0


def _lacking(judge: Person, day: date, wanted: int, waiting: int) -> int:
    """How many of so many wanted are to be found elsewhere, so that the day has its three."""
    if judge.cohort_id is None or waiting >= wanted:
        return 0
    left = ENOUGH - judgements_since(judge, clock.midnight(day, judge.time_zone))
    return max(min(wanted, left) - waiting, 0)


def _elsewhere(judge: Person, since: date, now: datetime) -> Select[Any]:
    """Other cohorts' replies short of votes, to no challenge that is this judge's since then or ahead."""
    return _open(judge, now).where(
        Answer.cohort_id != judge.cohort_id,
        Tally.votes < rules.SHORT,
        Answer.challenge_id.not_in(schedule.theirs_since(judge, since)),
    )


def _open_for(judge: Person, now: datetime) -> Select[Any]:
    cohorts = people.coached_cohort_ids(judge) if judge.role == "coach" else {judge.cohort_id or 0}
    return _open(judge, now).where(Answer.cohort_id.in_(cohorts))


def _open(judge: Person, now: datetime) -> Select[Any]:
    """What this judge may still vote on, wherever it was written."""
    accounts = select(Person.id).where((Person.id == judge.id) | (Person.merged_into_id == judge.id))
    judged = select(Vote.id).where(Vote.judge_id.in_(accounts), Vote.answer_id == Answer.id)
    return (
        select(Answer)
        .join(Tally, Tally.answer_id == Answer.id)
        .where(
            Answer.person_id != judge.id,
            Tally.closed_at.is_(None),
            Tally.closes_at > now,
            Tally.set_aside.is_(None),
            ~judged.exists(),
        )
        .order_by(Tally.votes, Answer.received_at.desc(), Answer.id.desc())
        .options(*whole())
    )


def _ordered(query: Select[Any], challenge_id: int | None, limit: int) -> list[Answer]:
    if challenge_id is not None:
        query = query.where(Answer.challenge_id == challenge_id)
    return list(db.session.scalars(query.limit(limit)))


def _may_ask(judge: Person, challenge_id: int, day: date) -> None:
    when = schedule.days_of(judge, challenge_id)
    if not when:
        raise NotFound(_("That challenge is not one of yours."))
    next_time = min((one for one in when if one >= day), default=None)
    if next_time and session_answer(judge, next_time, challenge_id) is None:
        raise Forbidden(_("Reply first, then judge: what others wrote would only sway you."))
