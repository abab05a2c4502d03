"""Writing people: creating, signing in and out, moving, going away and coming back."""

import hashlib
import secrets
from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select, update

from webapp.core import clock
from webapp.core.problems import Conflict, Invalid
from webapp.extensions import db
from webapp.people import checks, events, memberships
from webapp.people.models import Absence, Person, SignIn, WorkCalendar, ZoneChange

LASTS = {"browser": timedelta(days=60), "token": timedelta(days=90)}


def add_person(
    name: str,
    email: str,
    *,
    role: str,
    calendar: WorkCalendar,
    time_zone: str,
    now: datetime,
    password_hash: str | None = None,
    team_id: int | None = None,
    cohort_id: int | None = None,
    joined_on: date | None = None,
) -> Person:
    person = Person(
        name=checks.known_name(name),
        email=checks.known_email(email),
        role=role,
        calendar=calendar,
        time_zone=checks.known_zone(time_zone),
        password_hash=password_hash,
        team_id=team_id,
        cohort_id=cohort_id,
        joined_on=(joined := joined_on or clock.local_day(now, time_zone)),
        placed_on=joined,
    )
    db.session.add(person)
    db.session.flush()
    db.session.add(ZoneChange(person_id=person.id, time_zone=time_zone, since=now))
    memberships.begin(person, person.joined_on, now=now)
    return person


def move(person: Person, *, role: str, team_id: int | None, cohort_id: int | None, by: Person, now: datetime) -> None:
    """They are this, in that team and cohort, at once; on the boards their day ends where it began, and what they
    earned stays where they earned it."""
    lock_people({person.id})
    if (person.role, person.team_id, person.cohort_id) == (role, team_id, cohort_id):
        return
    person.role, person.team_id, person.cohort_id = role, team_id, cohort_id
    if person.deactivated_at is None:
        memberships.change(person, clock.local_day(now, person.time_zone), by=by, now=now)
    db.session.flush()
    events.people_moved.send([person.id])


def open_sign_in(person: Person, kind: str, *, now: datetime) -> tuple[SignIn, str]:
    """A new sign-in and the secret that proves it; only its hash is kept."""
    secret = secrets.token_urlsafe(32)
    sign_in = SignIn(
        person_id=person.id, kind=kind, secret_hash=hash_secret(secret), at=now, expires_at=now + LASTS[kind]
    )
    db.session.add(sign_in)
    db.session.flush()
    return sign_in, secret


def open_guest_sign_in(person: Person, day: date, *, until: datetime, now: datetime) -> str:
    """For that day's challenge alone. Returns the secret."""
    secret = secrets.token_urlsafe(32)
    kept = hash_secret(secret)
    db.session.add(SignIn(person_id=person.id, kind="link", day=day, secret_hash=kept, at=now, expires_at=until))
    db.session.flush()
    return secret


def hash_secret(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def end_sign_in(sign_in_id: int, *, now: datetime) -> None:
    db.session.execute(update(SignIn).where(SignIn.id == sign_in_id, SignIn.ended_at.is_(None)).values(ended_at=now))
    events.sign_in_ended.send(sign_in_id)


def end_all_sign_ins(person: Person, *, now: datetime) -> None:
    open_ids = db.session.scalars(select(SignIn.id).where(SignIn.person_id == person.id, SignIn.ended_at.is_(None)))
    for sign_in_id in open_ids.all():
        end_sign_in(sign_in_id, now=now)


def deactivate(person: Person, by: Person, *, now: datetime) -> None:
    """Nobody signs in as them any more, and whoever was is out. Their rows stay, and today was their last day."""
    lock_people({person.id})
    if person.deactivated_at is not None:
        raise Conflict(_("%(name)s is already deactivated.", name=person.name))
    person.deactivated_at, person.deactivated_by_id = now, by.id
    memberships.end(person, clock.local_day(now, person.time_zone), by=by, now=now)
    end_all_sign_ins(person, now=now)
    events.person_deactivated.send(person.id, now=now)
    events.people_moved.send([person.id])


def reactivate(person: Person, by: Person, *, now: datetime) -> None:
    """They may sign in again, and are at work from today on, where they were last."""
    lock_people({person.id})
    if person.deactivated_at is None:
        raise Conflict(_("%(name)s is active.", name=person.name))
    person.deactivated_at = person.deactivated_by_id = None
    memberships.change(person, clock.local_day(now, person.time_zone), by=by, now=now)
    events.people_moved.send([person.id])


def move_to_zone(person: Person, time_zone: str, *, now: datetime) -> None:
    """From now on their days begin and end there; days already counted stay as they were."""
    lock_people({person.id})
    if checks.known_zone(time_zone) == person.time_zone:
        return
    person.time_zone = time_zone
    db.session.add(ZoneChange(person_id=person.id, time_zone=time_zone, since=now))
    db.session.flush()


def speak(person: Person, language: str | None) -> None:
    """From now on we speak to them in it; without one, in that of their browser."""
    person.language = checks.known_language(language) if language else None
    db.session.flush()


def enter_absence(person: Person, first: date, last: date, by: Person, *, now: datetime) -> Absence:
    if last < first:
        raise Invalid(_("The last day off comes before the first."))
    absence = Absence(person_id=person.id, first_day=first, last_day=last, entered_at=now, entered_by_id=by.id)
    db.session.add(absence)
    db.session.flush()
    return absence


def lock_people(ids: set[int]) -> dict[int, Person]:
    """Lock people in the one order that everybody locks them in: by id.

    Rows that merely refer to a person, such as an award, may still be written by others.
    """
    rows = db.session.scalars(
        select(Person)
        .where(Person.id.in_(ids))
        .order_by(Person.id)
        .with_for_update(of=Person, key_share=True)
        .execution_options(populate_existing=True)
    )
    return {person.id: person for person in rows}
