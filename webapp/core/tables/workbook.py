"""XLSX, read as people see it and never unpacked beyond what a table needs."""

import io
import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

import structlog
from flask_babel import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from webapp.core.problems import Invalid
from webapp.core.tables.formulas import FORMULA
from webapp.core.tables.shape import MOST_COLUMNS
from webapp.core.tables.unpacking import check_package

log = structlog.get_logger()


def records(data: bytes) -> Iterator[list[str]]:
    """Of the first visible sheet."""
    check_package(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield from _records(data)
    except Exception as error:
        log.info("workbook_not_read", error=repr(error))
        raise Invalid(_("We cannot read that workbook. Open it, save it as .xlsx again, or save it as CSV.")) from None


def write(header: Sequence[str], rows: Iterable[Sequence[str]], title: str = "Sheet") -> bytes:
    """Every cell is text, also one that looks like a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for row in (header, *rows):
        sheet.append([_text_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _records(data: bytes) -> Iterator[list[str]]:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        sheet = next((sheet for sheet in book.worksheets if sheet.sheet_state == "visible"), None)
        if sheet is None:
            return
        sheet.reset_dimensions()  # What a file says about its size is not to be relied on.
        before, shown = None, []
        for row in sheet.iter_rows(max_col=MOST_COLUMNS + 1):
            if row is not before:  # Rows that are not there are one and the same.
                before, shown = row, [_shown(cell) for cell in row]
            yield shown
    finally:
        book.close()


def _text_cell(sheet: Any, value: str) -> Any:
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"
    if FORMULA.match(value):
        cell.quotePrefix = True  # It stays text when somebody edits it.
    return cell


def _shown(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format))
    return str(value)


def _number(value: float, how: str) -> str:
    if how.endswith("%"):
        return f"{value * 100:.10g}%"
    if value == int(value):
        return str(int(value)).zfill(len(how) if set(how) == {"0"} else 0)
    return repr(value)
