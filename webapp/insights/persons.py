"""Figures of people one by one: from their own rows, which the key finds, and only where they are few."""

from sqlalchemy import case, func, select

from webapp.core.estimates import Estimate, share
from webapp.deals.models import Deal
from webapp.extensions import db
from webapp.insights.counting.weeks import WEEK
from webapp.insights.periods import Period
from webapp.insights.sight import Sight
from webapp.mastery import queries as mastery
from webapp.mastery.rules import Mastery
from webapp.people.models import Person


def names(sight: Sight) -> dict[int, str]:
    rows = db.session.execute(select(Person.id, Person.name).where(*sight.people()))
    return {row.id: row.name for row in rows}


def skills(sight: Sight, period: Period, topic_id: int | None = None) -> dict[int, Mastery]:
    """Of those with any in these weeks, on one topic or on all."""
    people, weeks = list(names(sight)), (period.first, period.last + WEEK)
    if topic_id is None:
        return mastery.totals_of(people, *weeks)
    return {person: one for (person, topic), one in mastery.topics_of(people, *weeks).items() if topic == topic_id}


def won_shares(sight: Sight, period: Period) -> dict[int, Estimate]:
    """Of those whose deals ended in these weeks."""
    won = func.sum(case((Deal.outcome == "won", 1), else_=0))
    query = (
        select(Deal.owner_id, won, func.count())
        .join(Person, Person.id == Deal.owner_id)
        .where(*sight.people(), Deal.closed_on.between(period.first, period.end))
        .group_by(Deal.owner_id)
    )
    found = {owner_id: share(int(won), ended) for owner_id, won, ended in db.session.execute(query)}
    return {owner_id: one for owner_id, one in found.items() if one is not None}
