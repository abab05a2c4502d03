"""Awarding badges: once per person, badge and tier; a coach's own, once a reply."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import func, select

from webapp.answers.models import Answer
from webapp.badges.events import badge_awarded
from webapp.badges.models import Award
from webapp.badges.named import NAMED_BY_KEY
from webapp.core.characters import is_readable
from webapp.core.clock import local_day
from webapp.core.problems import Conflict, Forbidden, Invalid
from webapp.core.upserts import insert
from webapp.extensions import db
from webapp.people.actions import lock_people
from webapp.people.models import Person

LONGEST_PRAISE = 200


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


def give(coach: Person, answer: Answer, badge: str, praise: str, *, now: datetime) -> Award:
    """A named badge for a reply. Raises Forbidden for one's own, Invalid without a sentence, Conflict where the
    reply has one."""
    praise = " ".join(praise.split())
    if coach.id == answer.person_id:
        raise Forbidden(_("Nobody gives themselves a badge."))
    if badge not in NAMED_BY_KEY:
        raise Invalid(_("There is no such badge to give: %(known)s.", known=", ".join(NAMED_BY_KEY)))
    if not 0 < len(praise) <= LONGEST_PRAISE or not all(map(is_readable, praise)):
        raise Invalid(
            _("A badge comes with a sentence of praise, of at most %(most)s characters.", most=LONGEST_PRAISE)
        )
    author = lock_people({answer.person_id})[answer.person_id]
    if db.session.scalar(select(Award.id).where(Award.answer_id == answer.id)) is not None:
        raise Conflict(_("This reply has its badge already."))
    given = Award(
        person_id=author.id,
        badge=badge,
        tier=str(_times(author.id, badge) + 1),
        day=local_day(now, author.time_zone),
        at=now,
        given_by_id=coach.id,
        praise=praise,
        answer_id=answer.id,
    )
    db.session.add(given)
    db.session.flush()
    badge_awarded.send(given, now=now)
    return given


def _times(person_id: int, badge: str) -> int:
    same = (Award.person_id == person_id, Award.badge == badge)
    return db.session.scalar(select(func.count()).select_from(Award).where(*same)) or 0


def _had(person_ids: set[int]) -> set[Earned]:
    rows = db.session.execute(select(Award.person_id, Award.badge, Award.tier).where(Award.person_id.in_(person_ids)))
    return {Earned(*row) for row in rows}


def _zones(person_ids: set[int]) -> dict[int, str]:
    rows = db.session.execute(select(Person.id, Person.time_zone).where(Person.id.in_(person_ids)))
    return {row.id: row.time_zone for row in rows}
