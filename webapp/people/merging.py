"""Two accounts of one person become one: the other rooms move what is theirs, or refuse."""

from datetime import datetime

from flask_babel import gettext as _

from webapp.core.problems import Conflict
from webapp.extensions import db
from webapp.people import actions, events
from webapp.people.models import Person


def merge(by: Person, keep: Person, drop: Person, *, now: datetime) -> None:
    """What `drop` did becomes what `keep` did, and `drop` signs in no more. Raises Conflict where both did the same."""
    if keep.id == drop.id:
        raise Conflict(_("These are the same account."))
    if by.id == drop.id:
        raise Conflict(_("This is the account you are signed in with. Keep it, and merge the other into it."))
    actions.lock_people({keep.id, drop.id})
    if keep.merged_into_id or drop.merged_into_id:
        raise Conflict(_("One of these accounts was merged already."))
    if keep.deactivated_at:
        raise Conflict(_("%(name)s is deactivated. Keep the account that is in use.", name=keep.name))
    if drop.role == "admin" and keep.role != "admin":
        raise Conflict(_("Keep the admin's account; otherwise its rights would be lost."))
    if drop.deactivated_at is None:
        actions.deactivate(drop, by, now=now)
    drop.merged_into_id = keep.id
    db.session.flush()
    events.people_merged.send(keep.id, dropped=drop.id, now=now)
