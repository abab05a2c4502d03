"""The days off that people enter themselves: those that lie ahead. What has begun is their manager's."""

from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _

from webapp.core import clock
from webapp.core.problems import Conflict, Invalid
from webapp.people import editing, managing
from webapp.people.models import Absence, ManagedTeam, Person


def days_off_of(person: Person, *, now: datetime) -> dict[str, Any]:
    today, begun = clock.local_day(now, person.time_zone), editing.last_begun(person, now)
    coming = [one for one in managing.absences(person) if one.last_day >= today]
    return {
        "coming": [_shape(one, begun) for one in sorted(coming, key=lambda one: one.first_day)],
        "tomorrow": begun + timedelta(days=1),
        "ask": [one.name for one in _managers_of(person)],
    }


def enter(person: Person, first: date | None, last: date | None, *, now: datetime) -> Absence:
    if first is None:
        raise Invalid(_("Say when your days off begin."))
    last = last or first
    if any(one.first_day <= first and last <= one.last_day for one in managing.absences(person)):
        raise Conflict(_("Those are days off of yours already."))
    return editing.enter_absence(person, person, first, last, now=now)


def withdraw(person: Person, absence_id: int, *, now: datetime) -> None:
    editing.remove_absence(person, person, managing.absence_of(person, absence_id), now=now)


def _shape(absence: Absence, begun: date) -> dict[str, Any]:
    return {
        "id": absence.id,
        "first": absence.first_day,
        "last": absence.last_day,
        "begun": absence.first_day <= begun,
    }


def _managers_of(person: Person) -> list[Person]:
    holders = managing.holders(ManagedTeam, ManagedTeam.team_id)
    return [one for one in holders.get(person.team_id or 0, []) if one.role in managing.MANAGING]
