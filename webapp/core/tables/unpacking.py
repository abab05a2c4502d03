"""A workbook is a zip file: looked at before anything in it is parsed."""

import io
import zipfile
import zlib

from flask_babel import gettext as _

from webapp.core.problems import Invalid

MOST_PARTS = 500
MOST_UNPACKED = 100 * 1024 * 1024
LARGEST_RATIO = 200
"""Real sheets shrink to a tenth, the most monotonous to a hundredth."""
CHUNK = 256 * 1024


def check_package(data: bytes) -> None:
    """Raises Invalid for what is no workbook, and for what would grow too much, stated or not."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check(package, len(data))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError):
        raise Invalid(_("We cannot read that workbook; it is damaged. Save it again, or save it as CSV.")) from None


def _check(package: zipfile.ZipFile, size: int) -> None:
    parts = package.infolist()
    if "xl/workbook.xml" not in package.namelist():
        raise Invalid(_("That is no Excel workbook. Save it as .xlsx or as CSV."))
    most = min(MOST_UNPACKED, max(size * LARGEST_RATIO, CHUNK))
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > most:
        _refuse()
    left = most
    for part in parts:
        with package.open(part) as opened:
            while chunk := opened.read(CHUNK):
                left -= len(chunk)
                if left < 0:
                    _refuse()


def _refuse() -> None:
    raise Invalid(_("That workbook unpacks to far more than a table needs. Save only the table, or save it as CSV."))
