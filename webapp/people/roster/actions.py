"""An import: previewed, mapped anew, handed to the worker, applied in one transaction or not at all."""

from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from webapp.core.problems import Conflict, Invalid
from webapp.core.tables import Table
from webapp.extensions import db
from webapp.people.models import Person
from webapp.people.roster import writing
from webapp.people.roster.columns import FIELDS, Mapping
from webapp.people.roster.keeping import digest_of, kept
from webapp.people.roster.models import RosterImport
from webapp.people.roster.queries import roster_of, waits
from webapp.people.roster.shape import Plan, Roster

LEASE = timedelta(minutes=5)
"""Longer than any import takes; who has not ended by then was killed in the middle, and wrote nothing."""
AT_ONCE = 500
"""Rows that are applied while the browser waits; more are the worker's."""


def preview(
    person: Person, file_name: str, table: Table, mapping: Mapping, plan: Plan, *, now: datetime
) -> RosterImport:
    """Keep the file's cells and what they would do. Earlier previews that came to nothing are thrown away."""
    db.session.execute(
        delete(RosterImport).where(RosterImport.by_id == person.id, RosterImport.state.in_(("previewed", "failed")))
    )
    row = RosterImport(
        by_id=person.id,
        at=now,
        file_name=file_name[:200],
        state="previewed",
        header=table.header,
        rows=table.rows,
        numbers=table.numbers,
        mapping=mapping,
        deactivate_missing=False,
        progress=0,
    )
    _keep(row, plan)
    db.session.add(row)
    db.session.flush()
    return row


def map_anew(row: RosterImport, mapping: Mapping, plan: Plan, *, deactivate_missing: bool) -> None:
    """What the person says the columns are, and what that would do."""
    _check_open(row)
    row.mapping, row.deactivate_missing, row.trouble = mapping, deactivate_missing, None
    _keep(row, plan)
    db.session.flush()


def checked_mapping(row: RosterImport, mapping: Mapping) -> Mapping:
    if len(mapping) != len(row.header) or not set(mapping) <= {"", *FIELDS}:
        raise Invalid(_("Say for every column what it is, or that it is left out."))
    return mapping


def begin(row: RosterImport, digest: str) -> None:
    """Somebody saw this preview and wants it. From here on it is the worker's, or the door's own."""
    _check_open(row)
    if row.digest != digest:
        raise Conflict(_("The preview has changed since you looked. Look once more, then import."))
    if not any(row.counts[kind] for kind in ("added", "changed", "deactivated")):
        raise Invalid(_("There is nothing in this file to import."))
    row.state, row.progress, row.trouble = "waiting", 0, None
    db.session.flush()


def claim(import_id: int, *, now: datetime) -> bool:
    """For one process only, until it ends or its time is up."""
    taken = update(RosterImport).where(RosterImport.id == import_id, waits(now))
    running = {"state": "running", "progress": 10, "claimed_until": now + LEASE}
    return bool(db.session.execute(taken.values(running)).rowcount)  # type: ignore[attr-defined]


def progress(import_id: int, percent: int) -> None:
    db.session.execute(update(RosterImport).where(RosterImport.id == import_id).values(progress=percent))


def turn_back(import_id: int, plan: Plan | None, trouble: str) -> None:
    """Nothing was written: show what it would do now, or say that it failed."""
    row = db.session.get_one(RosterImport, import_id, with_for_update=True)
    if row.state != "running":
        return  # Another process took it over, and has ended it.
    row.state, row.trouble, row.progress = ("previewed" if plan else "failed"), trouble, 0
    if plan:
        _keep(row, plan)
    db.session.flush()


def apply(import_id: int, plan: Plan, seen: Roster, *, now: datetime) -> bool:
    """The whole plan, if the roster is still what it was made from; else False, and nothing is written."""
    row = db.session.scalar(select(RosterImport).where(RosterImport.id == import_id).with_for_update())
    assert row is not None
    person = db.session.get_one(Person, row.by_id, populate_existing=True)
    _lock(plan)
    if row.state != "running" or person.deactivated_at is not None or roster_of(person) != seen:
        return False
    writing.write(plan, seen, now=now)
    _finish(db.session.get_one(RosterImport, import_id), plan, now)
    return True


def _finish(row: RosterImport, plan: Plan, now: datetime) -> None:
    row.state, row.progress, row.ended_at = "done", 100, now
    refused = [one for one in plan.rows if one.kind == "refused"]
    row.plan, row.rows, row.numbers = kept(Plan(refused)), [], []
    db.session.flush()


def _lock(plan: Plan) -> None:
    """Everybody whom it touches, in the order in which everybody locks people."""
    ids = sorted(row.person_id for row in plan.rows if row.person_id and row.kind in ("changed", "deactivated"))
    for some in writing.chunks(ids):
        db.session.execute(select(Person.id).where(Person.id.in_(some)).order_by(Person.id).with_for_update())


def _keep(row: RosterImport, plan: Plan) -> None:
    document: dict[str, Any] = kept(plan)
    row.plan, row.digest, row.counts = document, digest_of(document), plan.counts()


def _check_open(row: RosterImport) -> None:
    db.session.refresh(row, with_for_update=True)
    if row.state in ("waiting", "running"):
        raise Conflict(_("This import is under way."))
    if row.state == "done":
        raise Conflict(_("This import is done. Begin a new one with the file."))
