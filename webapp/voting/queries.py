"""Who may see what, and what the votes come to."""

from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import selectinload

from webapp.answers.models import Answer
from webapp.core.problems import NotFound
from webapp.extensions import db
from webapp.people import queries as people
from webapp.people.models import Person
from webapp.playbook.models import Challenge, Fact
from webapp.voting import rules
from webapp.voting.models import Assignment, Tally, Vote
from webapp.voting.statements import COUNTS, FIRST_CASTS, VOTE_OF


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
