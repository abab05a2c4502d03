"""Reading how well people do."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import func, select

from webapp.extensions import db
from webapp.mastery.models import TopicWeek
from webapp.mastery.rules import Mastery, Sums, mastery


def topics_of(person_ids: Collection[int], since: date, until: date | None = None) -> dict[tuple[int, int], Mastery]:
    """By person and topic, over the weeks whose Monday is `since` or later, and before `until` if that is said."""
    found = sums_of(person_ids, since, until, TopicWeek.person_id, TopicWeek.topic_id)
    return {(person_id, topic_id): mastery(sums) for (person_id, topic_id), sums in found.items()}


def totals_of(person_ids: Collection[int], since: date, until: date | None = None) -> dict[int, Mastery]:
    """By person, all topics together."""
    found = sums_of(person_ids, since, until, TopicWeek.person_id)
    return {person_id: mastery(sums) for (person_id,), sums in found.items()}


def sums_of(person_ids: Collection[int], since: date, until: date | None, *by: Any) -> dict[tuple[Any, ...], Sums]:
    """The sums by these columns, in one query however many people."""
    query = select(*by, *(func.sum(getattr(TopicWeek, name)) for name in Sums._fields)).group_by(*by)
    query = query.where(TopicWeek.person_id.in_(person_ids), TopicWeek.week >= since)
    if until is not None:
        query = query.where(TopicWeek.week < until)
    return {tuple(row[: len(by)]): Sums(*row[len(by) :]) for row in db.session.execute(query)}
