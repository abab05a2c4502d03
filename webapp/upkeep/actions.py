"""Asking for a run, claiming one, and writing down how it ended."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, func, or_, select, update

from webapp.core.problems import Conflict
from webapp.core.rounds import Round
from webapp.core.upserts import insert
from webapp.extensions import db
from webapp.people.models import Person
from webapp.upkeep.models import Run
from webapp.upkeep.rules import LEASE, slot

KEPT = 100
"""Of every round, so many runs that did something and as many that failed."""


def ask(one: Round, by: Person, *, now: datetime) -> None:
    """It is the next worker's who comes. Raises Conflict while it runs, or was asked for already."""
    asked = insert(Run).values(round=one.name, asked_by_id=by.id, until=now, tries=0, done=0)
    if db.session.scalar(asked.on_conflict_do_nothing().returning(Run.id)) is None:
        raise Conflict(_("It is about to run, or running already. Look again in a minute."))


def claim(one: Round, me: str, *, now: datetime) -> Run | None:
    """For one worker alone: what was asked for or left in the middle, else this slot's run, if nobody had it."""
    mine = {"by": me, "started_at": now, "until": now + LEASE}
    left = update(Run).where(Run.round == one.name, Run.ended_at.is_(None), Run.until <= now)
    taken = db.session.scalar(left.values(**mine, tries=Run.tries + 1).returning(Run.id))
    if taken is None:
        new = insert(Run).values(round=one.name, slot=slot(now, one.pause), tries=1, done=0, **mine)
        taken = db.session.scalar(new.on_conflict_do_nothing().returning(Run.id))
    return db.session.get_one(Run, taken, populate_existing=True) if taken else None


def keep(ids: Collection[int], *, now: datetime) -> None:
    """Still at it."""
    db.session.execute(update(Run).where(Run.id.in_(ids), Run.ended_at.is_(None)).values(until=now + LEASE))


def finish(run: Run, done: int, error: str | None, *, now: datetime) -> None:
    """Unless another worker took it over meanwhile; then it is theirs to finish."""
    mine = (Run.id == run.id, Run.by == run.by, Run.tries == run.tries, Run.ended_at.is_(None))
    db.session.execute(update(Run).where(*mine).values(ended_at=now, until=now, done=done, error=error))
    _tidy(run.round)


def note(one: Round, me: str, done: int, error: str | None, *, started_at: datetime, now: datetime) -> None:
    """A look of one that happens every second, which nobody claims."""
    ended = {"until": now, "ended_at": now, "by": me, "tries": 1}
    db.session.add(Run(round=one.name, started_at=started_at, done=done, error=error, **ended))
    db.session.flush()
    _tidy(one.name)


def _tidy(name: str) -> None:
    """A run that found nothing to do is worth keeping only while it is the last, or shows that its slot was run."""
    ended = (Run.round == name, Run.ended_at.is_not(None))
    last = select(func.max(Run.id)).where(*ended).scalar_subquery()
    newest = select(func.max(Run.slot)).where(Run.round == name).scalar_subquery()
    passed = (*ended, Run.id < last, or_(Run.slot.is_(None), Run.slot < newest))
    _delete(*passed, Run.done == 0, Run.error.is_(None))
    for kind in (Run.error.is_(None), Run.error.is_not(None)):
        enough = select(Run.id).where(*ended, kind).order_by(Run.id.desc()).offset(KEPT).limit(1).scalar_subquery()
        _delete(*passed, kind, Run.id <= enough)


def _delete(*which: Any) -> None:
    db.session.execute(delete(Run).where(*which).execution_options(synchronize_session=False))
