"""Why a row of a file is refused, in words for who wrote the file. Fields keep the names that they have there."""

import re
from typing import Any

from flask_babel import gettext as _

from webapp.playbook import forms


def sentences(errors: Any) -> str:
    return " ".join(f"{_place(path)}: {_words(path, text)}" for path, text in forms.flat(errors).items())


def _place(path: str) -> str:
    """“key_points.0.text” is the text of the first of them."""
    names = [name for name in path.split(".") if name != "_schema"]
    return " ".join(str(int(name) + 1) if name.isdigit() else name for name in names)


def _words(path: str, text: str) -> str:
    if text == "Invalid input type.":
        return _shapes().get(path.split(".")[0], _("Write plain text."))
    if found := re.fullmatch(r"Length must be between (\d+) and (\d+)\.", text):
        return _("Write %(least)s to %(most)s characters.", least=found[1], most=found[2])
    return _known().get(text, text)


def _shapes() -> dict[str, str]:
    return {
        "key_points": _("Write a list of texts, each behind a dash."),
        "proof": _("Write “kind” and “text” below it."),
        "recall": _("Write “question” and “choices” below it."),
    }


def _known() -> dict[str, str]:
    return {
        "Field may not be null.": _("Write something, or leave it out."),
        "Missing data for required field.": _("It is missing."),
        "Not a valid date.": _("Write the day as in 2027-06-30."),
        "Not a valid list.": _("Write a list, each entry behind a dash."),
        "Not a valid string.": _("Write plain text."),
        "Unknown field.": _("Nobody reads this. Look at its spelling, or take it out."),
    }
