"""Mails that never arrived and are tried no more: whose they were, and sending them again with a fresh link."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, func, select

from webapp.core import mail
from webapp.core.models import Mail
from webapp.core.problems import Conflict, NotFound
from webapp.extensions import db
from webapp.people.accounts import actions
from webapp.people.accounts.models import Link
from webapp.people.accounts.queries import theirs
from webapp.people.models import Person, SignIn

SHOWN = timedelta(days=30)


@dataclass(frozen=True)
class GivenUp:
    mail: Mail
    person: Person | None
    """Who has this address now."""
    purpose: str | None
    """Of the link it carried."""


def given_up(by: Person, *, now: datetime) -> list[GivenUp]:
    """To people they may invite, newest first; an admin sees addresses that are nobody's too."""
    return [GivenUp(*row) for row in db.session.execute(_given_up(by, now).order_by(Mail.id.desc()))]


def how_many(by: Person, *, now: datetime) -> int:
    return db.session.scalar(select(func.count()).select_from(_given_up(by, now).subquery())) or 0


def send_again(by: Person, mail_id: int, our_address: str, *, now: datetime) -> GivenUp:
    """Its text is gone, and with it the secret, so it is written anew. Raises NotFound for a stranger's."""
    row = db.session.execute(_given_up(by, now).where(Mail.id == mail_id)).first()
    if row is None:
        raise NotFound(_("There is no such mail among those that were given up."))
    found = GivenUp(*row)
    if found.person is None or found.purpose is None:
        raise Conflict(_("We cannot write this one again. Invite them from their page."))
    if not mail.is_offered():
        raise Conflict(_("No mail goes out from here now. Invite them from their page, and hand the link over."))
    if found.purpose == "invitation":
        actions.invite(found.person, by, our_address, mailed=True, now=now)
    else:
        actions.end_links(found.person.id, found.purpose, now=now)
        actions.mail_link(found.person, found.purpose, our_address, now=now)
    return found


def why(found: GivenUp) -> str:
    """In words, as far as its error tells; the error itself is for who runs the mail server."""
    error = found.mail.error or ""
    if error.startswith("SMTPRecipientsRefused"):
        return _("There is no such mailbox. Check the address.")
    if error.startswith("Too late"):
        return _("It waited so long that its link had expired.")
    return _("The mail server could not be reached, or would not take it.")


def _given_up(by: Person, now: datetime) -> Select[Any]:
    """The last mail to an address, digests aside, unless its owner has come in since. A link is made in the instant
    of its mail."""
    letters = (Mail.at > now - SHOWN, Mail.unsubscribe.is_(None))
    newest = select(func.max(Mail.id)).where(*letters).group_by(Mail.to_email)
    came_in = select(SignIn.id).where(SignIn.person_id == Person.id, SignIn.kind != "link", SignIn.at >= Mail.at)
    links = select(Link.purpose).where(Link.person_id == Person.id, Link.at == Mail.at)
    query = (
        select(Mail, Person, links.order_by(Link.id.desc()).limit(1).scalar_subquery())
        .join(Person, Person.email == Mail.to_email, isouter=True)
        .where(Mail.id.in_(newest), Mail.sent_at.is_(None), Mail.next_try_at.is_(None))
        .where(Person.deactivated_at.is_(None), ~came_in.exists())
    )
    mine = theirs(by)
    return query if by.role == "admin" else query.where(Person.id.in_(mine.order_by(None).with_only_columns(Person.id)))
