"""The competitions that lie ahead or run, gathered once for everybody."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select

from webapp.competitions.actions import people_in
from webapp.competitions.models import Competition
from webapp.extensions import db

AHEAD = timedelta(days=14)


class Coming(NamedTuple):
    name: str
    starts_at: datetime
    ends_at: datetime


class Contests:
    """What each person's next competition is: of those they are in, the one that began or begins first."""

    def __init__(self, now: datetime) -> None:
        self._next: dict[int, Coming] = {}
        for competition in _near(now):
            coming = _coming(competition)
            for person_id in people_in(competition, now):
                self._next.setdefault(person_id, coming)

    def of(self, person_id: int) -> Coming | None:
        return self._next.get(person_id)


def _coming(competition: Competition) -> Coming:
    assert competition.starts_at
    assert competition.ends_at
    return Coming(competition.name, competition.starts_at, competition.ends_at)


def _near(now: datetime) -> list[Competition]:
    announced = (Competition.published_at.is_not(None), Competition.cancelled_at.is_(None), ~Competition.hidden)
    near = (Competition.starts_at < now + AHEAD, Competition.ends_at > now)
    found = db.session.scalars(select(Competition).where(*announced, *near).order_by(Competition.starts_at))
    return list(found.unique())
