"""What waits for a coach, what coaches wrote, and the minutes they spent."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select, union

from webapp.answers.models import Answer
from webapp.badges.models import Award
from webapp.coaching.models import Look, Note
from webapp.extensions import db
from webapp.lines.models import ModelMark
from webapp.people import queries as people
from webapp.people.models import Person
from webapp.voting import queries as voting
from webapp.voting.models import Moderation, Report, Vote


class Spent(NamedTuple):
    """A coach's time since an instant."""

    minutes: int
    replies: int


def note_of(coach: Person, answer_id: int) -> Note | None:
    return db.session.scalar(select(Note).where(Note.coach_id == coach.id, Note.answer_id == answer_id))


def notes_for(reader: Person, answer: Answer) -> list[Note]:
    """The author's from every coach; a coach's own."""
    notes = select(Note).where(Note.answer_id == answer.id).order_by(Note.at)
    if answer.person_id != reader.id:
        notes = notes.where(Note.coach_id == reader.id)
    return list(db.session.scalars(notes))


def coached_answer(coach: Person, answer_id: int) -> Answer | None:
    """The reply, if this coach coaches its author's cohort. Raises NotFound for one they may not see."""
    answer = voting.visible_answer(coach, answer_id)
    theirs = coach.role == "coach" and answer.cohort_id in people.coached_cohort_ids(coach)
    return answer if theirs and not answer.practice and answer.person_id != coach.id else None


def open_look(coach: Person) -> Look | None:
    newest = select(Look).where(Look.coach_id == coach.id, Look.seconds.is_(None)).order_by(Look.id.desc())
    return db.session.scalar(newest.limit(1))


def spent(coach: Person, since: datetime) -> Spent:
    """Minutes of the looks that have ended, rounded up, and how many replies have their word."""
    return Spent(-(-seconds_spent(coach, since) // 60), _replies(coach, since))


def seconds_spent(coach: Person, since: datetime) -> int:
    looks = (Look.coach_id == coach.id, Look.opened_at >= since)
    return db.session.scalar(select(func.coalesce(func.sum(Look.seconds), 0)).where(*looks)) or 0


def _replies(coach: Person, since: datetime) -> int:
    """Those that got their vote, note, badge or verdict, or became a model by them."""
    done = (
        select(Vote.answer_id).where(Vote.judge_id == coach.id, Vote.first_cast_at >= since),
        select(Note.answer_id).where(Note.coach_id == coach.id, Note.at >= since),
        select(Award.answer_id).where(Award.given_by_id == coach.id, Award.at >= since),
        select(ModelMark.answer_id).where(ModelMark.marked_by_id == coach.id, ModelMark.at >= since),
        select(Moderation.answer_id).where(Moderation.by_id == coach.id, Moderation.at >= since),
        select(Report.answer_id).where(Report.settled_by_id == coach.id, Report.settled_at >= since),
    )
    return db.session.scalar(select(func.count()).select_from(union(*done).subquery())) or 0
