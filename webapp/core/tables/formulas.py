"""A cell that a spreadsheet would take for a formula gets an apostrophe in CSV, and loses it when we read it back. A
number stays one, negative or not: it runs nothing."""

import re

FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")


NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")


def guarded(cell: str) -> str:
    runs = FORMULA.match(cell) and not NUMBER.fullmatch(cell)
    return f"'{cell}" if runs or _looks_guarded(cell) else cell


def unguarded(cell: str) -> str:
    return cell[1:] if _looks_guarded(cell) else cell


def _looks_guarded(cell: str) -> bool:
    return cell.startswith("'") and (cell.startswith("''") or FORMULA.match(cell, 1) is not None)
