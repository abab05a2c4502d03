"""Which letters some bytes are: what exports of the last thirty years use."""

import codecs
import io
from typing import TextIO

from flask_babel import gettext as _

from webapp.core.problems import Invalid

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # Before UTF-16, whose mark it begins with.
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CHUNK = 256 * 1024


def opened(data: bytes) -> TextIO:
    """The text in some bytes, decoded as it is read; all of it was looked at once, so that no reader stumbles."""
    length, encoding = _encoding_of(data)
    return io.TextIOWrapper(io.BytesIO(data[length:]), encoding, newline="")


def _encoding_of(data: bytes) -> tuple[int, str]:
    """How long the mark is, and what follows it."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return len(mark), _checked(data[len(mark) :], encoding)
    if b"\0" in data:
        return 0, _checked(data, _utf16_without_mark(data))
    return 0, "utf-8" if _is_text(data, "utf-8") else _checked(data, "windows-1252")


def _utf16_without_mark(data: bytes) -> str:
    """Separators and line ends are below 256 in every script, so their zero byte tells the order."""
    return "utf-16-le" if data[1::2].count(0) >= data[0::2].count(0) else "utf-16-be"


def _checked(data: bytes, encoding: str) -> str:
    if not _is_text(data, encoding):
        raise Invalid(_("We cannot read that file. Save it as CSV (UTF-8) or as an Excel workbook (.xlsx)."))
    return encoding


def _is_text(data: bytes, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        return not any(
            "\0" in decoder.decode(data[at : at + CHUNK], at + CHUNK >= len(data)) for at in range(0, len(data), CHUNK)
        )
    except UnicodeDecodeError:
        return False
