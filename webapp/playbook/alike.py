"""What was written before and reads nearly the same."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process
from sqlalchemy import select

from webapp.extensions import db
from webapp.playbook.models import Fact, Prompt
from webapp.playbook.rules import plain

ALIKE = 80
"""Of 100, whatever the order of the words. A number that changed still leaves two statements alike."""
MOST = 3
SHORTEST = 12


class Twin(NamedTuple):
    id: int
    text: str
    score: int


def alike_facts(statement: str, but: str | None = None) -> list[Twin]:
    """Facts whose statement is nearly this one, the nearest first; `but` is the key of the fact itself."""
    return _nearest(statement, Fact, Fact.statement, but)


def alike_prompts(text: str, but: str | None = None) -> list[Twin]:
    return _nearest(text, Prompt, Prompt.text, but)


def twins(text: str, others: dict[int, str]) -> list[Twin]:
    """The nearest of these texts."""
    return twins_of([text], others)[0]


def twins_of(texts: Iterable[str], others: dict[int, str]) -> list[list[Twin]]:
    """The same for many texts; a second or more for thousands."""
    read = {key: _in_order(other) for key, other in others.items()}
    return [_found(text, read, others) for text in texts]


def _found(text: str, read: dict[int, str], others: dict[int, str]) -> list[Twin]:
    if len(text.strip()) < SHORTEST:
        return []
    found = process.extract(_in_order(text), read, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=MOST)
    return [Twin(key, others[key], round(score)) for _read, score, key in found]


def _in_order(text: str) -> str:
    return " ".join(sorted(plain(text).split()))


def _nearest(text: str, kind: type[Fact] | type[Prompt], column: Any, but: str | None) -> list[Twin]:
    query = select(kind.origin_id, column).where(kind.state != "retired").order_by(kind.version)
    if but is not None:
        query = query.where(kind.key != but)
    return twins(text, {row[0]: row[1] for row in db.session.execute(query)})
