"""Finding words in facts, prospects' lines and model replies: FTS5 on SQLite, full text on PostgreSQL.

The databases keep it up themselves (migration 0004), so whoever writes need not think of it.
"""

import re
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, column, func, literal, literal_column, select, table, text

from webapp.core.database import is_sqlite
from webapp.extensions import db
from webapp.people.models import Person
from webapp.playbook import permissions
from webapp.playbook.models import Challenge, Fact, ModelReply, Prompt

MOST_TERMS = 12
KINDS = ("fact", "prompt", "reply")
WORDS = {
    "fact": "facts.statement || ' ' || facts.why || ' ' || facts.proof_text || ' ' || facts.source",
    "prompt": "prompts.text || ' ' || prompts.persona",
    "reply": "model_replies.text",
}

_fts: Any = table("search_playbook", column("kind"), column("ref"), column("rank"))


class Hit(NamedTuple):
    """A fact or a line by its id, or a model reply under its fact's."""

    kind: str
    id: int
    text: str
    state: str
    score: float


def search(person: Person, words: str, limit: int = 20, *, replies_of: Collection[int] | None = None) -> list[Hit]:
    """What has all these words, or words that begin so, the best first. Any text will do.

    Who does not write the playbook finds what is live, and model replies of the facts named in `replies_of` alone:
    one that was found before one's own reply would spoil it.
    """
    if not (terms := _terms(words)):
        return []
    hits = [hit for kind in KINDS for hit in _hits(kind, person, terms, limit, replies_of)]
    return sorted(hits, key=lambda hit: -hit.score)[:limit]


def facts_found(person: Person, words: str) -> list[int]:
    """The facts that say it, are asked for by a line that does, or whose model reply does; the best first."""
    hits = search(person, words, 500)
    by_line = _facts_by_line([hit.id for hit in hits if hit.kind == "prompt"])
    found = [one for hit in hits for one in (by_line.get(hit.id, ()) if hit.kind == "prompt" else (hit.id,))]
    return list(dict.fromkeys(found))


def _hits(kind: str, person: Person, terms: list[str], limit: int, replies_of: Collection[int] | None) -> Iterator[Hit]:
    query, state, fact_id = _of_kind(kind)
    matches, score = _match(kind, terms)
    if permissions.may_draft(person):
        query = query.where(state != "retired")
    else:
        query = query.where(state == "live")
        if kind == "reply":
            query = query.where(fact_id.in_(replies_of or ()))
    found = db.session.execute(
        query.add_columns(score.label("score")).where(matches).order_by(score.desc()).limit(limit)
    )
    return (Hit(kind, *row) for row in found)


def _of_kind(kind: str) -> tuple[Select[Any], ColumnElement[str], ColumnElement[int]]:
    if kind == "prompt":
        return select(Prompt.origin_id, Prompt.text, Prompt.state), Prompt.state, Prompt.origin_id  # type: ignore
    if kind == "fact":
        return select(Fact.origin_id, Fact.statement, Fact.state), Fact.state, Fact.origin_id  # type: ignore
    replies = select(Fact.origin_id, ModelReply.text, Fact.state).join(Fact, Fact.id == ModelReply.fact_id)
    return replies, Fact.state, Fact.origin_id  # type: ignore


def _match(kind: str, terms: list[str]) -> tuple[ColumnElement[bool], ColumnElement[float]]:
    if is_sqlite():
        model: Any = {"fact": Fact, "prompt": Prompt, "reply": ModelReply}[kind]
        wanted = text("search_playbook MATCH :terms").bindparams(terms=" ".join(f'"{term}"*' for term in terms))
        return and_(wanted, _fts.c.kind == kind, _fts.c.ref == model.id), -_fts.c.rank
    vector: ColumnElement[Any] = literal_column(
        f"to_tsvector('simple', regexp_replace({WORDS[kind]}, '[[:punct:]]', ' ', 'g'))"
    )
    wanted_there = func.to_tsquery(literal_column("'simple'"), literal(" & ".join(f"{term}:*" for term in terms)))
    return vector.op("@@", is_comparison=True)(wanted_there), func.ts_rank(vector, wanted_there)


def _terms(words: str) -> list[str]:
    """Letters and digits only, so that nothing means anything to the databases."""
    readable = words.encode("utf-8", "ignore").decode()
    return re.findall(r"[^\W_]+", readable.lower())[:MOST_TERMS]


def _facts_by_line(ids: list[int]) -> dict[int, list[int]]:
    rows = db.session.execute(
        select(Prompt.origin_id, Fact.origin_id)
        .join(Challenge, Challenge.prompt_id == Prompt.id)
        .join(Fact, Fact.id == Challenge.fact_id)
        .where(Prompt.origin_id.in_(ids))
        .distinct()
        .order_by(Prompt.origin_id, Fact.origin_id)
    )
    found: dict[int, list[int]] = {}
    for prompt_id, fact_id in rows:
        found.setdefault(prompt_id, []).append(fact_id)
    return found
