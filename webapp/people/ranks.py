"""Personal ranks can be off, for a team or for the whole installation. Points and teams' boards stay."""

from collections.abc import Collection
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, delete, exists, or_, select

from webapp.core.problems import Forbidden
from webapp.core.upserts import insert
from webapp.extensions import db
from webapp.people import events
from webapp.people.models import Person, RanksOff, Setting, Team
from webapp.people.queries import managed_team_ids

SETTING = "personal_ranks"


def turn_ranks(on: bool, team: Team | None, by: Person, *, now: datetime) -> None:
    """For a team, or without one for everybody. Who turned them off first, and when, is kept."""
    may_turn(by, team)
    if team is None:
        _set(on, by, now)
    elif on:
        db.session.execute(delete(RanksOff).where(RanksOff.team_id == team.id))
    else:
        off = insert(RanksOff).values(team_id=team.id, at=now, by_id=by.id)
        db.session.execute(off.on_conflict_do_nothing(index_elements=["team_id"]))
    if not on:
        events.ranks_turned_off.send(team)


def may_turn(by: Person, team: Team | None) -> None:
    if not _may_turn(by, team):
        raise Forbidden(_("Only an admin, or a manager of the team, turns personal ranks on or off."))


def are_off_everywhere() -> bool:
    return bool(db.session.scalar(select(_off_everywhere())))


def teams_without() -> set[int]:
    """The teams that play without personal ranks of their own, by id."""
    return set(db.session.scalars(select(RanksOff.team_id)))


def active_members(team_id: int) -> list[int]:
    return list(db.session.scalars(select(Person.id).where(Person.team_id == team_id, Person.deactivated_at.is_(None))))


def ranked_among(ids: Collection[int]) -> set[int]:
    return set(db.session.scalars(select(Person.id).where(Person.id.in_(ids), is_ranked())))


def is_ranked() -> ColumnElement[bool]:
    """The condition on people to appear on personal boards."""
    in_such_a_team = exists().where(RanksOff.team_id == Person.team_id)
    return and_(~_off_everywhere(), or_(Person.team_id.is_(None), ~in_such_a_team))


def _off_everywhere() -> ColumnElement[bool]:
    return exists().where(Setting.name == SETTING, Setting.value == "off")


def _may_turn(by: Person, team: Team | None) -> bool:
    manages = team is not None and by.role == "manager" and team.id in managed_team_ids(by)
    return by.role == "admin" or manages


def _set(on: bool, by: Person, now: datetime) -> None:
    new = insert(Setting).values(name=SETTING, value="on" if on else "off", at=now, by_id=by.id)
    changed = {"value": new.excluded.value, "at": new.excluded.at, "by_id": new.excluded.by_id}
    db.session.execute(
        new.on_conflict_do_update(index_elements=["name"], set_=changed, where=Setting.value != new.excluded.value)
    )
