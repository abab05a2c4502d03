"""Weights and words as the pages show them."""

from typing import Any

from flask_login import current_user

from webapp.core.beside import beside
from webapp.deals import queries, readings
from webapp.deals.queries import TermRow, TopicWeight
from webapp.deals.suggesting import SURE, Likely, suggest
from webapp.deals.words import kind_names, money

PAGE = 20


def tabs(current: str) -> dict[str, Any]:
    is_admin = current_user.role == "admin"
    return {"current": current, "is_admin": is_admin, "waiting": queries.how_many_wait() if is_admin else 0}


def weights(found: dict[int, TopicWeight], names: dict[int, str]) -> list[dict[str, Any]]:
    """The heaviest first."""
    shown = [
        one._asdict() | {"topic": names[topic], "money": money(one.lost_value)}
        for topic, one in found.items()
        if topic in names
    ]
    return sorted(shown, key=lambda one: -one["weight"])


def words(kind: str, *, is_confirmed: bool, page: int) -> dict[str, Any]:
    rows = queries.terms(kind, is_confirmed=is_confirmed, limit=PAGE, offset=PAGE * (page - 1))
    counts = {
        which: {one: queries.how_many_terms(one, is_confirmed=which == "confirmed") for one in kind_names()}
        for which in ("waiting", "confirmed")
    }
    topics = readings.topics()
    total = counts["confirmed" if is_confirmed else "waiting"][kind]
    return {
        "kind": kind,
        "is_confirmed": is_confirmed,
        "kinds": kind_names(),
        "counts": counts,
        "topics": topics,
        "rows": [_shown(row, likely, dict(topics)) for row, likely in zip(rows, _likely(rows), strict=True)],
        "page": page,
        "pages": -(-total // PAGE),
    }


def _likely(rows: list[TermRow]) -> list[list[Likely]]:
    """Only of what is still open, for who may say it."""
    if current_user.role != "admin" or not any(not row.is_confirmed for row in rows):
        return [[] for _row in rows]
    found: list[list[Likely]] = beside(suggest, [row.words for row in rows], readings.readings())
    return found


def _shown(row: TermRow, likely: list[Likely], names: dict[int, str]) -> dict[str, Any]:
    return row._asdict() | {
        "money": money(row.value),
        "topic": names.get(row.topic_id or 0),
        "likely": [(one.topic_id, names[one.topic_id]) for one in likely],
        "chosen": row.topic_id
        if row.is_confirmed
        else next((one.topic_id for one in likely if one.score >= SURE), None),
    }
