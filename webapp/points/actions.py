"""Writing the ledger: entries are added, never changed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import insert

from webapp.answers.models import Answer
from webapp.extensions import db
from webapp.people import memberships
from webapp.people.models import Person
from webapp.points.events import points_awarded
from webapp.points.models import Entry

NEW = insert(Entry.__table__)  # type: ignore[arg-type]


def award_for_answer(answer: Answer, amount: int, reason: str, source: str, *, now: datetime) -> None:
    """An entry on the answer's own day."""
    _append(
        dict(
            person_id=answer.person_id,
            amount=amount,
            reason=reason,
            source=source,
            answer_id=answer.id,
            day=answer.day,
            at=now,
            working_day=answer.working_day,
            **_boards(answer.person, answer.day),
        )
    )


def award_to(
    person: Person, amount: int, reason: str, source: str, *, day: date, working_day: bool, now: datetime
) -> None:
    """An entry on the person's own local date."""
    _append(
        dict(
            person_id=person.id,
            amount=amount,
            reason=reason,
            source=source,
            day=day,
            at=now,
            working_day=working_day,
            **_boards(person, day),
        )
    )


def _boards(person: Person, day: date) -> dict[str, int | None]:
    """Reps play for the team and cohort of that day; coaches and managers may reply, outside the boards."""
    place = memberships.place_on(person, day)
    return {"team_id": place.team_id, "cohort_id": place.cohort_id} if place.role == "rep" else {}


def _append(values: dict[str, Any]) -> None:
    """A second entry of the same person, reason and source is refused by the database."""
    db.session.execute(NEW, values)
    points_awarded.send(Entry(**values), now=values["at"])
