"""A deal as somebody tells it to us. Pure."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from webapp.core.characters import folded

SHORTEST = 2
"""Of a term; a lone letter or a dash says nothing."""
SALESFORCE_ID = 15
"""Characters."""
MADE = "made-"
"""What an id begins with that we made ourselves, for a deal that came without one."""
LARGEST = 10**15
"""In hundredths, of any currency; what is larger is a slip."""


class Told(NamedTuple):
    """Everything that a row of `deals` says, under the same names; amount and value in hundredths."""

    source: str
    external_id: str
    name: str
    outcome: str
    amount: int
    currency: str
    value: int
    closed_on: date
    owner_email: str | None
    owner_id: int | None
    reason: str | None
    competitor: str | None
    objection: str | None


def known_id(source: str, said: str) -> str:
    """One deal, one id: Salesforce's pages append three characters that only repeat which of them are capitals."""
    is_long = source == "salesforce" and len(said) == SALESFORCE_ID + 3 and said.isascii() and said.isalnum()
    return said[:SALESFORCE_ID] if is_long else said


def alike(told: Told) -> str:
    """The same for deals of one name and day, whatever their ids."""
    said = f"{folded(told.name)}\n{told.closed_on.isoformat()}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def ids_by_source(deals: Iterable[Told]) -> dict[str, list[str]]:
    found = defaultdict(list)
    for told in deals:
        found[told.source].append(told.external_id)
    return found


class Word(NamedTuple):
    """A term that a deal was lost over."""

    kind: str
    key: str
    words: str


def words_of(told: Told) -> list[Word]:
    """None of a deal that was won. A cell may name several competitors."""
    if told.outcome != "lost":
        return []
    said = [("reason", told.reason), *(("competitor", one) for one in _several(told.competitor))]
    words = [_word(kind, one) for kind, one in (*said, ("objection", told.objection)) if one and len(one) >= SHORTEST]
    return list({word[:2]: word for word in words}.values())


def key_of(words: str) -> str:
    return hashlib.sha256(folded(words).encode()).hexdigest()


def _word(kind: str, words: str) -> Word:
    return Word(kind, key_of(words), words)


def _several(cell: str | None) -> Iterator[str]:
    """As Salesforce and HubSpot write more than one."""
    yield from (one.strip() for one in (cell or "").split(";") if one.strip())
