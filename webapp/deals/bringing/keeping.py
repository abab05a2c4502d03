"""A file's rows between its preview and its import: compressed, and read row by row."""

import csv
import gzip
import io
from collections.abc import Iterator
from typing import NamedTuple

from webapp.core.tables import stream
from webapp.deals.bringing.columns import is_header

MOST_BYTES = 40 * 1024 * 1024
MOST_ROWS = 250_000


class Kept(NamedTuple):
    header: list[str]
    cells: bytes
    rows: int


Rows = Iterator[tuple[int, list[str]]]


def keep(data: bytes) -> Kept:
    """Whatever the file is, as one that is read quickly. Touches no database."""
    table = stream(data, MOST_BYTES, MOST_ROWS, is_header)
    out, count = io.BytesIO(), 0
    with gzip.open(out, "wt", compresslevel=1, encoding="utf-8", newline="") as text:
        writer = csv.writer(text)
        for number, cells in table.rows:
            writer.writerow([number, *cells])
            count += 1
    return Kept(table.header, out.getvalue(), count)


def rows_of(cells: bytes) -> Rows:
    """With where each stands in its file."""
    if not cells:
        return
    with gzip.open(io.BytesIO(cells), "rt", encoding="utf-8", newline="") as text:
        for number, *row in csv.reader(text):
            yield int(number), row
