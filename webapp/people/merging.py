"""Two accounts of one person become one: the other rooms move what is theirs, or refuse."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import func, select, update

from webapp.core.moving import move
from webapp.core.problems import Conflict
from webapp.extensions import db
from webapp.people import actions, events
from webapp.people.models import Absence, CoachedCohort, ManagedCohort, ManagedTeam, Membership, Person


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
    keep.joined_on = min(keep.joined_on, drop.joined_on)
    db.session.flush()
    _bring_along(keep.id, drop.id)
    events.people_merged.send(keep.id, dropped=drop.id, now=now)


def _bring_along(keep_id: int, dropped: int) -> None:
    move(Person, "merged_into_id", dropped, keep_id)
    move(Absence, "person_id", dropped, keep_id)
    move(CoachedCohort, "person_id", dropped, keep_id, "cohort_id")
    move(ManagedCohort, "person_id", dropped, keep_id, "cohort_id")
    move(ManagedTeam, "person_id", dropped, keep_id, "team_id")
    began = select(func.min(Membership.since)).where(Membership.person_id == keep_id).scalar_subquery()
    earlier = update(Membership).where(Membership.person_id == dropped, Membership.since < began)
    db.session.execute(earlier.values(person_id=keep_id).execution_options(synchronize_session=False))
