"""Finding huddles through the person who asks, and what is in them."""

from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import ScalarSelect, Select, case, func, select
from sqlalchemy.orm import joinedload

from webapp.core.problems import NotFound
from webapp.extensions import db
from webapp.huddle import rules
from webapp.huddle.models import Huddle, HuddleBallot, HuddlePlayer, HuddleReply, HuddleStep
from webapp.people.models import Person
from webapp.playbook.models import Challenge
from webapp.voting.rules import Sums

LEADERS = ("coach", "manager", "admin")


class Counts(NamedTuple):
    joined: int
    replied: int
    judged: int
    """Players who have cast all the votes that they were dealt."""
    votes: int


def may_lead(person: Person) -> bool:
    return person.role in LEADERS


def leads(person: Person, huddle: Huddle) -> bool:
    """Opened it, and may still lead."""
    return huddle.leader_id == person.id and may_lead(person)


def led(person: Person, huddle_id: int) -> Huddle:
    """Raises NotFound for everybody but its leader."""
    huddle = db.session.get(Huddle, huddle_id)
    if huddle is None or not leads(person, huddle):
        raise NotFound(_("There is no such huddle here."))
    return huddle


def known(person: Person, huddle_id: int) -> Huddle:
    """A huddle that this person leads or has joined; raises NotFound."""
    huddle = db.session.get(Huddle, huddle_id)
    if huddle is None or not (leads(person, huddle) or has_joined(person, huddle_id)):
        raise NotFound(_("There is no such huddle here."))
    return huddle


def by_code(code: str) -> Huddle | None:
    return db.session.scalar(select(Huddle).where(Huddle.code == code))


def has_joined(person: Person, huddle_id: int) -> bool:
    return db.session.get(HuddlePlayer, (huddle_id, person.id)) is not None


def led_by(person: Person) -> list[Huddle]:
    """The newest first."""
    query = select(Huddle).where(Huddle.leader_id == person.id)
    query = query.options(joinedload(Huddle.challenge).joinedload(Challenge.prompt))
    return list(db.session.scalars(query.order_by(Huddle.id.desc()).limit(50)))


def stage_of(huddle: Huddle, now: datetime) -> rules.Stage:
    rows = db.session.execute(
        select(HuddleStep.kind, HuddleStep.at).where(HuddleStep.huddle_id == huddle.id).order_by(HuddleStep.number)
    )
    return rules.stage(huddle.opened_at, huddle.lengths, [rules.Step(*row) for row in rows], now)


def counts(huddle_id: int) -> Counts:
    each = (
        select(func.count().label("dealt"), func.count(HuddleBallot.cast_at).label("cast"))
        .join(HuddleReply, HuddleReply.id == HuddleBallot.reply_id)
        .where(HuddleReply.huddle_id == huddle_id)
        .group_by(HuddleBallot.judge_id)
        .subquery()
    )
    judged = func.coalesce(func.sum(case((each.c.dealt == each.c.cast, 1), else_=0)), 0)
    votes = func.coalesce(func.sum(each.c.cast), 0)
    rows = [_rows_of(table, huddle_id) for table in (HuddlePlayer, HuddleReply)]
    return Counts(*(int(n) for n in db.session.execute(select(*rows, judged, votes)).one()))


def best(huddle_id: int) -> list[rules.Standing]:
    return rules.best(sums(huddle_id).items())


def joined(huddle_id: int) -> int:
    return db.session.scalar(select(_rows_of(HuddlePlayer, huddle_id))) or 0


def sums(huddle_id: int) -> dict[int, Sums]:
    """What the votes on each judged reply add up to."""
    rows = db.session.execute(added_up().where(HuddleReply.huddle_id == huddle_id))
    return {row[1]: Sums(*(int(value or 0) for value in row[2:])) for row in rows}


def added_up() -> Select[int, int, int, int | None, int | None, int | None]:
    """Rows of (huddle, reply, and the numbers of its `Sums`)."""
    return (
        select(
            HuddleReply.huddle_id,
            HuddleReply.id,
            func.count(),
            func.sum(HuddleBallot.weight),
            func.sum(HuddleBallot.weight * HuddleBallot.fact),
            func.sum(HuddleBallot.weight * HuddleBallot.persuasion),
        )
        .join(HuddleBallot, HuddleBallot.reply_id == HuddleReply.id)
        .where(HuddleBallot.cast_at.is_not(None))
        .group_by(HuddleReply.huddle_id, HuddleReply.id)
    )


def reply_of(person: Person, huddle_id: int) -> HuddleReply | None:
    mine = (HuddleReply.huddle_id == huddle_id, HuddleReply.person_id == person.id)
    return db.session.scalar(select(HuddleReply).where(*mine))


def replies(ids: list[int]) -> dict[int, HuddleReply]:
    """With who gave them."""
    rows = db.session.scalars(
        select(HuddleReply).where(HuddleReply.id.in_(ids)).options(joinedload(HuddleReply.person))
    )
    return {row.id: row for row in rows}


def ballots_of(judge: Person, huddle_id: int) -> list[HuddleBallot]:
    """In the order they were dealt, without what became their own since, when two accounts were merged."""
    rows = db.session.scalars(
        select(HuddleBallot)
        .join(HuddleBallot.reply)
        .where(HuddleReply.huddle_id == huddle_id, HuddleBallot.judge_id == judge.id)
        .where(HuddleReply.person_id != judge.id)
        .options(joinedload(HuddleBallot.reply))
        .order_by(HuddleBallot.dealt_at, HuddleBallot.reply_id)
    )
    return list(rows)


def least_judged(judge: Person, huddle_id: int, count: int, *, now: datetime) -> list[HuddleReply]:
    """Replies of others that this judge was not dealt yet; what lies with a phone that is gone does not count."""
    mine = select(HuddleBallot.reply_id).where(HuddleBallot.judge_id == judge.id)
    alive = HuddleBallot.cast_at.is_not(None) | (HuddleBallot.dealt_at > now - rules.PENDING)
    judged = func.coalesce(func.sum(case((alive, 1), else_=0)), 0)
    rows = db.session.scalars(
        select(HuddleReply)
        .outerjoin(HuddleBallot, HuddleBallot.reply_id == HuddleReply.id)
        .where(HuddleReply.huddle_id == huddle_id, HuddleReply.person_id != judge.id, HuddleReply.id.not_in(mine))
        .group_by(HuddleReply.id)
        .order_by(judged, HuddleReply.id)
        .limit(count)
    )
    return list(rows)


def _rows_of(table: type[HuddlePlayer] | type[HuddleReply], huddle_id: int) -> ScalarSelect[int]:
    return select(func.count()).select_from(table).where(table.huddle_id == huddle_id).scalar_subquery()
