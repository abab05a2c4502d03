"""Sums of a period, read from the rows that the worker keeps."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, func, null, select

from webapp.core.estimates import Estimate, share
from webapp.extensions import db
from webapp.insights.among import widened
from webapp.insights.counting.weeks import over
from webapp.insights.models import Count, GroupRecall, GroupSession, GroupTopic, GroupWeek
from webapp.insights.periods import Period
from webapp.insights.sight import Sight
from webapp.insights.statistics.calibration import Bin
from webapp.mastery.models import TopicWeek
from webapp.mastery.rules import Mastery, Sums, mastery


class Weeks(NamedTuple):
    people: int = 0
    working_days: int = 0
    replies: int = 0
    joiners: int = 0
    settled: int = 0
    won: int = 0
    lost: int = 0

    @property
    def participation(self) -> Estimate | None:
        """Nobody replies twice a day, yet a day that was entered as off afterwards may have had a reply."""
        return share(min(self.replies, self.working_days), self.working_days)

    @property
    def habit(self) -> Estimate | None:
        return share(self.settled, self.joiners)

    @property
    def won_share(self) -> Estimate | None:
        return share(self.won, self.won + self.lost)


def counted_at() -> datetime | None:
    """When the newest weeks were last brought up to date."""
    newest = select(Count.at).order_by(Count.since.desc(), Count.at.desc()).limit(1)
    return db.session.scalar(newest)


def counted_through(period: Period) -> date:
    """The last day of the period whose replies and working days were added up."""
    at = counted_at()
    return min(period.end, over(at)) if at else period.end


def weeks(sight: Sight, period: Period, by: str | None = None) -> dict[Any, Weeks]:
    """By `team_id`, `cohort_id` or `week`; under None all together. People are those of the newest week."""
    rows = _rows(GroupWeek, sight, period, by, [getattr(GroupWeek, name) for name in Weeks._fields[1:]])
    when = period if by == "week" else Period([period.last])
    newest = _chosen(GroupWeek, sight, when, by, [func.sum(GroupWeek.people)])
    there = {row[0]: int(row[1] or 0) for row in db.session.execute(newest)}
    return {key: Weeks(there.get(key, 0), *map(int, sums)) for key, sums in rows.items() if sums[0] is not None}


def skills(sight: Sight, period: Period, by: str | None = None) -> dict[Any, Mastery]:
    """By `topic_id`, `team_id` or `cohort_id`; under None all together."""
    rows = _rows(GroupTopic, sight, period, by, topic_sums(GroupTopic))
    return widened({key: skill(sums) for key, sums in rows.items() if sums[0] is not None}, sight, period, by)


def topic_skills(sight: Sight, period: Period, by: str, topic_id: int) -> dict[Any, Mastery]:
    """The same for one topic."""
    chosen = _chosen(GroupTopic, sight, period, by, [func.sum(one) for one in topic_sums(GroupTopic)])
    rows = db.session.execute(chosen.where(GroupTopic.topic_id == topic_id))
    found = {row[0]: skill(row[1:]) for row in rows}
    return widened(found, sight, period, by, TopicWeek.topic_id == topic_id)


def weeks_of_teams(sight: Sight, period: Period) -> dict[tuple[int, date], Weeks]:
    """By team and week."""
    rows = _by_team_and_week(GroupWeek, sight, period, [getattr(GroupWeek, name) for name in Weeks._fields])
    return {key: Weeks(*map(int, sums)) for key, sums in rows.items()}


def skills_of_teams(sight: Sight, period: Period) -> dict[tuple[int, date], Mastery]:
    """By team and week, all topics together."""
    rows = _by_team_and_week(GroupTopic, sight, period, topic_sums(GroupTopic))
    return {key: skill(sums) for key, sums in rows.items()}


def bins(sight: Sight, period: Period, delay: int | None = None) -> dict[int, list[Bin]]:
    """Delayed recalls by delay in days, each in the tenths of its predictions."""
    columns = [getattr(GroupRecall, name) for name in Bin._fields]
    where = (*sight.sums(GroupRecall), GroupRecall.week.between(period.first, period.last))
    query = select(GroupRecall.delay, *map(func.sum, columns)).where(*where)
    found: dict[int, list[Bin]] = {}
    for row in db.session.execute(query.group_by(GroupRecall.delay, GroupRecall.bin).order_by(GroupRecall.bin)):
        found.setdefault(row[0], []).append(Bin(int(row[1]), int(row[2]), *map(float, row[3:])))
    return found


def session_tens(sight: Sight, period: Period) -> dict[int, int]:
    """How many sessions by tens of seconds."""
    where = (*sight.sums(GroupSession), GroupSession.week.between(period.first, period.last))
    query = select(GroupSession.tens, func.sum(GroupSession.sessions)).where(*where).group_by(GroupSession.tens)
    return {tens: int(count) for tens, count in db.session.execute(query)}


def topic_sums(model: Any) -> list[Any]:
    return [getattr(model, name) for name in Sums._fields]


def skill(sums: Any) -> Mastery:
    """From what `topic_sums` names, added up; PostgreSQL adds whole numbers up to decimals."""
    found = Sums._make(sums)
    whole = {name: int(getattr(found, name)) for name in ("replies", "recalls", "recalled")}
    return mastery(found._replace(**whole))


def _rows(model: Any, sight: Sight, period: Period, by: str | None, columns: list[Any]) -> dict[Any, Any]:
    rows = db.session.execute(_chosen(model, sight, period, by, [func.sum(column) for column in columns]))
    return {row[0]: row[1:] for row in rows}


def _by_team_and_week(model: Any, sight: Sight, period: Period, columns: list[Any]) -> dict[tuple[int, date], Any]:
    where = (*sight.sums(model, "team_id"), model.week.between(period.first, period.last))
    query = select(model.team_id, model.week, *map(func.sum, columns)).where(*where)
    return {(row[0], row[1]): row[2:] for row in db.session.execute(query.group_by(model.team_id, model.week))}


def _chosen(model: Any, sight: Sight, period: Period, by: str | None, figures: list[Any]) -> Select[Any]:
    where = (*sight.sums(model, by), model.week.between(period.first, period.last))
    if by is None:
        return select(null(), *figures).where(*where)
    key = getattr(model, by)
    return select(key, *figures).where(*where).group_by(key)
