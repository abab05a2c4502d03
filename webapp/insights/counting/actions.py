"""Writing the sums: one team after the other, then what all of them come to."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, insert, literal, select

from webapp.extensions import db
from webapp.insights.counting import attending, doing, sessions
from webapp.insights.counting.weeks import over
from webapp.insights.counting.whose import Whose, members
from webapp.insights.models import SUMS, Count, GroupRecall, GroupSession, GroupTopic, GroupWeek
from webapp.people.models import Team

GRAIN = ("grain", "team_id", "cohort_id", "week")
Rows = dict[tuple[Any, ...], tuple[Any, ...]]


def team_ids() -> list[int]:
    """Nought stands for the people who have no team."""
    return [0, *db.session.scalars(select(Team.id).order_by(Team.id))]


def counted(team_id: int, weeks: list[date], *, now: datetime) -> dict[Any, Rows]:
    """What its people did in these weeks; days count that are over wherever somebody may be."""
    whose, through = Whose(team_id, weeks), over(now)
    return {
        GroupWeek: _weeks(whose, through),
        GroupTopic: doing.topics(whose),
        GroupRecall: doing.recalls(whose),
        GroupSession: sessions.sessions(whose),
    }


def keep(team_id: int, weeks: list[date], found: dict[Any, Rows]) -> int:
    """In place of whatever was there; returns how many rows it wrote."""
    return sum(_write(model, team_id, weeks, rows) for model, rows in found.items())


def count_all(weeks: list[date], *, now: datetime) -> None:
    """Cohorts, and everybody, from the teams that were counted; says since when and that it was done."""
    for model in SUMS:
        for grain, place in (("cohort", model.cohort_id), ("all", None)):
            _sum_up(model, grain, place, weeks)
    db.session.add(Count(at=now, since=weeks[0]))


def _weeks(whose: Whose, through: date) -> Rows:
    theirs = members(whose)
    parts: list[tuple[Mapping[Any, Any], int]] = [
        (attending.days(whose, theirs, through), 2),
        (doing.replies(whose, through), 1),
        (attending.habits(whose, theirs, through), 2),
        (doing.deals(whose), 2),
    ]
    cells = {cell for part, _ in parts for cell in part}
    return {cell: tuple(value for part, n in parts for value in part.get(cell, (0,) * n)) for cell in cells}


def _write(model: Any, team_id: int, weeks: list[date], cells: Rows) -> int:
    db.session.execute(
        delete(model).where(model.grain.in_(("cell", "team")), model.team_id == team_id, model.week.in_(weeks))
    )
    rows = [*_rows(model, "cell", team_id, cells), *_rows(model, "team", team_id, _without_cohorts(cells))]
    if rows:
        db.session.execute(insert(model), rows)
    return len(rows)


def _rows(model: Any, grain: str, team_id: int, cells: Rows) -> Iterable[dict[str, Any]]:
    more, figures = _columns(model)
    for (cohort_id, week, *key), values in cells.items():
        place = dict(zip(GRAIN, (grain, team_id, cohort_id, week), strict=True))
        yield place | dict(zip(more, key, strict=True)) | dict(zip(figures, values, strict=True))


def _without_cohorts(cells: Rows) -> Rows:
    whole: Rows = {}
    for (_cohort, *key), values in cells.items():
        before = whole.get((0, *key), (0,) * len(values))
        whole[0, *key] = tuple(map(sum, zip(before, values, strict=True)))
    return whole


def _sum_up(model: Any, grain: str, place: Any, weeks: list[date]) -> None:
    """From the teams' parts of cohorts."""
    more, figures = _columns(model)
    keys = [*([place] if place is not None else []), model.week, *(getattr(model, name) for name in more)]
    names = [*GRAIN, *more, *figures]
    where = [literal(grain), literal(0), literal(0) if place is None else place]
    sums = [func.sum(getattr(model, name)) for name in figures]
    chosen = select(*where, *keys[-1 - len(more) :], *sums).where(model.grain == "cell", model.week.in_(weeks))
    db.session.execute(delete(model).where(model.grain == grain, model.week.in_(weeks)))
    db.session.execute(insert(model).from_select(names, chosen.group_by(*keys)))


def _columns(model: Any) -> tuple[list[str], list[str]]:
    """The names of the key's further columns, and of the figures."""
    columns = model.__table__.columns
    more = [column.name for column in columns if column.primary_key and column.name not in GRAIN]
    return more, [column.name for column in columns if not column.primary_key]
