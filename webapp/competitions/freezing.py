"""Ends by themselves: final standings are written once, by the worker or by whoever comes first, however late."""

from datetime import datetime, timedelta

from sqlalchemy import select

from webapp.badges.actions import Earned, award
from webapp.competitions import actions, queries, rules
from webapp.competitions.board import Row, board_of, state_of
from webapp.competitions.events import competition_ended
from webapp.competitions.models import Competition, FinalStanding
from webapp.core.problems import Problem
from webapp.extensions import db
from webapp.people.models import Person

SETTLING = timedelta(seconds=2)
"""After the end: what was written at the last moment has been committed by then."""


def waits_for_freezing(competition: Competition, now: datetime) -> bool:
    """Not while votes are still to come: looking at it then needs no work."""
    ended = competition.ends_at is not None and competition.ends_at + SETTLING <= now
    return ended and competition.frozen_at is None and state_of(competition, now) == "final"


def waiting(now: datetime) -> list[int]:
    """The ids of those whose time is over and whose standings are not written yet."""
    rows = db.session.scalars(
        select(Competition.id)
        .where(
            Competition.frozen_at.is_(None),
            Competition.cancelled_at.is_(None),
            Competition.published_at.is_not(None),
            Competition.ends_at <= now - SETTLING,
        )
        .order_by(Competition.ends_at, Competition.id)
    )
    return list(rows)


def freeze(competition_id: int, by: Person | None = None, *, now: datetime) -> bool:
    """Write the standings, unless somebody did before or votes are still to come."""
    competition = queries.locked(competition_id)
    if not waits_for_freezing(competition, now):
        return False
    rows = board_of(competition, now).rows
    db.session.add_all(_final(place, row) for place, row in enumerate(rows, 1))
    competition.frozen_at, competition.frozen_by_id = now, by.id if by else None
    db.session.flush()
    if not competition.hidden:
        _celebrate(competition, rows, now)
    return True


def followers_due(now: datetime) -> list[int]:
    """Weekly ones that have ended and that none follows yet."""
    followed = select(Competition.follows_id).where(Competition.follows_id.is_not(None))
    rows = db.session.scalars(
        select(Competition.id).where(
            Competition.weekly,
            Competition.published_at.is_not(None),
            Competition.cancelled_at.is_(None),
            Competition.ends_at <= now,
            Competition.id.not_in(followed),
        )
    )
    return list(rows)


def follow(competition_id: int, *, now: datetime) -> Competition | None:
    """The next week's, published in the name of who published this; none, for good, where it may not go on."""
    last = queries.locked(competition_id)
    if competition_id not in followers_due(now) or (hours := _next_hours(last)) is None:
        return None
    if not _may_go_on(last, max(now, hours.start)):
        last.weekly = False
        db.session.flush()
        return None
    following = _following(last, hours, now)
    db.session.add(following)
    db.session.flush()
    actions.announce_publication(following, _publisher_id(last), now=now)
    return following


def _following(last: Competition, hours: rules.Hours, now: datetime) -> Competition:
    kept = ("name", "between", "metric", "against_baseline", "time_zone", "prize", "hidden", "weekly", "suspense")
    following = Competition(
        **{name: getattr(last, name) for name in kept},
        starts_at=hours.start,
        ends_at=hours.end,
        follows_id=last.id,
        made_by_id=last.made_by_id,
        made_at=now,
    )
    actions.set_entrants(following, [entrant.subject_id for entrant in last.entrants])
    return following


def _may_go_on(last: Competition, at: datetime) -> bool:
    """Whether its maker still runs it, and it could be published today as it was then."""
    if last.made_by.deactivated_at is not None or not queries.runs(last.made_by, last):
        return False
    publisher = db.session.get_one(Person, _publisher_id(last))
    try:
        actions.check_filled(last, at)
        actions.check_ranked(last)
        actions.check_theirs(publisher, last.between, [entrant.subject_id for entrant in last.entrants])
    except Problem:
        return False
    return True


def _publisher_id(competition: Competition) -> int:
    return competition.published_by_id or competition.made_by_id


def _next_hours(last: Competition) -> rules.Hours | None:
    before = db.session.get(Competition, last.follows_id) if last.follows_id else None
    of_last = _hours(last)
    return of_last and rules.following(of_last, _hours(before), last.time_zone)


def _hours(competition: Competition | None) -> rules.Hours | None:
    if competition is None or competition.starts_at is None or competition.ends_at is None:
        return None
    return rules.Hours(competition.starts_at, competition.ends_at)


def _final(place: int, row: Row) -> FinalStanding:
    score = row.score
    return FinalStanding(
        entrant_id=row.entrant_id,
        place=place,
        rank=row.rank,
        name=row.name,
        numerator=None if score is None else score.numerator,
        denominator=1 if score is None else score.denominator,
        size=row.size,
    )


def _celebrate(competition: Competition, rows: list[Row], now: datetime) -> None:
    placed = [rules.Placed(row.id, row.rank, row.score) for row in rows]
    first = rules.winners(placed)
    won = actions.people_in(competition, now, only=set(first)) if first else set()
    award([Earned(person_id, "competition-won", "one") for person_id in won], now=now)
    everybody = actions.people_in(competition, now)
    competition_ended.send(competition, people=everybody, winners=first, now=now)
