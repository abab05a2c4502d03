"""CSV and its cousins: semicolons, tabs, bars; quoted line ends."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TextIO

from flask_babel import gettext as _

from webapp.core.problems import Invalid
from webapp.core.tables.encoding import opened
from webapp.core.tables.formulas import guarded, unguarded

DELIMITERS = ",;\t|"
SAMPLE = 64 * 1024
"""As many characters and as many rows are looked at to tell the delimiter."""
SAMPLE_ROWS = 30
LONGEST_STATED = 8


def records(data: bytes) -> Iterator[list[str]]:
    text = opened(data)
    delimiter = _stated_delimiter(text)
    start = text.tell()
    delimiter = delimiter or _likeliest_delimiter(text.read(SAMPLE))
    text.seek(start)
    return ([unguarded(cell) for cell in record] for record in _records(text, delimiter))


def write(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with the mark by which Excel knows it; no cell can run as a formula."""
    out = io.StringIO(newline="")
    # All quoted: an empty table's one empty cell and a lone line end are cells too.
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    for row in (header, *rows):
        writer.writerow([guarded(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _stated_delimiter(text: TextIO) -> str | None:
    """Excel's own first line, `sep=;`, which is read where it is there."""
    stated = text.readline(LONGEST_STATED)
    if stated[:4].lower() == "sep=" and stated[4:5] in DELIMITERS and stated[5:] in ("\n", "\r\n"):
        return stated[4]
    text.seek(0)
    return None


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


def _records(text: TextIO, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        if "field limit" in str(error):
            raise Invalid(_("A cell around line %(line)d is far too long.", line=reader.line_num)) from None
        raise Invalid(
            _("The quotation marks around line %(line)d do not match. Was the file cut off?", line=reader.line_num)
        ) from None
