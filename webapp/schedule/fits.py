"""Reading what was learned of how memory fades here, and what it is learned from."""

from typing import Any

from sqlalchemy import ColumnElement, func, select

from webapp.extensions import db
from webapp.schedule.fitting import LEAST, Asked
from webapp.schedule.memory import BY_DEFAULT, Curve
from webapp.schedule.models import MemoryFit, Recall

MOST = 20_000
"""The newest answers, which are enough: they give each figure to a few percent."""


def newest() -> MemoryFit | None:
    return db.session.scalar(select(MemoryFit).order_by(MemoryFit.id.desc()).limit(1))


def curve() -> Curve:
    """By which memory is held to fade here now: a query, so a work or a plan asks once."""
    fit = newest()
    return Curve(fit.longer, fit.decay) if fit else BY_DEFAULT


def asked() -> list[Asked]:
    """Answers to learn from, the oldest first."""
    query = select(Recall.since_days, Recall.stability, Recall.correct).where(*_tells())
    newest_first = query.order_by(Recall.answered_at.desc(), Recall.id.desc()).limit(MOST)
    rows: Any = db.session.execute(newest_first).all()
    return [Asked(*row) for row in reversed(rows)]


def so_far() -> int:
    """How many there are, as far as the first fit waits for them."""
    few = select(Recall.id).where(*_tells()).limit(LEAST).subquery()
    return db.session.scalar(select(func.count()).select_from(few)) or 0


def _tells() -> tuple[ColumnElement[bool], ...]:
    """Before the first review there is nothing to go by, and on its day nothing is forgotten."""
    return Recall.answered_at.is_not(None), Recall.stability.is_not(None), Recall.since_days > 0
