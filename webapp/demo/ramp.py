"""Who became ready on which of those days, and whom their coach has signed off."""

from datetime import datetime, timedelta

from sqlalchemy import select

from webapp.core.work import work
from webapp.extensions import db
from webapp.people.models import Person
from webapp.people.queries import coaches_of
from webapp.ready.actions import note_reached, sign_off
from webapp.ready.models import Reached
from webapp.ready.overseeing import still_to_reach
from webapp.ready.queries import ready_by

WORDS = "You answer before they have finished worrying. I would put you in front of any customer of ours."


def note_who_is_ready(now: datetime) -> None:
    with work():
        note_reached(ready_by(still_to_reach(), now), now=now)


def sign_off_one(now: datetime) -> None:
    """Who was ready first, by their coach; the others wait on the desk."""
    first = select(Person).join(Reached, Reached.person_id == Person.id).order_by(Reached.day, Person.id).limit(1)
    if (rep := db.session.scalar(first)) is not None:
        with work():
            coach = coaches_of(rep.cohort_id or 0)[0]
            sign_off(coach, rep.id, WORDS, now=now - timedelta(hours=2))
