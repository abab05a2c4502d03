"""Reading who wants digests, and who is next in a morning's round."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import exists, func, or_, select

from webapp.alerts.digests import rules
from webapp.alerts.digests.models import Digest, DigestRound, DigestWish
from webapp.alerts.push.queries import reachable
from webapp.extensions import db
from webapp.people.models import Person, SignIn


def rhythm_of(person: Person, now: datetime) -> str:
    """None for who does not play: there is nothing to tell them."""
    return rhythms([person.id], now)[person.id] if person.role == "rep" else "none"


def rhythms(ids: Collection[int], now: datetime) -> dict[int, str]:
    wished = select(DigestWish.person_id, DigestWish.rhythm).where(DigestWish.person_id.in_(ids))
    wishes = {row.person_id: row.rhythm for row in db.session.execute(wished)}
    reached = set(reachable(ids, now))
    return {one: rules.rhythm(wishes.get(one), reached=one in reached) for one in ids}


def zones_in_use() -> list[str]:
    playing = select(Person.time_zone).where(Person.role == "rep", Person.deactivated_at.is_(None))
    return list(db.session.scalars(playing.distinct().order_by(Person.time_zone)))


def finished(mornings: Collection[tuple[str, date]]) -> set[tuple[str, date]]:
    """Those of these that everybody was gone through for."""
    days = {day for _zone, day in mornings}
    over = select(DigestRound.time_zone, DigestRound.day)
    rows = db.session.execute(over.where(DigestRound.day.in_(days), DigestRound.finished_at.is_not(None)))
    return {(row.time_zone, row.day) for row in rows}


def next_people(zone: str, after: int, at_most: int) -> list[Person]:
    """Reps by id who want a digest. Who never came here hears nothing: an invitation is another letter."""
    came = exists().where(SignIn.person_id == Person.id)
    wish = select(DigestWish.rhythm).where(DigestWish.person_id == Person.id).scalar_subquery()
    wanting = (Person.time_zone == zone, Person.id > after, Person.role == "rep", Person.deactivated_at.is_(None))
    query = select(Person).where(*wanting, came, or_(wish.is_(None), wish != "none"))
    return list(db.session.scalars(query.order_by(Person.id).limit(at_most)))


def last_written(ids: Collection[int]) -> dict[int, datetime]:
    """When they last got one."""
    last = select(Digest.person_id, func.max(Digest.at)).where(Digest.person_id.in_(ids)).group_by(Digest.person_id)
    return {row[0]: row[1] for row in db.session.execute(last)}
