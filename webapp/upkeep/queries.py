"""Which rounds wait for a worker, and what came of those that ran."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, func, or_, select

from webapp.core.rounds import Round
from webapp.extensions import db
from webapp.upkeep.models import Run
from webapp.upkeep.rules import ALIVE, slot


def is_due(one: Round, now: datetime) -> bool:
    """Whether it was asked for, was left in the middle, or has not run yet in this stretch of time."""
    its_slots = Run.slot == slot(now, one.pause)
    rows = db.session.scalars(select(Run).where(Run.round == one.name, or_(Run.ended_at.is_(None), its_slots))).all()
    waits = any(run.ended_at is None and run.until <= now for run in rows)
    return waits or (not rows and not one.is_watch)


def last_look(now: datetime) -> datetime | None:
    """When a worker was last seen."""
    if db.session.scalar(select(Run.id).where(Run.ended_at.is_(None), Run.until > now).limit(1)):
        return now
    return db.session.scalar(select(func.max(Run.started_at)))


def is_worked_on(seen: datetime | None, now: datetime) -> bool:
    return seen is not None and now - seen < ALIVE


def worth_showing() -> Sequence[Run]:
    """Of every round what is open, the last that ended, the last that did something and the last that failed."""
    ended = and_(Run.ended_at.is_not(None), Run.started_at.is_not(None))
    newest = [
        select(func.max(Run.id)).where(ended, *more).group_by(Run.round)
        for more in ((), (Run.done > 0,), (Run.error.is_not(None),))
    ]
    wanted = or_(Run.ended_at.is_(None), *(Run.id.in_(ids) for ids in newest))
    return db.session.scalars(select(Run).where(wanted).order_by(Run.id)).all()


def how_many_failed() -> int:
    """Rounds whose last run failed."""
    last = select(func.max(Run.id)).where(Run.ended_at.is_not(None)).group_by(Run.round)
    failed = select(func.count()).where(Run.id.in_(last), Run.error.is_not(None))
    return db.session.scalar(failed) or 0
