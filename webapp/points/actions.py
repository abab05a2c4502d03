"""Writing the ledger: entries are added, never changed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import insert

from webapp.answers.models import Answer
from webapp.extensions import db
from webapp.people.models import Person
from webapp.points.events import points_awarded
from webapp.points.models import Entry

NEW = insert(Entry.__table__)  # type: ignore[arg-type]


def award_for_answer(answer: Answer, amount: int, reason: str, source: str, *, now: datetime) -> None:
    """An entry on the answer's own day, for the team and cohort it was written in."""
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
            **_boards(answer.person, answer.team_id, answer.cohort_id),
        )
    )


def award_to(
    person: Person, amount: int, reason: str, source: str, *, day: date, working_day: bool, now: datetime
) -> None:
    """An entry on the person's own local date, for the team and cohort they are in."""
    _append(
        dict(
            person_id=person.id,
            amount=amount,
            reason=reason,
            source=source,
            day=day,
            at=now,
            working_day=working_day,
            **_boards(person, person.team_id, person.cohort_id),
        )
    )


def _boards(person: Person, team_id: int | None, cohort_id: int | None) -> dict[str, int | None]:
    """Reps play for their team and cohort; coaches and managers may reply, outside the boards."""
    return {"team_id": team_id, "cohort_id": cohort_id} if person.role == "rep" else {}


def _append(values: dict[str, Any]) -> None:
    """A second entry of the same person, reason and source is refused by the database."""
    db.session.execute(NEW, values)
    points_awarded.send(Entry(**values), now=values["at"])
