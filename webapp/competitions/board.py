"""How a competition stands: computed from its sources while it runs, read from its rows once it is final."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from sqlalchemy import select

from webapp.competitions import rules, sources
from webapp.competitions.models import Competition, Entrant, FinalStanding
from webapp.extensions import db
from webapp.people import ranks

A_MOMENT = timedelta(microseconds=1)
"""What happened just now counts."""


class Row(NamedTuple):
    rank: int | None
    id: int
    """Of the team, the cohort or the person."""
    name: str
    score: Fraction | None
    size: int
    entrant_id: int


class Board(NamedTuple):
    state: str
    rows: list[Row]
    kept: int = 0
    """How many of the first places are shown as they were."""


def state_of(competition: Competition, now: datetime) -> str:
    moments = rules.Moments(*(getattr(competition, name) for name in rules.Moments._fields))
    return rules.state(moments, voting_open=_voting_open(competition, now), now=now)


def board_of(competition: Competition, now: datetime) -> Board:
    if competition.frozen_at is not None:
        return Board("final", _frozen(competition))
    state = state_of(competition, now)
    return Board(state, as_of(competition, now))


def as_of(competition: Competition, now: datetime) -> list[Row]:
    """The places by what had happened at that moment, or when it was called off; before the start nobody has one."""
    now = min(now, competition.cancelled_at or now)
    if competition.starts_at is None or competition.ends_at is None or now < competition.starts_at:
        return [Row(None, e.subject_id, e.name, Fraction(0), 0, e.id) for e in _by_name(competition.entrants)]
    return _rows(competition, competition.starts_at, min(now + A_MOMENT, competition.ends_at), now)


def rehearsed(competition: Competition, now: datetime) -> list[Row]:
    """Had it run the last four weeks, this would be the table."""
    return _rows(competition, now - rules.BASELINE, now + A_MOMENT, now)


def shown(competition: Competition, now: datetime) -> Board:
    """For the big screen: in the last hour its first places may be kept as they were an hour before the end."""
    board = board_of(competition, now)
    ends_at = competition.ends_at
    if not (competition.suspense and ends_at and board.state == "live" and rules.in_suspense(ends_at, now)):
        return board
    before = as_of(competition, ends_at - rules.SUSPENSE)
    kept = [row for row in before if row.rank is not None][: rules.TOP]
    others = [row for row in board.rows if row.id not in {one.id for one in kept}]
    return Board(board.state, kept + _renumbered(others, len(kept)), len(kept))


def window_of(competition: Competition, start: datetime, until: datetime) -> sources.Window:
    ids = frozenset(entrant.subject_id for entrant in competition.entrants)
    return sources.Window(competition.between, ids, start, until, competition.time_zone)


def unranked(competition: Competition) -> set[int]:
    """People who play without personal ranks, by id: they have none here either."""
    people = {entrant.person_id for entrant in competition.entrants if entrant.person_id}
    return people - ranks.ranked_among(people) if people else set()


def _rows(competition: Competition, start: datetime, until: datetime, now: datetime) -> list[Row]:
    window = window_of(competition, start, until)
    found = sources.measured(competition.metric, window, paid_until=now + A_MOMENT)
    scores: dict[int, Fraction | None] = {
        key: rules.value(competition.metric, competition.between, measure) for key, measure in found.items()
    }
    if competition.against_baseline:
        own = window_of(competition, start - rules.BASELINE, start)
        before = sources.measured(competition.metric, own, paid_until=now + A_MOMENT)
        scores = {key: rules.against(measure, before[key]) for key, measure in found.items()}
    sizes = {key: measure.size for key, measure in found.items()}
    named = {entrant.subject_id: entrant for entrant in competition.entrants}
    return [
        Row(one.rank, one.id, named[one.id].name, one.score, sizes[one.id], named[one.id].id)
        for one in _placed(competition, scores, sizes, named)
    ]


def _placed(
    competition: Competition, scores: Mapping[int, Fraction | None], sizes: Mapping[int, int], named: dict[int, Entrant]
) -> list[rules.Placed]:
    """Those who share a place, and people who have none, by name."""
    if competition.between != "people":
        by_score = rules.ranked(scores, sizes, rules.SMALLEST)
        return sorted(by_score, key=lambda one: (*_place(one), -(one.score or 0), named[one.id].name))
    without = unranked(competition)
    by_score = rules.ranked(scores, {key: key not in without for key in scores}, 1)
    return sorted(by_score, key=lambda one: (*_place(one), named[one.id].name))


def _place(one: rules.Placed) -> tuple[bool, int]:
    return one.rank is None, one.rank or 0


def _renumbered(rows: list[Row], taken: int) -> list[Row]:
    scores = sorted((row.score for row in rows if row.rank is not None and row.score is not None), reverse=True)
    return [
        row._replace(rank=scores.index(row.score) + 1 + taken) if row.rank is not None and row.score in scores else row
        for row in rows
    ]


def _voting_open(competition: Competition, now: datetime) -> bool:
    start, end = competition.starts_at, competition.ends_at
    if competition.metric != "quality" or competition.frozen_at or not start or not end or now < end:
        return False
    return sources.voting_is_open(window_of(competition, start, end))


def _frozen(competition: Competition) -> list[Row]:
    rows: Iterable[Any] = db.session.execute(
        select(FinalStanding, Entrant)
        .join(Entrant, Entrant.id == FinalStanding.entrant_id)
        .where(Entrant.competition_id == competition.id)
        .order_by(FinalStanding.place)
    )
    return [
        Row(final.rank, entrant.subject_id, final.name, _score(final), final.size, entrant.id)
        for final, entrant in rows
    ]


def _score(final: FinalStanding) -> Fraction | None:
    return None if final.numerator is None else Fraction(final.numerator, final.denominator)


def _by_name(entrants: Iterable[Entrant]) -> list[Entrant]:
    return sorted(entrants, key=lambda entrant: entrant.name)
