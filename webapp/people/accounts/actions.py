"""Making links, answering who asked for one, and letting in who opens one."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import update

from webapp.core import mail
from webapp.core.problems import Conflict
from webapp.extensions import db
from webapp.people import checks, queries
from webapp.people.accounts import letters
from webapp.people.accounts.models import AskedLink, Link
from webapp.people.accounts.rules import expiry
from webapp.people.actions import end_all_sign_ins, hash_secret, lock_people
from webapp.people.models import Person


@dataclass(frozen=True)
class Invitation:
    person: Person
    url: str
    expires_at: datetime
    mailed: bool


def invite(person: Person, by: Person, our_address: str, *, mailed: bool, now: datetime) -> Invitation:
    """A link for this person, in place of any earlier invitation. Raises Conflict for who is deactivated."""
    lock_people({person.id})
    if person.deactivated_at is not None:
        raise Conflict(_("%(name)s is deactivated. Reactivate them first, then invite them.", name=person.name))
    end_links(person.id, "invitation", now=now)
    link, url = open_link(person, "invitation", our_address, by=by, now=now)
    mailed = mailed and mail.is_offered()
    if mailed:
        letters.invite(person, by, url, until=link.expires_at, now=now)
    return Invitation(person, url, link.expires_at, mailed)


def invite_all(people: Sequence[Person], by: Person, our_address: str, *, now: datetime) -> list[Invitation]:
    lock_people({person.id for person in people})
    return [invite(person, by, our_address, mailed=True, now=now) for person in people]


def ask(purpose: str, email: str, our_address: str, *, now: datetime) -> None:
    """The same for every address. Raises Invalid for what is none, Conflict where no mail is sent at all."""
    if not mail.is_offered():
        raise Conflict(_("This Repartee sends no mail. Your manager can make you a link."))
    db.session.add(AskedLink(purpose=purpose, email=checks.known_email(email), leads_to=our_address, at=now))
    db.session.flush()


def answer(asked: AskedLink, *, now: datetime) -> bool:
    """Mail the link, if the address is that of somebody who may sign in; says whether it was."""
    person = queries.by_email(asked.email)
    db.session.delete(asked)
    if person is None or person.deactivated_at is not None:
        return False
    mail_link(person, asked.purpose, asked.leads_to, now=now)
    return True


def mail_link(person: Person, purpose: str, our_address: str, *, now: datetime) -> None:
    """What somebody asked for who cannot get in."""
    link, url = open_link(person, purpose, our_address, now=now)
    write = letters.let_in if purpose == "sign_in" else letters.offer_password
    write(person, url, until=link.expires_at, now=now)


def use(link: Link, person: Person, password_hash: str | None, *, now: datetime) -> bool:
    """Once only: False if it has been used, or has ended, meanwhile. A new password ends all sign-ins and links."""
    lock_people({person.id})
    still_good = (Link.id == link.id, Link.used_at.is_(None), Link.expires_at > now)
    used = db.session.execute(update(Link).where(*still_good).values(used_at=now).returning(Link.id))
    if used.first() is None or person.deactivated_at is not None:
        return False
    if password_hash is not None:
        person.password_hash = password_hash
        end_links(person.id, now=now)
        end_all_sign_ins(person, now=now)
    return True


def open_link(
    person: Person, purpose: str, our_address: str, *, by: Person | None = None, now: datetime
) -> tuple[Link, str]:
    """The link and its address, whose secret is known here and now only."""
    secret = secrets.token_urlsafe(32)
    link = Link(
        person_id=person.id,
        purpose=purpose,
        secret_hash=hash_secret(secret),
        at=now,
        by_id=by.id if by else None,
        expires_at=expiry(purpose, now),
    )
    db.session.add(link)
    db.session.flush()
    # Not in the path, which is logged.
    return link, f"{our_address}/links?key={secret}"


def end_links(person_id: int, *purposes: str, now: datetime) -> None:
    """Those for these purposes, or all."""
    query = update(Link).where(Link.person_id == person_id, Link.used_at.is_(None), Link.expires_at > now)
    db.session.execute((query.where(Link.purpose.in_(purposes)) if purposes else query).values(expires_at=now))
