"""Pinning a challenge to a date, such as a launch's: for the chosen cohorts or for none."""

from collections.abc import Iterable
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import select

from webapp.core import clock
from webapp.core.problems import Conflict, Forbidden, Invalid
from webapp.extensions import db
from webapp.people.models import Cohort, Person
from webapp.schedule import actions, pins, queries
from webapp.schedule.models import Pin


def pin(
    person: Person, challenge_id: int, day: date, cohort_ids: Iterable[int] | None, reason: str, *, now: datetime
) -> list[Pin]:
    """The challenge on that day for each cohort, all that the person sees where none are named. Raises Conflict
    with the names of those that began the day; then nobody's is pinned."""
    must_pin(person)
    cohorts = pins.chosen_cohorts(person, cohort_ids)
    if not cohorts:
        raise Invalid(_("Pick at least one cohort."))
    challenge = pins.pinnable(challenge_id, day, clock.local_day(now, person.time_zone))
    _lock(cohorts)
    met = pins.outlooks(cohorts, day, challenge.id)
    if begun := [one.cohort.name for one in met if one.state == "begun"]:
        raise Conflict(
            _("%(names)s already began that day, so it stays. Nothing was pinned.", names=", ".join(begun)),
            cohorts=[{"id": one.cohort.id, "name": one.cohort.name, "state": one.state} for one in met],
        )
    return [_pinned(person, one.cohort.id, day, challenge.id, reason, now) for one in met]


def unpin(person: Person, cohort_id: int, day: date, *, now: datetime) -> None:
    """Give the day back to the rotation. Raises Conflict where somebody began it."""
    must_pin(person)
    _lock(pins.chosen_cohorts(person, [cohort_id]))
    found = pins.own_pin(person, cohort_id, day)
    row = queries.challenge_on(cohort_id, day, locked="update")
    if row is not None and queries.is_begun(row):
        raise Conflict(_("Somebody has already begun that day's challenge, so it stays."))
    db.session.delete(found)
    db.session.flush()
    if row is not None:
        db.session.delete(row)
        db.session.flush()
    actions.fill(cohort_id, day, day, now=now)


def must_pin(person: Person) -> None:
    if person.role not in ("manager", "admin"):
        raise Forbidden(_("A manager or an admin pins challenges."))


def _lock(cohorts: Iterable[Cohort]) -> None:
    """In one order, before looking: whoever fills or serves their days waits."""
    ids = [cohort.id for cohort in cohorts]
    db.session.scalars(
        select(Cohort.id).where(Cohort.id.in_(ids)).order_by(Cohort.id).with_for_update(key_share=True)
    ).all()


def _pinned(person: Person, cohort_id: int, day: date, challenge_id: int, reason: str, now: datetime) -> Pin:
    actions.replace(cohort_id, day, challenge_id, chosen_by="pin", now=now)
    found = db.session.get(Pin, (cohort_id, day)) or Pin(cohort_id=cohort_id, day=day)
    found.reason, found.at, found.by = reason, now, person
    db.session.add(found)
    db.session.flush()
    return found
