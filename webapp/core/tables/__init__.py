"""Tables in files as people exchange them: CSV and XLSX, in and out. Knows no sales word.

Read with `read`, or with `stream` where a file may be long; write with `write_csv` or `write_xlsx`. Every refusal is
an `Invalid` with a sentence.
"""

from collections.abc import Callable, Iterator

from flask_babel import gettext as _

from webapp.core.problems import Invalid
from webapp.core.tables import delimited, workbook
from webapp.core.tables.shape import MOST_BYTES, MOST_ROWS, Cells, Stream, Table, stream_of, table_of

write_csv = delimited.write
write_xlsx = workbook.write

__all__ = ["MOST_BYTES", "Cells", "Stream", "Table", "read", "stream", "write_csv", "write_xlsx"]

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read(data: bytes) -> Table:
    """The table in a file, whatever its name says: an XLSX workbook's first sheet, or text with separators.

    Takes a second for ten thousand rows, and touches no database: a web process reads beside its greenlets.
    """
    return table_of(stream(data))


def stream(
    data: bytes,
    most_bytes: int = MOST_BYTES,
    most_rows: int = MOST_ROWS,
    is_header: Callable[[Cells], bool] = lambda _cells: True,
) -> Stream:
    """The same, row by row: no more of it is unpacked than is asked for. Rows further down may still be refused."""
    if len(data) > most_bytes:
        raise Invalid(_("That file is larger than %(most)d MB. Split it, then try again.", most=most_bytes >> 20))
    return stream_of(_records(data), most_rows, is_header)


def _records(data: bytes) -> Iterator[list[str]]:
    if data.startswith(OLE):
        raise Invalid(_("That is an old Excel file, or one with a password. Save it as .xlsx without one, or as CSV."))
    return workbook.records(data) if data.startswith(ZIP) else delimited.records(data)
