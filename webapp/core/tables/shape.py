"""A table of strings, and how large one may be."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import NamedTuple

from flask_babel import gettext as _

from webapp.core.problems import Invalid

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 100
LONGEST_CELL = 10_000
FIRST = 30
"""Records among which the header stands, below a report's title and what it was filtered by."""


@dataclass(frozen=True)
class Table:
    """A header and rows of the same width. Blank rows are left out; nothing else is."""

    header: list[str]
    rows: list[list[str]]
    numbers: list[int]
    """Where each row stands in its file, counted as a spreadsheet counts them."""


class Stream(NamedTuple):
    """The same, read as it is asked for: each row with where it stands in its file."""

    header: list[str]
    rows: Iterator[tuple[int, list[str]]]


Cells = Sequence[str]


def table_of(stream: Stream) -> Table:
    rows: list[list[str]] = []
    numbers: list[int] = []
    for number, cells in stream.rows:
        rows.append(cells)
        numbers.append(number)
    return Table(stream.header, rows, numbers)


def stream_of(
    records: Iterable[Cells], most: int = MOST_ROWS, is_header: Callable[[Cells], bool] = lambda _cells: True
) -> Stream:
    """The first of the first records that is one is the header; without any, the first with something in it."""
    filled = _filled(records)
    first = list(islice(filled, FIRST))
    if not first:
        raise Invalid(_("That file is empty."))
    at = next((n for n, (_number, cells) in enumerate(first) if is_header(cells)), 0)
    header = _checked_header(first[at][1])
    return Stream(header, _rows(chain(first[at + 1 :], filled), len(header), most))


def _filled(records: Iterable[Cells]) -> Iterator[tuple[int, list[str]]]:
    for number, record in enumerate(records, 1):
        if cells := _without_empty_end([_unix(cell) for cell in record]):
            yield number, cells


def _rows(numbered: Iterable[tuple[int, list[str]]], width: int, most: int) -> Iterator[tuple[int, list[str]]]:
    for before, (number, cells) in enumerate(numbered):
        if before >= most:
            raise Invalid(_("That file has more than %(most)d rows. Split it, then try again.", most=most))
        _check(cells, width, number)
        yield number, cells + [""] * (width - len(cells))


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


def _check(cells: list[str], width: int, number: int) -> None:
    if len(cells) > width:
        raise Invalid(
            _("Row %(number)d has more cells than the first row has columns. Is a comma in it unquoted?", number=number)
        )
    if any(len(cell) > LONGEST_CELL for cell in cells):
        raise Invalid(
            _("Row %(number)d has a cell of more than %(most)d characters.", number=number, most=LONGEST_CELL)
        )
