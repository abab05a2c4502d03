"""What can be read. Any script is welcome, and so are emoji newer than this Python's tables."""

import unicodedata


def is_readable(character: str) -> bool:
    """False for control characters, halves of surrogate pairs, private ones and those that never will be any."""
    category = unicodedata.category(character)
    return category not in ("Cc", "Cs", "Co") and not (category == "Cn" and _is_no_character(ord(character)))


BLANK = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters by name that are drawn as nothing: fillers of Hangul, and Braille without a dot."""


def is_visible(character: str) -> bool:
    """False also for spaces, joiners, marks of direction and marks on a letter, which nobody sees alone."""
    category = unicodedata.category(character)
    return is_readable(character) and category[0] not in "ZM" and category != "Cf" and character not in BLANK


def folded(text: str) -> str:
    """The same for whatever people take for the same: capitals, wide letters, ligatures and spaces aside."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _is_no_character(code: int) -> bool:
    return 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
