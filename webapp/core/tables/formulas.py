"""A cell that a spreadsheet would take for a formula gets an apostrophe in CSV, and loses it when we read it back."""

import re

FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")


def guarded(cell: str) -> str:
    return f"'{cell}" if FORMULA.match(cell) or _looks_guarded(cell) else cell


def unguarded(cell: str) -> str:
    return cell[1:] if _looks_guarded(cell) else cell


def _looks_guarded(cell: str) -> bool:
    return cell.startswith("'") and (cell.startswith("''") or FORMULA.match(cell, 1) is not None)
