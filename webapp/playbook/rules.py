"""Which key points a reply used: plain text matching that anybody can follow; and when a fact runs out. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

SOON = timedelta(days=30)

APOSTROPHES = "‘’‛ʼ′`´"
QUOTES = "“”„‟«»″"
DASHES = "-‐‑‒–—―−"
ALIKE = str.maketrans({**dict.fromkeys(APOSTROPHES, "'"), **dict.fromkeys(QUOTES, '"'), **dict.fromkeys(DASHES, " ")})

SIGNS = "[%‰€$£]"
A_SPACE_BESIDE_A_SIGN = re.compile(rf"(?<=\d)\s(?={SIGNS})|(?<={SIGNS})\s(?=\d)")

RUN_TOGETHER = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")
"""Scripts that write words, or words and their endings, without a space between them."""


def key_points_used(text: str, key_points: Iterable[tuple[str, Sequence[str]]]) -> list[bool]:
    """For each key point, whether the reply says it in its own or in one of its other wordings."""
    said = plain(text)
    return [any(_says(said, plain(wording)) for wording in (point, *others)) for point, others in key_points]


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """The same words however they were typed: case, width, quotes, dashes, invisible marks, spaces."""
    seen = "".join(c for c in text if unicodedata.category(c) != "Cf").translate(ALIKE)
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen).casefold())
    return A_SPACE_BESIDE_A_SIGN.sub("", " ".join(folded.translate(ALIKE).split()))


def _says(said: str, wording: str) -> bool:
    at = said.find(wording) if wording else -1
    while at >= 0:
        if not _cuts(said, at) and _may_end(said, at + len(wording)):
            return True
        at = said.find(wording, at + 1)
    return False


def _may_end(text: str, at: int) -> bool:
    """Here, or after the s of a plural or a verb: “Sunday” is said by “Sundays”."""
    has_an_s = text[at : at + 1] == "s" and text[max(0, at - 3) : at].isalpha()
    return not _cuts(text, at) or (has_an_s and not _cuts(text, at + 1))


def _cuts(text: str, at: int) -> bool:
    """Whether a match that begins or ends here would cut a word or a number in two."""
    if at in (0, len(text)):
        return False
    before, after = text[at - 1], text[at]
    cuts_a_word = _spaced(before) and _spaced(after)
    return (
        cuts_a_word
        or unicodedata.category(after)[0] == "M"
        or _cuts_a_number(text[max(0, at - 2) : at], text[at : at + 2])
    )


def _cuts_a_number(left: str, right: str) -> bool:
    """19 days are not 9 days, 3.90 is no 90, and 1,500 is no 1."""
    return bool(
        (re.search(r"\d$", left) and re.match(r"[.,]?\d", right))
        or (re.search(r"\d[.,]$", left) and re.match(r"\d", right))
    )


@lru_cache(maxsize=4096)
def _spaced(letter: str) -> bool:
    """Whether it is a letter of a script that puts spaces between words."""
    if unicodedata.category(letter)[0] not in "LM":
        return False
    return not unicodedata.name(letter, "").startswith(RUN_TOGETHER)


def freshness(valid_until: date | None, today: date) -> str | None:
    """`past` where it is no longer true, `soon` where somebody should look at it now."""
    if valid_until is None or valid_until > today + SOON:
        return None
    return "past" if valid_until < today else "soon"
