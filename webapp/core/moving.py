"""Rows that go over from one owner to another, except where the other has such a row already."""

from typing import Any

from sqlalchemy import and_, exists, select, update
from sqlalchemy.orm import aliased

from webapp.extensions import db


def move(model: Any, owner: str, from_id: int, to_id: int, *unless: str) -> None:
    """Every row of `from_id` becomes `to_id`'s; one that equals one of theirs in the columns `unless` stays behind."""
    column, theirs = getattr(model, owner), aliased(model)
    moving = update(model).where(column == from_id).values({owner: to_id})
    if unless:
        same = [getattr(theirs, name) == getattr(model, name) for name in unless]
        moving = moving.where(~exists().where(and_(getattr(theirs, owner) == to_id, *same)))
    db.session.execute(moving.execution_options(synchronize_session=False))


def inherit(model: Any, owner: str, from_id: int, to_id: int) -> None:
    """The one row of `from_id` becomes `to_id`'s, unless they have their own."""
    own = select(model).where(getattr(model, owner) == to_id).limit(1)
    if db.session.scalar(own) is None:
        move(model, owner, from_id, to_id)
