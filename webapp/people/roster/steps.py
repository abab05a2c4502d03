"""An import from file to done, for every door: what takes long happens outside of the transaction."""

import structlog
from sqlalchemy.exc import IntegrityError

from webapp.core import clock
from webapp.core.beside import beside
from webapp.core.tables import Table, read
from webapp.core.work import retried, work
from webapp.extensions import db
from webapp.people.models import Person
from webapp.people.roster import actions, columns, values
from webapp.people.roster.columns import Mapping
from webapp.people.roster.keeping import digest_of, kept
from webapp.people.roster.models import RosterImport
from webapp.people.roster.queries import roster_of, waiting_imports
from webapp.people.roster.rules import plan
from webapp.people.roster.shape import Plan, Roster

log = structlog.get_logger()

ATTEMPTS = 3
"""So often may the roster move under a plan before the person is shown it again."""


def preview(person: Person, file_name: str, data: bytes) -> RosterImport:
    table: Table = beside(read, data)
    mapping = columns.guess(table.header, lambda n: values.are_roles(row[n] for row in table.rows))
    planned = _planned(roster_of(person), table.rows, table.numbers, mapping, False)
    with work():
        return actions.preview(person, file_name, table, mapping, planned, now=clock.now())


def map_anew(person: Person, row: RosterImport, mapping: Mapping, *, deactivate_missing: bool) -> None:
    actions.checked_mapping(row, mapping)
    planned = _planned(roster_of(person), row.rows, row.numbers, mapping, deactivate_missing)
    with work():
        actions.map_anew(row, mapping, planned, deactivate_missing=deactivate_missing)


def start(row: RosterImport, digest: str) -> None:
    """A short import at once; a long one when the worker comes to it."""
    with work():
        actions.begin(row, digest)
    if len(row.numbers) <= actions.AT_ONCE:
        carry_out(row.id)


def carry_out_waiting() -> int:
    """Every import that waits; returns how many."""
    ids = waiting_imports(clock.now())
    for import_id in ids:
        carry_out(import_id)
    return len(ids)


def carry_out(import_id: int) -> None:
    """One transaction or nothing, and only what was previewed."""
    with work():
        claimed = actions.claim(import_id, now=clock.now())
    if not claimed:
        return
    try:
        _carry_out(import_id)
    except IntegrityError:
        _turn_back(import_id, "changed")
    except Exception:
        log.exception("import_failed", import_id=import_id)
        _turn_back(import_id, None)


def _carry_out(import_id: int) -> None:
    for _attempt in range(ATTEMPTS):
        db.session.rollback()
        row = db.session.get_one(RosterImport, import_id, populate_existing=True)
        seen, planned = _replanned(row)
        if digest_of(kept(planned)) != row.digest:
            break
        _advance(import_id, 50)
        if _apply(import_id, planned, seen):
            return
    _turn_back(import_id, "changed")


@retried
def _apply(import_id: int, planned: Plan, seen: Roster) -> bool:
    with work():
        return actions.apply(import_id, planned, seen, now=clock.now())


def _replanned(row: RosterImport) -> tuple[Roster, Plan]:
    seen = roster_of(db.session.get_one(Person, row.by_id, populate_existing=True))
    return seen, _planned(seen, row.rows, row.numbers, row.mapping, row.deactivate_missing)


def _planned(
    roster: Roster, rows: list[list[str]], numbers: list[int], mapping: Mapping, deactivate_missing: bool
) -> Plan:
    if columns.trouble(mapping):
        return Plan([])
    planned: Plan = beside(plan, roster, rows, numbers, mapping, deactivate_missing=deactivate_missing)
    return planned


def _turn_back(import_id: int, trouble: str | None) -> None:
    db.session.rollback()
    planned = None
    if trouble:
        planned = _replanned(db.session.get_one(RosterImport, import_id, populate_existing=True))[1]
    with work():
        actions.turn_back(import_id, planned, trouble or "fault")


def _advance(import_id: int, percent: int) -> None:
    with work():
        actions.progress(import_id, percent)
