"""What the mails say that carry a link."""

from datetime import datetime

from flask_babel import gettext as _

from webapp.core import mail
from webapp.core.words import speaking_to
from webapp.people.models import Person


def invite(person: Person, by: Person, url: str, *, until: datetime, now: datetime) -> None:
    with speaking_to(person):
        text = _(
            "Hello %(name)s,\n\n"
            "%(by)s invites you to Repartee: two minutes of sales training a day, on your phone.\n\n"
            "Open this on your phone and you are in:\n%(url)s\n\n"
            "It works once, for 14 days. It is yours alone, so please do not pass it on.",
            name=person.name,
            by=by.name,
            url=url,
        )
        _post(person, _("%(by)s invites you to Repartee", by=by.name), text, until=until, now=now)


def let_in(person: Person, url: str, *, until: datetime, now: datetime) -> None:
    with speaking_to(person):
        text = _(
            "Hello %(name)s,\n\n"
            "Here is your way in:\n%(url)s\n\n"
            "It works once, for 15 minutes. You did not ask for it? Then leave it; nobody gets in without it.",
            name=person.name,
            url=url,
        )
        _post(person, _("Your link to Repartee"), text, until=until, now=now)


def offer_password(person: Person, url: str, *, until: datetime, now: datetime) -> None:
    with speaking_to(person):
        text = _(
            "Hello %(name)s,\n\n"
            "Choose a new password here:\n%(url)s\n\n"
            "It works once, for an hour. You did not ask for it? Then leave it; your password stays as it is.",
            name=person.name,
            url=url,
        )
        _post(person, _("A new password for Repartee"), text, until=until, now=now)


def _post(person: Person, subject: str, text: str, *, until: datetime, now: datetime) -> None:
    mail.post(person.name, person.email, subject, f"{text}\n", until=until, now=now)
