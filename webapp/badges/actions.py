"""Awarding badges: once per person, badge and tier."""

from collections.abc import Iterable
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


def award(earned: Iterable[Earned], *, now: datetime) -> list[Award]:
    """Award what was not awarded before, on each person's own date; returns the new awards."""
    wanted = sorted(set(earned))
    zones = _zones({one.person_id for one in wanted})
    rows = [{**one._asdict(), "day": local_day(now, zones[one.person_id]), "at": now} for one in wanted]
    new = insert(Award).on_conflict_do_nothing(index_elements=["person_id", "badge", "tier"]).returning(Award.id)
    ids = db.session.scalars(new, rows).all() if rows else []
    awards = list(db.session.scalars(select(Award).where(Award.id.in_(ids)).order_by(Award.id)))
    for one in awards:
        badge_awarded.send(one, now=now)
    return awards


def _zones(person_ids: set[int]) -> dict[int, str]:
    rows = db.session.execute(select(Person.id, Person.time_zone).where(Person.id.in_(person_ids)))
    return {row.id: row.time_zone for row in rows}
