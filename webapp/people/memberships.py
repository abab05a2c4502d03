"""Which team and cohort somebody was in on which day, so that means divide by the days that were worked there."""

from datetime import date, datetime, timedelta

from sqlalchemy import delete

from webapp.extensions import db
from webapp.people.models import Membership, Person


def begin(person: Person, since: date, *, by: Person | None = None, now: datetime) -> None:
    """As the person's row says, from `since` on."""
    _write(person, since, person.team_id, person.cohort_id, by, now)


def end(person: Person, last: date, *, by: Person, now: datetime) -> None:
    """In nobody's team or cohort after `last`."""
    _write(person, last + timedelta(days=1), None, None, by, now)


def _write(
    person: Person, since: date, team_id: int | None, cohort_id: int | None, by: Person | None, now: datetime
) -> None:
    """What had been written for later is overtaken."""
    db.session.execute(delete(Membership).where(Membership.person_id == person.id, Membership.since >= since))
    db.session.add(
        Membership(
            person_id=person.id,
            since=since,
            role=person.role,
            team_id=team_id,
            cohort_id=cohort_id,
            entered_at=now,
            entered_by_id=by.id if by else None,
        )
    )
    db.session.flush()
