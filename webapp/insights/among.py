"""How far people of a group differ: their replies go together, so people make a group's intervals, and not replies.

Only where people are few enough to be named: sums of groups do not know who gave which reply, and of very many people
the difference is small beside what is looked at.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, null, select

from webapp.core.estimates import Estimate
from webapp.extensions import db
from webapp.insights.counting.weeks import WEEK
from webapp.insights.periods import Period
from webapp.insights.sight import Sight
from webapp.mastery.models import TopicWeek
from webapp.mastery.rules import Mastery, among_people
from webapp.people.models import Person

KEYS: dict[str | None, Any] = {
    None: null(),
    "team_id": func.coalesce(Person.team_id, 0),
    "cohort_id": func.coalesce(Person.cohort_id, 0),
    "topic_id": TopicWeek.topic_id,
}


def widened(found: Mapping[Any, Mastery], sight: Sight, period: Period, by: str | None, *on: Any) -> dict[Any, Mastery]:
    """The same means, by any of KEYS, with intervals that know whose replies are whose."""
    if not sight.is_small():
        return dict(found)
    people = _people(sight, period, by, *on)
    return {key: _widened(one, people[key]) for key, one in found.items()}


def _widened(one: Mastery, people: list[tuple[int, float, float]]) -> Mastery:
    facts = [(replies, fact) for replies, fact, _persuasion in people]
    sayings = [(replies, persuasion) for replies, _fact, persuasion in people]
    return one._replace(fact=_among(one.fact, facts), persuasion=_among(one.persuasion, sayings))


def _among(one: Estimate | None, people: list[tuple[int, float]]) -> Estimate | None:
    return one and among_people(one, people)


def _people(sight: Sight, period: Period, by: str | None, *on: Any) -> dict[Any, list[tuple[int, float, float]]]:
    """(replies, sum of fact, sum of persuasion) of each person with any, by key; who left counts as in the sums."""
    sums = [func.sum(column) for column in (TopicWeek.replies, TopicWeek.fact, TopicWeek.persuasion)]
    query = (
        select(KEYS[by].label("key"), *sums)
        .join(Person, Person.id == TopicWeek.person_id)
        .where(Person.role == "rep", Person.merged_into_id.is_(None), *sight.places(), *on)
        .where(TopicWeek.week >= period.first, TopicWeek.week < period.last + WEEK, TopicWeek.replies > 0)
        .group_by(TopicWeek.person_id, *([KEYS[by]] if by else []))
    )
    found: dict[Any, list[tuple[int, float, float]]] = defaultdict(list)
    for key, replies, fact, persuasion in db.session.execute(query):
        found[key].append((int(replies), fact, persuasion))
    return found
