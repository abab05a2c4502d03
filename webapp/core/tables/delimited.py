"""CSV and its cousins: semicolons, tabs, bars; quoted line ends."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from flask_babel import gettext as _

from webapp.core.problems import Invalid
from webapp.core.tables.encoding import text_of
from webapp.core.tables.formulas import guarded, unguarded
from webapp.core.tables.shape import Table, table_of

DELIMITERS = ",;\t|"
SAMPLE = 64 * 1024
"""As many characters and as many rows are looked at to tell the delimiter."""
SAMPLE_ROWS = 30


def read(data: bytes) -> Table:
    text = text_of(data)
    stated, text = _stated_delimiter(text)
    records = _records(text, stated or _likeliest_delimiter(text[:SAMPLE]))
    return table_of([unguarded(cell) for cell in record] for record in records)


def write(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with the mark by which Excel knows it; no cell can run as a formula."""
    out = io.StringIO(newline="")
    # All quoted: an empty table's one empty cell and a lone line end are cells too.
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    for row in (header, *rows):
        writer.writerow([guarded(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _stated_delimiter(text: str) -> tuple[str | None, str]:
    """Excel's own first line, `sep=;`."""
    first, end, rest = text.partition("\n")
    stated = first.strip("\r")
    if end and len(stated) == 5 and stated.lower().startswith("sep=") and stated[4] in DELIMITERS:
        return stated[4], rest
    return None, text


def _likeliest_delimiter(sample: str) -> str:
    """By which most rows are as wide as the first, and the first is widest."""
    return max(DELIMITERS, key=lambda delimiter: _fit(sample, delimiter))


def _fit(sample: str, delimiter: str) -> tuple[bool, float, int]:
    try:
        rows = list(islice(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), SAMPLE_ROWS))
    except csv.Error:
        return (False, 0.0, 0)
    rows = [row for row in rows if any(map(str.strip, row))]
    if not rows:
        return (True, 1.0, 0)
    width = len(rows[0])
    return (width > 1, sum(len(row) == width for row in rows) / len(rows), width)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        if "field limit" in str(error):
            raise Invalid(_("A cell around line %(line)d is far too long.", line=reader.line_num)) from None
        raise Invalid(
            _("The quotation marks around line %(line)d do not match. Was the file cut off?", line=reader.line_num)
        ) from None
