"""Who writes the playbook: managers and admins; coaches draft and propose; reps read what is live and hand in lines."""

from flask_babel import gettext as _

from webapp.core.problems import Forbidden
from webapp.people.models import Person

PUBLISHERS = ("manager", "admin")
DRAFTERS = ("coach", *PUBLISHERS)


def may_draft(person: Person) -> bool:
    return person.role in DRAFTERS


def may_publish(person: Person) -> bool:
    return person.role in PUBLISHERS


def must_draft(person: Person) -> None:
    if not may_draft(person):
        raise Forbidden(_("The playbook is written by coaches, managers and admins."))


def must_publish(person: Person) -> None:
    if not may_publish(person):
        raise Forbidden(_("A manager or an admin decides what is live."))
