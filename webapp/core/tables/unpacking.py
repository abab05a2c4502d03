"""A workbook is a zip file: looked at before anything in it is parsed."""

import io
import re
import zipfile
import zlib

from flask_babel import gettext as _

from webapp.core.problems import Invalid

MOST_PARTS = 500
MOST_UNPACKED = 100 * 1024 * 1024
LARGEST_RATIO = 200
"""Real sheets shrink to a tenth, the most monotonous to a hundredth."""
MOST_TEXTS = 1_000_000
"""Twenty columns of the longest table; each costs a parser far more than its few bytes."""
TEXT = re.compile(rb"<(?:\w+:)?si[\s/>]")
LONGEST_TAG = 40
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
    left, texts = most, MOST_TEXTS
    for part in parts:
        with package.open(part) as opened:
            before = b""
            while chunk := opened.read(CHUNK):
                left -= len(chunk)
                texts -= len(TEXT.findall(before + chunk)) - len(TEXT.findall(before))
                if left < 0 or texts < 0:
                    _refuse()
                before = chunk[-LONGEST_TAG:]


def _refuse() -> None:
    raise Invalid(_("That workbook unpacks to far more than a table needs. Save only the table, or save it as CSV."))
