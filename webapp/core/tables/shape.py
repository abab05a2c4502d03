"""A table of strings, and how large one may be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from webapp.core.problems import Invalid

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 100
LONGEST_CELL = 10_000


@dataclass(frozen=True)
class Table:
    """A header and rows of the same width. Blank rows are left out; nothing else is."""

    header: list[str]
    rows: list[list[str]]
    numbers: list[int]
    """Where each row stands in its file, counted as a spreadsheet counts them."""


def table_of(records: Iterable[Sequence[str]]) -> Table:
    """The first record with anything in it is the header."""
    header: list[str] | None = None
    rows: list[list[str]] = []
    numbers: list[int] = []
    for number, record in enumerate(records, 1):
        cells = _without_empty_end([_unix(cell) for cell in record])
        if not cells:
            continue
        if header is None:
            header = _checked_header(cells)
            continue
        _check(cells, len(header), number, len(rows))
        rows.append(cells + [""] * (len(header) - len(cells)))
        numbers.append(number)
    if header is None:
        raise Invalid(_("That file is empty."))
    return Table(header, rows, numbers)


def _unix(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n") if "\r" in cell else cell


def _without_empty_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def _checked_header(cells: list[str]) -> list[str]:
    if len(cells) > MOST_COLUMNS:
        raise Invalid(_("That file has more than %(most)d columns.", most=MOST_COLUMNS))
    if any(len(cell) > LONGEST_CELL for cell in cells):
        raise Invalid(_("The first row of that file should name its columns; a cell in it is far too long."))
    return [cell.strip() for cell in cells]


def _check(cells: list[str], width: int, number: int, before: int) -> None:
    if before >= MOST_ROWS:
        raise Invalid(_("That file has more than %(most)d rows. Split it, then try again.", most=MOST_ROWS))
    if len(cells) > width:
        raise Invalid(
            _("Row %(number)d has more cells than the first row has columns. Is a comma in it unquoted?", number=number)
        )
    if any(len(cell) > LONGEST_CELL for cell in cells):
        raise Invalid(
            _("Row %(number)d has a cell of more than %(most)d characters.", number=number, most=LONGEST_CELL)
        )
