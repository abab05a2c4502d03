"""Awarding badges: once per person, badge and tier."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from webapp.badges.events import badge_awarded
from webapp.badges.models import Award
from webapp.core.clock import local_day
from webapp.core.upserts import insert
from webapp.extensions import db
from webapp.people.models import Person


class Earned(NamedTuple):
    person_id: int
    badge: str
    tier: str


def award(earned: Collection[Earned], *, now: datetime) -> list[Award]:
    """Award what was not awarded before, on each person's own date; returns the new awards."""
    wanted = sorted(set(earned) - _had({one.person_id for one in earned}))
    if not wanted:
        return []
    zones = _zones({one.person_id for one in wanted})
    rows = [{**one._asdict(), "day": local_day(now, zones[one.person_id]), "at": now} for one in wanted]
    once = insert(Award).on_conflict_do_nothing(index_elements=["person_id", "badge", "tier"])
    ids = db.session.scalars(once.returning(Award.id), rows).all()
    awards = list(db.session.scalars(select(Award).where(Award.id.in_(ids)).order_by(Award.id)))
    for new in awards:
        badge_awarded.send(new, now=now)
    return awards


def _had(person_ids: set[int]) -> set[Earned]:
    rows = db.session.execute(select(Award.person_id, Award.badge, Award.tier).where(Award.person_id.in_(person_ids)))
    return {Earned(*row) for row in rows}


def _zones(person_ids: set[int]) -> dict[int, str]:
    rows = db.session.execute(select(Person.id, Person.time_zone).where(Person.id.in_(person_ids)))
    return {row.id: row.time_zone for row in rows}
