"""Who may judge what, who may see what, and what the votes come to."""

from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import selectinload

from webapp.answers.models import Answer
from webapp.answers.queries import session_answer
from webapp.answers.rules import open_since
from webapp.core import clock
from webapp.core.problems import Forbidden, NotFound
from webapp.extensions import db
from webapp.people import queries as people
from webapp.people.models import Person
from webapp.playbook.models import Challenge, Fact
from webapp.schedule import queries as schedule
from webapp.voting import rules, samples
from webapp.voting.models import Assignment, Tally, Vote
from webapp.voting.samples import ENOUGH
from webapp.voting.statements import COUNTS, FIRST_CASTS, VOTE_OF

QUEUE = 20
"""The most replies that are served at once."""


def queue(
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
    return len(queue(judge, day, now=now)) if judge.role in ("rep", "coach") else 0


def visible_answer(viewer: Person, answer_id: int) -> Answer:
    """A reply this person may see: their own, one they judge, or one of their people's.

    Raises NotFound for anybody else's.
    """
    answer = db.session.scalar(select(Answer).where(Answer.id == answer_id).options(*whole()))
    if answer is None or not _may_see(viewer, answer):
        raise NotFound(_("There is no such reply here."))
    return answer


def unassigned(judge: Person, answer_ids: list[int]) -> set[int]:
    """Which of these were never served to this judge."""
    mine = (Assignment.judge_id == judge.id, Assignment.answer_id.in_(answer_ids))
    return set(answer_ids) - set(db.session.scalars(select(Assignment.answer_id).where(*mine)))


def has_seen_replies(person: Person, challenge_id: int, day: date) -> bool:
    """Whether others' replies to that day's challenge were served to them."""
    seen = (
        exists()
        .where(Assignment.judge_id == person.id, Answer.id == Assignment.answer_id)
        .where(Answer.challenge_id == challenge_id, Answer.day == day)
    )
    return bool(db.session.scalar(select(seen)))


def is_blind(viewer: Person, answer: Answer) -> bool:
    """Whether they are to judge it and have not yet voted."""
    judges = viewer.role in ("rep", "coach") and answer.person_id != viewer.id
    return judges and vote_of(viewer, answer.id) is None


def visible_tally(viewer: Person, answer: Answer) -> dict[str, Any] | None:
    """What the votes come to, for those who may know: the author, who has voted, and who manages."""
    tally = db.session.get(Tally, answer.id)
    if tally is None or not _may_know(viewer, answer, tally):
        return None
    return tally_shape(tally)


def tally_shape(tally: Tally) -> dict[str, Any]:
    found = rules.told(rules.Sums(tally.votes, tally.weight, tally.fact, tally.persuasion))
    shares = found._asdict() if found else dict.fromkeys(rules.Score._fields)
    return {"answer_id": tally.answer_id, "votes": tally.votes, **shares}


def vote_of(judge: Person, answer_id: int) -> Vote | None:
    """Theirs, or that of an account that was merged into theirs: a person has one vote on a reply."""
    return db.session.scalar(VOTE_OF, {"judge_id": judge.id, "answer_id": answer_id})


def coach_votes(answer_id: int) -> list[dict[str, Any]]:
    """Coaches' votes carry their name."""
    rows = db.session.execute(
        select(Person.name, Vote.fact, Vote.persuasion, Vote.reason)
        .join(Person, Person.id == Vote.judge_id)
        .where(Vote.answer_id == answer_id, Vote.by_coach)
        .order_by(Vote.first_cast_at)
    )
    return [dict(row._mapping) for row in rows]


def reasons(answer_id: int) -> dict[str, int]:
    """How often which reason was given, never by whom."""
    rows = db.session.execute(
        select(Vote.reason, func.count())
        .where(Vote.answer_id == answer_id, Vote.reason.is_not(None), COUNTS)
        .group_by(Vote.reason)
    )
    return {reason: n for reason, n in rows if reason}


def judged_on(judge: Person, challenge_id: int) -> list[tuple[Answer, Vote, Tally]]:
    """What a person has judged of a challenge, newest vote first."""
    rows = db.session.execute(
        select(Answer, Vote, Tally)
        .join(Vote, Vote.answer_id == Answer.id)
        .join(Tally, Tally.answer_id == Answer.id)
        .where(Vote.judge_id == judge.id, Answer.challenge_id == challenge_id, is_shown(), COUNTS)
        .order_by(Vote.first_cast_at.desc())
        .limit(50)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def is_shown() -> ColumnElement[bool]:
    """A tally's reply was not hidden; to colleagues a hidden one is not there."""
    return Tally.set_aside.is_(None) | (Tally.set_aside != "hidden")


def due_to_close(now: datetime, *, after: int, at_most: int) -> list[int]:
    """Answers whose voting has ended and that nobody closed yet, from the one behind `after` on."""
    due = (Tally.closed_at.is_(None), Tally.closes_at <= now, Tally.answer_id > after)
    return list(db.session.scalars(select(Tally.answer_id).where(*due).order_by(Tally.answer_id).limit(at_most)))


def is_sealed(tally: Tally) -> bool:
    """Whether its author must wait for the closing."""
    return tally.withheld and tally.closed_at is None


def tallies_of(answer_ids: list[int]) -> dict[int, Tally]:
    rows = db.session.scalars(select(Tally).where(Tally.answer_id.in_(answer_ids)))
    return {tally.answer_id: tally for tally in rows}


def first_votes(judge_id: int, limit: int) -> list[tuple[int, int]]:
    """The judge's latest first casts, newest first."""
    rows = db.session.execute(FIRST_CASTS, {"judge_id": judge_id, "at_most": limit})
    return [(row[0], row[1]) for row in rows]


def judgements_since(judge: Person, since: datetime) -> int:
    """How many replies a person judged for the first time since an instant."""
    return db.session.scalar(select(func.count()).where(Vote.judge_id == judge.id, Vote.first_cast_at >= since)) or 0


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


def _may_see(viewer: Person, answer: Answer) -> bool:
    """Practice is nobody's but the person's who tries."""
    if answer.person_id == viewer.id or answer.practice:
        return answer.person_id == viewer.id
    if viewer.role == "admin":
        return True
    if viewer.role == "manager":
        return answer.team_id in people.managed_team_ids(viewer)
    if viewer.role == "coach" and answer.cohort_id in people.coached_cohort_ids(viewer):
        return True
    served = (Assignment.judge_id == viewer.id, Assignment.answer_id == answer.id)
    shown = (Tally.answer_id == Assignment.answer_id, is_shown())
    return bool(db.session.scalar(select(exists().where(*served, *shown))))


def _may_know(viewer: Person, answer: Answer, tally: Tally) -> bool:
    if answer.person_id == viewer.id:
        return not is_sealed(tally)
    if viewer.role in ("manager", "admin"):
        return True
    vote = vote_of(viewer, answer.id)
    return vote is not None and vote.weight > 0


def whole() -> list[Any]:
    return [selectinload(Answer.challenge).joinedload(Challenge.fact).selectinload(Fact.key_points)]
