"""Setting every counter from its sources, and awarding what a new badge owes to those who earned it."""

from datetime import datetime

from sqlalchemy import delete, insert, select

from webapp.badges.actions import Earned, award
from webapp.badges.catalogue import of_counter
from webapp.badges.models import Award, Counter
from webapp.badges.recount import recount
from webapp.badges.rules import reached
from webapp.extensions import db
from webapp.people.actions import lock_people
from webapp.people.models import Person


def rebuild(*, now: datetime) -> list[Award]:
    """Returns the awards that were due. Nobody loses one."""
    lock_people(set(db.session.scalars(select(Person.id))))
    counts = recount()
    db.session.execute(delete(Counter))
    rows = [{"person_id": key[0], "name": key[1], "value": value} for key, value in sorted(counts.items())]
    if rows:
        db.session.execute(insert(Counter), rows)
    return award_due(counts, now=now)


def award_due(counts: dict[tuple[int, str], int], *, now: datetime) -> list[Award]:
    return award(_due(counts), now=now)


def _due(counts: dict[tuple[int, str], int]) -> list[Earned]:
    return [
        Earned(person_id, badge.key, tier)
        for (person_id, counter), value in counts.items()
        for badge in of_counter(counter)
        for tier in reached(badge, value)
    ]
