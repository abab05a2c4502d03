"""Who was merged brings along the huddles they led, and what they said in others'."""

from typing import Any

from sqlalchemy import exists, update
from sqlalchemy.orm import aliased

from webapp.core.moving import move
from webapp.extensions import db
from webapp.huddle.models import Huddle, HuddlePlayer, HuddleReply, HuddleStep
from webapp.people.events import people_merged


def register() -> None:
    people_merged.connect(follow_merge)


def follow_merge(keep_id: int, *, dropped: int, **_: Any) -> None:
    """What they judged stays as cast: moving it could make them their own judge."""
    move(Huddle, "leader_id", dropped, keep_id)
    move(HuddleStep, "by_id", dropped, keep_id)
    _move_replies(dropped, keep_id)
    move(HuddlePlayer, "person_id", dropped, keep_id, "huddle_id")


def _move_replies(dropped: int, keep_id: int) -> None:
    """Where both replied in one huddle, or under one `client_id`, the dropped account keeps its own."""
    theirs = aliased(HuddleReply)
    same = (theirs.huddle_id == HuddleReply.huddle_id) | (theirs.client_id == HuddleReply.client_id)
    moving = update(HuddleReply).where(
        HuddleReply.person_id == dropped, ~exists().where(theirs.person_id == keep_id, same)
    )
    db.session.execute(moving.values(person_id=keep_id).execution_options(synchronize_session=False))
