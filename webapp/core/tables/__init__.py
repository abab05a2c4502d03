"""Tables in files as people exchange them: CSV and XLSX, in and out. Knows no sales word.

Read with `read`; write with `write_csv` or `write_xlsx`. Every refusal is an `Invalid` with a sentence.
"""

from flask_babel import gettext as _

from webapp.core.problems import Invalid
from webapp.core.tables import delimited, workbook
from webapp.core.tables.shape import MOST_BYTES, Table

write_csv = delimited.write
write_xlsx = workbook.write

__all__ = ["MOST_BYTES", "Table", "read", "write_csv", "write_xlsx"]

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read(data: bytes) -> Table:
    """The table in a file, whatever its name says: an XLSX workbook's first sheet, or text with separators.

    Takes a second for ten thousand rows, and touches no database: a web process reads beside its greenlets.
    """
    if len(data) > MOST_BYTES:
        raise Invalid(_("That file is larger than %(most)d MB. Split it, then try again.", most=MOST_BYTES >> 20))
    if data.startswith(OLE):
        raise Invalid(_("That is an old Excel file, or one with a password. Save it as .xlsx without one, or as CSV."))
    return workbook.read(data) if data.startswith(ZIP) else delimited.read(data)
