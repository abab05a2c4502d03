"""Which words may be proposed for a key point, and what somebody searches for. Pure."""

from webapp.playbook.rules import plain

LONGEST = 60
"""Characters of a wording: a few words, not the reply."""
MOST_WORDS = 6


def flaw(words: str, text: str) -> str | None:
    """Why these words cannot stand for a key point of this reply: `short`, `long` or `unsaid`."""
    if len(plain(words)) < 2:
        return "short"
    if len(words) > LONGEST:
        return "long"
    return None if plain(words) in plain(text) else "unsaid"


def sought(query: str) -> list[str]:
    """The words that must all be found."""
    return query.split()[:MOST_WORDS]
