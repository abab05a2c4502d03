"""Whose a deal is, where they are known here."""

from collections import Counter

from sqlalchemy import func, select

from webapp.core.characters import folded
from webapp.deals.bringing.reading import Owners
from webapp.extensions import db
from webapp.people.models import Person


def owners_of(emails: set[str]) -> dict[str, int]:
    """Whose these addresses are."""
    owner = func.coalesce(Person.merged_into_id, Person.id)
    rows = db.session.execute(select(Person.email, owner).where(Person.email.in_(emails)))
    return {row[0]: row[1] for row in rows}


def owners() -> Owners:
    """A merged account's address leads to the one that was kept; a name that two bear leads nowhere."""
    owner = func.coalesce(Person.merged_into_id, Person.id)
    rows = db.session.execute(select(Person.email, Person.name, owner, Person.merged_into_id.is_(None))).all()
    names = [(folded(name), id_) for _email, name, id_, is_kept in rows if is_kept]
    once = Counter(name for name, _id in names)
    return Owners({row[0]: row[2] for row in rows}, {name: id_ for name, id_ in names if once[name] == 1})
