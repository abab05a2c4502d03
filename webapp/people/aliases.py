"""What people may go by on the boards: nobody by a colleague's name or alias, however it is written."""

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from webapp.core.characters import folded
from webapp.core.problems import Conflict, Invalid
from webapp.extensions import db
from webapp.people import checks
from webapp.people.models import Person

LONGEST = 40


def rename(person: Person, alias: str | None) -> None:
    """Nothing takes it back. Raises Invalid, and Conflict where a colleague goes by it, if only since this moment."""
    alias = (alias or "").strip()
    if alias and not checks.can_be_read(alias):
        raise Invalid(_("Nobody could read that alias. Use letters, figures or emoji."))
    if len(alias) > LONGEST:
        raise Invalid(_("That alias is too long: keep it to %(most)s characters.", most=LONGEST))
    if alias and _is_somebodys(alias, person):
        raise _taken()
    person.alias = alias or None
    try:
        db.session.flush()
    except IntegrityError as error:
        raise (_taken() if "alias_key" in str(error.orig) else error) from None


def _is_somebodys(alias: str, person: Person) -> bool:
    others = db.session.execute(select(Person.name, Person.alias).where(Person.id != person.id))
    return folded(alias) in {folded(one) for row in others for one in row if one}


def _taken() -> Conflict:
    return Conflict(_("Somebody here goes by that already. Choose another alias; yours is unchanged."))
