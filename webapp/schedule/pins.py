"""Reading pins, and what pinning a day would do to each cohort."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import select

from webapp.core.problems import Forbidden, Invalid, NotFound
from webapp.extensions import db
from webapp.people.models import Cohort, Person
from webapp.people.queries import visible_cohorts
from webapp.playbook import queries as playbook
from webapp.playbook.models import Challenge
from webapp.schedule import queries
from webapp.schedule.models import Pin, ScheduledChallenge

FURTHEST = timedelta(days=366)


class Outlook(NamedTuple):
    """A cohort's day as it is before anything is written."""

    cohort: Cohort
    row: ScheduledChallenge | None
    state: str
    """`free`, `same` (the rotation chose it already), `pinned` (somebody else's pin would go) or `begun`."""


def must_see(person: Person) -> None:
    """Reps learn the day's challenge on the day."""
    if person.role == "rep":
        raise Forbidden(_("Pins are for coaches, managers and admins to see."))


def pins_of(person: Person, since: date) -> list[Pin]:
    """The pins of the cohorts that this person may see, by date."""
    query = select(Pin).where(Pin.day >= since, Pin.cohort_id.in_(_seen_by(person))).order_by(Pin.day, Pin.cohort_id)
    return list(db.session.scalars(query))


def own_pin(person: Person, cohort_id: int, day: date) -> Pin:
    """Raises NotFound where there is none, or it is a stranger's."""
    found = db.session.get(Pin, (cohort_id, day)) if cohort_id in _seen_by(person) else None
    if found is None:
        raise NotFound(_("There is no such pin here."))
    return found


def outlooks(cohorts: Iterable[Cohort], day: date, challenge_id: int) -> list[Outlook]:
    """What a pin would meet in each cohort."""
    found = []
    for cohort in sorted(cohorts, key=lambda one: one.id):
        row = queries.challenge_on(cohort.id, day)
        found.append(Outlook(cohort, row, _state(row, challenge_id)))
    return found


def pinnable(challenge_id: int, day: date, today: date) -> Challenge:
    """The challenge, if it may be met on that day; raises NotFound and Invalid."""
    challenge = playbook.challenge(challenge_id)
    if challenge.fact.state != "live" or challenge.prompt.state != "live":
        raise Invalid(_("That challenge is not live. Make it live first."))
    if not today <= day <= today + FURTHEST:
        raise Invalid(_("Pick a day from today on, within a year."))
    if challenge.fact.valid_until is not None and challenge.fact.valid_until < day:
        raise Invalid(_("By then the fact is past its date. Give it a later one first."))
    return challenge


def chosen_cohorts(person: Person, ids: Iterable[int] | None) -> list[Cohort]:
    """The cohorts of these ids, all that the person may see if there are none; raises NotFound for a stranger's."""
    seen = {cohort.id: cohort for cohort in visible_cohorts(person)}
    if ids is None:
        return list(seen.values())
    if not set(ids) <= seen.keys():
        raise NotFound(_("There is no such cohort here."))
    return [seen[one] for one in sorted(set(ids))]


def _state(row: ScheduledChallenge | None, challenge_id: int) -> str:
    if row is None:
        return "free"
    if row.challenge_id == challenge_id:
        return "same"
    if queries.is_begun(row):
        return "begun"
    return "pinned" if row.chosen_by == "pin" else "free"


def _seen_by(person: Person) -> set[int]:
    return {cohort.id for cohort in visible_cohorts(person)}
