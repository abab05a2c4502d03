"""An import: previewed, read anew as somebody says, handed to the worker, written some thousand deals at a time."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import Select, delete, select, update

from webapp.core.problems import Conflict, Invalid
from webapp.deals.bringing import columns
from webapp.deals.bringing.keeping import Kept
from webapp.deals.bringing.models import DealImport
from webapp.deals.bringing.planning import Plan
from webapp.deals.bringing.queries import waits
from webapp.deals.bringing.reading import Habits
from webapp.deals.events import deals_changed
from webapp.deals.models import Deal
from webapp.deals.shape import Told
from webapp.deals.writing import Written, write
from webapp.extensions import db
from webapp.people.managing import check_admin
from webapp.people.models import Person

LEASE = timedelta(minutes=2)
"""Renewed with every batch; who has not renewed it was killed in the middle, and the next goes on."""
AT_ONCE = 2000
"""Rows that are written while the browser waits; more are the worker's."""
SOURCES = ("salesforce", "hubspot", "file")


class Read(NamedTuple):
    """How a file was read, and what that would do."""

    mapping: list[str]
    habits: Habits
    plan: Plan
    digest: str


def preview(person: Person, file_name: str, kept: Kept, read: Read, *, now: datetime) -> DealImport:
    """Keep the file's rows and what they would do. Earlier previews that came to nothing are thrown away."""
    check_admin(person)
    mine = (DealImport.by_id == person.id, DealImport.state.in_(("previewed", "failed")))
    db.session.execute(delete(DealImport).where(*mine, ~DealImport.id.in_(_told())))
    row = DealImport(
        by_id=person.id,
        at=now,
        file_name=file_name[:200],
        state="previewed",
        header=kept.header,
        cells=kept.cells,
        rows=kept.rows,
        progress=0,
    )
    _keep(row, read)
    db.session.add(row)
    db.session.flush()
    return row


def read_anew(person: Person, row: DealImport, read: Read) -> None:
    check_admin(person)
    _check_open(row)
    row.trouble = None
    _keep(row, read)
    db.session.flush()


def checked_mapping(row: DealImport, mapping: list[str]) -> list[str]:
    if len(mapping) != len(row.header) or not set(mapping) <= {"", *columns.FIELDS}:
        raise Invalid(_("Say for every column what it is, or that it is left out."))
    return mapping


def begin(person: Person, row: DealImport, digest: str, same: bool | None = None) -> None:
    """Somebody saw this preview and wants it, and said whether what may be here already is the `same`. From here on
    it is the worker's, or the door's own."""
    check_admin(person)
    _check_open(row)
    if row.digest != digest:
        raise Conflict(_("The preview has changed since you looked. Look once more, then import."))
    if row.preview["rates"]:
        raise Invalid(_("Say first what these currencies are worth: %(names)s.", names=", ".join(row.preview["rates"])))
    if row.preview["asks"] or columns.trouble(row.mapping):
        raise Invalid(_("Something about this file is still open. Answer it first, then import."))
    if not row.counts["new"] + row.counts["changed"]:
        raise Invalid(_("There is nothing in this file to import."))
    if row.preview.get("twins") and same is None:
        raise Invalid(_("Say first whether the deals that may be here already are the same."))
    row.state, row.progress, row.trouble, row.joins = "waiting", 0, None, same is True
    db.session.flush()


def claim(import_id: int, *, now: datetime) -> bool:
    """For one process only, until it ends or its time is up."""
    taken = update(DealImport).where(DealImport.id == import_id, waits(now))
    running = {"state": "running", "claimed_until": now + LEASE}
    return bool(db.session.execute(taken.values(running)).rowcount)  # type: ignore[attr-defined]


def go_on(import_id: int, deals: Sequence[Told], percent: int, *, now: datetime) -> Written | None:
    """Some thousand of its deals; None where it is no longer ours to write."""
    row = db.session.get_one(DealImport, import_id, with_for_update=True, populate_existing=True)
    if row.state != "running":
        return None
    row.progress, row.claimed_until = percent, now + LEASE
    return write(deals, import_id=import_id, joins=row.joins, now=now)


def finish(import_id: int, counts: dict[str, int], *, now: datetime) -> None:
    row = db.session.get_one(DealImport, import_id, with_for_update=True, populate_existing=True)
    if row.state == "running":
        row.state, row.progress, row.ended_at, row.counts = "done", 100, now, counts
        row.cells, row.preview = b"", {"refused": row.preview["refused"]}
    db.session.flush()
    deals_changed.send(None, now=now)


def turn_back(import_id: int, trouble: str, read: Read | None) -> None:
    """What was not yet written waits: show what it would do now, or say that it failed."""
    row = db.session.get_one(DealImport, import_id, with_for_update=True, populate_existing=True)
    if row.state != "running":
        return  # Another process took it over, and has ended it.
    row.state, row.trouble, row.progress = ("previewed" if read else "failed"), trouble, 0
    if read:
        _keep(row, read)
    db.session.flush()


def _keep(row: DealImport, read: Read) -> None:
    row.mapping, row.counts, row.preview, row.digest = read.mapping, *read.plan, read.digest
    row.source, row.day_first, row.decimal, row.currency = read.habits


def _told() -> Select[int | None]:
    """Imports of which deals are here."""
    return select(Deal.import_id).where(Deal.import_id.is_not(None))


def _check_open(row: DealImport) -> None:
    db.session.refresh(row, with_for_update=True)
    if row.state in ("waiting", "running"):
        raise Conflict(_("This import is under way."))
    if row.state != "previewed":
        raise Conflict(_("This import is over. Begin a new one with the file."))
