"""Reading replies."""

from datetime import date, datetime

from sqlalchemy import select

from webapp.answers.models import Answer
from webapp.answers.rules import Sent
from webapp.extensions import db
from webapp.people.models import Person


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


def has_replied_before(person: Person, day: date) -> bool:
    """Whether this is at least the second day of theirs."""
    earlier = (Answer.person_id == person.id, Answer.day < day, ~Answer.practice)
    return db.session.scalar(select(Answer.id).where(*earlier).limit(1)) is not None


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


def kept_their_day(person: Person, since: datetime) -> list[Sent]:
    """The person's replies that arrived after `since` and count for their streak on their own working day."""
    query = select(Answer.day, Answer.written_at, Answer.received_at).where(
        Answer.person_id == person.id,
        Answer.received_at > since,
        Answer.streak_day == Answer.day,
        Answer.working_day,
        ~Answer.practice,
    )
    return [Sent(*row) for row in db.session.execute(query)]
