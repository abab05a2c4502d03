"""What another app hands over, as a line that a prospect said. Pure."""

from typing import NamedTuple

from webapp.core.characters import is_readable

LONGEST = 400


class Heard(NamedTuple):
    text: str
    cut: bool
    """Whether there was more than a line may hold."""


def heard(text: str, title: str, url: str) -> Heard:
    """The message itself; a title or an address only where nothing else was shared."""
    said = _readable(text) or _readable(title) or _readable(url)
    return Heard(_shortened(said), len(said) > LONGEST)


def _readable(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c in "\n\t" or is_readable(c)).strip()


def _shortened(said: str) -> str:
    """Ends with a whole word, where there are words."""
    if len(said) <= LONGEST:
        return said
    whole = said[: LONGEST + 1].rsplit(maxsplit=1)[0]
    return whole if len(whole) <= LONGEST else said[:LONGEST]
