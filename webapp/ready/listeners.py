"""Whoever was merged is as ready as they were."""

from typing import Any

from sqlalchemy import select, update

from webapp.core.moving import inherit, move
from webapp.extensions import db
from webapp.people.events import people_merged
from webapp.ready.models import Reached, SignOff, Threshold


def register() -> None:
    people_merged.connect(follow_merge)


def follow_merge(keep_id: int, *, dropped: int, **_: Any) -> None:
    """Where both were ready, on the earlier day; where both were signed off, the kept account's word stands."""
    inherit(Reached, "person_id", dropped, keep_id)
    earlier = select(Reached.day).where(Reached.person_id == dropped).scalar_subquery()
    both = update(Reached).where(Reached.person_id == keep_id, Reached.day > earlier).values(day=earlier)
    db.session.execute(both.execution_options(synchronize_session=False))
    inherit(SignOff, "person_id", dropped, keep_id)
    move(SignOff, "coach_id", dropped, keep_id)
    move(Threshold, "by_id", dropped, keep_id)
