"""Deals that go again, and with them what their files said."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, delete, select, true, update

from webapp.core.problems import Conflict
from webapp.deals.bringing.models import DealImport
from webapp.deals.events import deals_changed
from webapp.deals.gate import alone
from webapp.deals.models import Deal
from webapp.extensions import db
from webapp.people.managing import check_admin
from webapp.people.models import Person

KEPT = timedelta(days=7)
"""For so long a file that was only looked at waits to be imported."""
EMPTY: dict[str, Any] = {"cells": b"", "preview": {}}
UNSEEN = {"synchronize_session": False}


def remove_of(person: Person, row: DealImport, *, now: datetime) -> int:
    """The deals that are as this file told them, and what it said; returns how many."""
    check_admin(person)
    db.session.refresh(row, with_for_update=True)
    if row.state in ("waiting", "running"):
        raise Conflict(_("This import is under way. Its deals can be deleted once it has ended."))
    return _remove([row.id], Deal.import_id == row.id, person, now)


def remove_all(person: Person, *, now: datetime) -> int:
    """Every deal there is, and what every file said. An import under way stops at its next batch; what words mean
    stays, for when deals come again."""
    check_admin(person)
    chosen = select(DealImport.id).where(DealImport.state != "removed").order_by(DealImport.id)
    return _remove(db.session.scalars(chosen.with_for_update()).all(), true(), person, now)


def drop_old(*, now: datetime) -> int:
    """What files said that nobody imported, and their imports where no deal is here of them; returns how many."""
    old = (DealImport.state.in_(("previewed", "failed")), DealImport.at < now - KEPT, DealImport.digest != "")
    ids = db.session.scalars(select(DealImport.id).where(*old).order_by(DealImport.id).with_for_update()).all()
    told = db.session.scalars(select(Deal.import_id).where(Deal.import_id.in_(ids)).distinct()).all()
    db.session.execute(delete(DealImport).where(DealImport.id.in_(set(ids).difference(told))))
    _close(told, state="failed", digest="")
    return len(ids)


def _remove(ids: Sequence[int], which: ColumnElement[bool], person: Person, now: datetime) -> int:
    alone()
    gone = db.session.execute(delete(Deal).where(which).execution_options(**UNSEEN))
    _close(ids, state="removed", removed_by_id=person.id, removed_at=now)
    deals_changed.send(None, now=now)
    return int(gone.rowcount)  # type: ignore[attr-defined]


def _close(ids: Sequence[int | None], **values: Any) -> None:
    db.session.execute(update(DealImport).where(DealImport.id.in_(ids)).values(**EMPTY, **values))
    db.session.flush()
