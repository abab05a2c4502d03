"""Which letters some bytes are: what exports of the last thirty years use."""

import codecs

from flask_babel import gettext as _

from webapp.core.problems import Invalid

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # Before UTF-16, whose mark it begins with.
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def text_of(data: bytes) -> str:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    if b"\0" in data:
        return _decoded(data, _utf16_without_mark(data))
    try:
        return data.decode()
    except UnicodeDecodeError:
        return _decoded(data, "windows-1252")


def _utf16_without_mark(data: bytes) -> str:
    """Separators and line ends are below 256 in every script, so their zero byte tells the order."""
    return "utf-16-le" if data[1::2].count(0) >= data[0::2].count(0) else "utf-16-be"


def _decoded(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise Invalid(_("We cannot read that file. Save it as CSV (UTF-8) or as an Excel workbook (.xlsx)."))
    return text
