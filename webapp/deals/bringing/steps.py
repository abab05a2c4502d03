"""An import from file to done, for every door: what takes long happens outside of the transactions."""

from collections import Counter
from datetime import date

import structlog

from webapp.core import clock
from webapp.core.beside import beside
from webapp.core.problems import Problem
from webapp.core.work import retried, work
from webapp.deals.bringing import actions, columns, keeping, planning
from webapp.deals.bringing.actions import Read
from webapp.deals.bringing.models import DealImport
from webapp.deals.bringing.queries import ground, waiting_imports
from webapp.deals.bringing.reading import Ground, Habits, Reader
from webapp.deals.currencies import home
from webapp.deals.shape import Told
from webapp.deals.writing import Written
from webapp.extensions import db
from webapp.people.managing import check_admin
from webapp.people.models import Person

log = structlog.get_logger()


def preview(person: Person, file_name: str, data: bytes) -> DealImport:
    check_admin(person)
    kept: keeping.Kept = beside(keeping.keep, data)
    mapping, source = columns.guess(kept.header), columns.source_of(kept.header)
    read = _read(kept.cells, mapping, Habits(source, None, None, home()))
    with work():
        return actions.preview(person, file_name, kept, read, now=clock.now())


def read_anew(person: Person, row: DealImport, mapping: list[str], habits: Habits) -> None:
    actions.checked_mapping(row, mapping)
    read = _read(row.cells, mapping, habits)
    with work():
        actions.read_anew(person, row, read)


def start(person: Person, row: DealImport, digest: str, same: bool | None) -> None:
    """A short import at once; a long one when the worker comes to it."""
    with work():
        actions.begin(person, row, digest, same)
    if row.rows <= actions.AT_ONCE:
        carry_out(row.id)


def carry_out_waiting() -> int:
    """Every import that waits; returns how many."""
    ids = waiting_imports(clock.now())
    for import_id in ids:
        carry_out(import_id)
    return len(ids)


def carry_out(import_id: int) -> None:
    """Only as it was previewed. What is written stays; who goes on after a killed worker writes nothing twice."""
    with work():
        claimed = actions.claim(import_id, now=clock.now())
    if not claimed:
        return
    try:
        _carry_out(import_id)
    except Exception as error:
        log.exception("deals_not_imported", import_id=import_id)
        _turn_back(import_id, "fault", again=isinstance(error, Problem))


def habits_of(row: DealImport) -> Habits:
    return Habits(row.source, row.day_first, row.decimal, row.currency)


def _carry_out(import_id: int) -> None:
    row = db.session.get_one(DealImport, import_id, populate_existing=True)
    cells, rows, against = row.cells, row.rows, ground(_today())
    if planning.digest_of(cells, row.mapping, habits_of(row), _rates(row, against)) != row.digest:
        _turn_back(import_id, "changed", again=True)
        return
    counts, done = Counter(dict.fromkeys(row.counts, 0)), 0
    for batch in planning.batches(cells, Reader(row.mapping, habits_of(row), against)):
        done += batch.rows
        written = _go_on(import_id, [told for _number, told in batch.deals], 100 * done // max(rows, 1))
        if written is None:
            return
        counts.update(written._asdict())
        counts.update(same=batch.again, skipped=len(batch.skipped), refused=len(batch.refused))
    with work():
        actions.finish(import_id, dict(counts), now=clock.now())


@retried
def _go_on(import_id: int, deals: list[Told], percent: int) -> Written | None:
    with work():
        return actions.go_on(import_id, deals, percent, now=clock.now())


def _turn_back(import_id: int, trouble: str, *, again: bool) -> None:
    db.session.rollback()
    row = db.session.get_one(DealImport, import_id, populate_existing=True)
    read = _read(row.cells, row.mapping, habits_of(row)) if again else None
    with work():
        actions.turn_back(import_id, trouble, read)


def _read(cells: bytes, mapping: list[str], habits: Habits) -> Read:
    """What the columns do not tell themselves is as somebody said, if they did."""
    found: planning.Survey = beside(planning.survey, cells, mapping)
    day_first = habits.day_first if found.day_first is None else found.day_first
    decimal = habits.decimal if found.decimal is None else found.decimal
    answered = {"days": day_first is not None, "amounts": decimal is not None}
    told = habits._replace(day_first=day_first, decimal=decimal)
    against = ground(_today())
    planned = planning.plan(cells, mapping, told, against, [ask for ask in found.asks if not answered[ask]])
    rates = {name: against.rates.get(name) for name in planned.preview["currencies"]}
    return Read(mapping, told, planned, planning.digest_of(cells, mapping, told, rates))


def _rates(row: DealImport, against: Ground) -> dict[str, float | None]:
    return {name: against.rates.get(name) for name in row.preview["currencies"]}


def _today() -> date:
    return clock.now().date()
