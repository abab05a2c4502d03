"""Whose a link is, and whom one may invite."""

from collections.abc import Collection
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import Select, func, select

from webapp.core.problems import Forbidden, NotFound
from webapp.extensions import db
from webapp.people.accounts.models import AskedLink, Link
from webapp.people.actions import hash_secret
from webapp.people.models import Person, SignIn
from webapp.people.queries import managed_team_ids

INVITED_BY_MANAGERS = ("rep", "coach")
"""A link opens an account, so a manager makes none for those who may do as much as they, or more."""


def opened_with(secret: str, now: datetime) -> tuple[Link, Person] | None:
    """The link that still opens, with its person, unless deactivated."""
    row = db.session.execute(
        select(Link, Person)
        .join(Person, Person.id == Link.person_id)
        .where(
            Link.secret_hash == hash_secret(secret),
            Link.used_at.is_(None),
            Link.expires_at > now,
            Person.deactivated_at.is_(None),
        )
    ).first()
    return (row[0], row[1]) if row else None


def who_left(secret: str) -> Person | None:
    """Whose link this was, where they are deactivated, or merged into another account."""
    theirs = select(Person).join(Link, Link.person_id == Person.id).where(Link.secret_hash == hash_secret(secret))
    return db.session.scalar(theirs.where(Person.deactivated_at.is_not(None)))


def invitable(by: Person, ids: Collection[int]) -> list[Person]:
    """These people by name, deactivated ones among them. Raises NotFound if one is not theirs to invite."""
    found = list(db.session.scalars(theirs(by).where(Person.id.in_(ids))))
    if len(found) < len(set(ids)):
        raise NotFound(_("There is no such person among those you may invite."))
    return found


def never_signed_in(by: Person) -> list[Person]:
    """The active people they may invite who have never been here."""
    return list(db.session.scalars(_never_signed_in(by)))


def how_many_never_signed_in(by: Person) -> int:
    counted = select(func.count()).select_from(_never_signed_in(by).order_by(None).subquery())
    return db.session.scalar(counted) or 0


def has_anybody_come() -> bool:
    """Whether a rep has a password already, or somebody was invited to choose one."""
    reps = select(Person.id).where(Person.role == "rep", Person.password_hash.is_not(None))
    invited = select(Link.id).where(Link.purpose == "invitation")
    return bool(db.session.scalar(select(reps.exists() | invited.exists())))


def theirs(by: Person) -> Select[Person]:
    """Whom they may invite, by name."""
    if by.role not in ("manager", "admin"):
        raise Forbidden(_("Managers and admins invite people."))
    query = select(Person).order_by(func.lower(Person.name), Person.id)
    if by.role == "admin":
        return query
    return query.where(Person.team_id.in_(managed_team_ids(by)), Person.role.in_(INVITED_BY_MANAGERS))


def asked_links(at_most: int) -> list[AskedLink]:
    return list(db.session.scalars(select(AskedLink).order_by(AskedLink.id).limit(at_most)))


def _never_signed_in(by: Person) -> Select[Person]:
    been_here = select(SignIn.id).where(SignIn.person_id == Person.id, SignIn.kind != "link")
    return theirs(by).where(Person.deactivated_at.is_(None), ~been_here.exists())
