"""The boards of teams and cohorts: points a member and day at work, ranks and means computed now."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, func, select

from webapp.core import clock
from webapp.extensions import db
from webapp.people import memberships
from webapp.people import queries as people
from webapp.people.models import Cohort, Membership, Person, Team
from webapp.standings import rules
from webapp.standings.models import Sum
from webapp.standings.queries import Row

GROUPS: dict[str, tuple[Any, Any, Any]] = {
    "teams": (Team, Person.team_id, Membership.team_id),
    "cohorts": (Cohort, Person.cohort_id, Membership.cohort_id),
}


class Standing(NamedTuple):
    """What a board's rows are computed from, each by group."""

    names: dict[int, str]
    sizes: dict[int, int]
    """Reps who are there now."""
    days: Mapping[int, int]
    """Days that reps were at work there, whoever is there now."""
    points: Mapping[int, int]


def group_rows(board: str, period: str, start: date, *, now: datetime) -> list[Row]:
    return rows_of(standing(board, period, start, now=now))


def standing(board: str, period: str, start: date, *, now: datetime) -> Standing:
    group, place, stayed = GROUPS[board]
    there = and_(place == group.id, Person.role == "rep", Person.deactivated_at.is_(None))
    sized = select(group.id, group.name, func.count(Person.id).label("size")).outerjoin(Person, there)
    groups = db.session.execute(sized.group_by(group.id, group.name)).all()
    days = rules.working_days(_stays(stayed, start, now), period, start)
    return Standing(
        {row.id: row.name for row in groups},
        {row.id: row.size for row in groups},
        days,
        _sums(board, period, start),
    )


def rows_of(found: Standing, less: Mapping[int, int] | None = None) -> list[Row]:
    """By points a member and working day, the small ones last, without a rank; `less` points that came since."""
    less = less or {}
    means = {
        gid: rules.mean(found.points.get(gid, 0) - less.get(gid, 0), found.days.get(gid, 0)) for gid in found.names
    }
    ranks = rules.ranked({gid: means[gid] for gid, size in found.sizes.items() if size >= rules.SMALLEST_TEAM})
    order = sorted(found.names, key=lambda gid: (gid not in ranks, -means[gid], found.names[gid]))
    return [
        Row(
            rank=ranks.get(gid),
            id=gid,
            name=found.names[gid],
            points=rules.shown(means[gid]),
            place=place,
            size=found.sizes[gid],
            days=found.days.get(gid, 0),
        )
        for place, gid in enumerate(order, 1)
    ]


def _stays(place: Any, start: date, now: datetime) -> list[rules.Stay]:
    """Reps' stays that reach into what begins with `start`."""
    found = memberships.stays(place, since=start)
    calendars = people.calendars_by_person({row.person_id: row.calendar_id for row in found}, since=start)
    today = {zone: clock.local_day(now, zone) for zone in {row.time_zone for row in found}}
    return [
        rules.Stay(row.place, row.first, min(row.last or date.max, today[row.time_zone]), calendars[row.person_id])
        for row in found
    ]


def _sums(board: str, period: str, start: date) -> dict[int, int]:
    where = (Sum.board == board, Sum.period == period, Sum.start == start)
    return {row.subject_id: row.points for row in db.session.execute(select(Sum.subject_id, Sum.points).where(*where))}
