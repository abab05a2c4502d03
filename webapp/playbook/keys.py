"""Short names that stay: made of the first words, and never given twice."""

import re
import unicodedata

from sqlalchemy import select

from webapp.extensions import db
from webapp.playbook.models import Fact, Prompt, Topic

LONGEST = 60


def free(kind: type[Fact] | type[Prompt] | type[Topic], words: str) -> str:
    wanted = named_after(words)
    taken = set(db.session.scalars(select(kind.key).where(kind.key.startswith(wanted, autoescape=True))))
    number, key = 1, wanted
    while key in taken:
        number += 1
        key = f"{wanted}-{number}"
    return key


def named_after(words: str) -> str:
    """Up to six words of plain letters; anything else has no name of its own."""
    letters = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", letters)[:6])[: LONGEST - 6].strip("-") or "entry"
