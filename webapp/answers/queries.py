"""Reading replies."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from webapp.answers.models import Answer
from webapp.extensions import db
from webapp.people.models import Person
from webapp.playbook.models import Challenge, Fact


def session_answer(person: Person, day: date, challenge_id: int | None = None) -> Answer | None:
    """The person's own reply for a date, practice aside."""
    query = select(Answer).where(Answer.person_id == person.id, Answer.day == day, ~Answer.practice)
    if challenge_id is not None:
        query = query.where(Answer.challenge_id == challenge_id)
    return db.session.scalar(query.order_by(Answer.id).limit(1))


def has_replied(person: Person, challenge_id: int) -> bool:
    """Whether they ever replied to it, practice included."""
    mine = (Answer.person_id == person.id, Answer.challenge_id == challenge_id)
    return db.session.scalar(select(Answer.id).where(*mine).limit(1)) is not None


def answer(answer_id: int) -> Answer | None:
    """Any reply, with what it replied to. Ask voting who may see it."""
    return db.session.scalar(
        select(Answer)
        .where(Answer.id == answer_id)
        .options(selectinload(Answer.challenge).joinedload(Challenge.fact).selectinload(Fact.key_points))
    )


def latest_session_answers(person: Person, limit: int) -> list[Answer]:
    """The person's own replies, newest first, practice aside."""
    return list(
        db.session.scalars(
            select(Answer)
            .where(Answer.person_id == person.id, ~Answer.practice)
            .order_by(Answer.day.desc(), Answer.id.desc())
            .limit(limit)
        )
    )
