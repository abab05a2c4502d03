"""A cup between all teams that has run since last week: one that is decided, and one that is live."""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from webapp.competitions import actions, freezing
from webapp.core import clock
from webapp.core.work import work
from webapp.extensions import db
from webapp.people import queries
from webapp.people.models import Team

A_WEEK = timedelta(weeks=1)


def begin_cup(today: date, zone: str, *, now: datetime) -> None:
    ada = queries.by_email("ada@demo.example")
    assert ada is not None
    monday = today - timedelta(days=today.weekday()) - A_WEEK
    began = clock.midnight(monday, zone)
    with work():
        cup = actions.draft(
            ada,
            {
                "name": "House cup",
                "between": "teams",
                "members": list(db.session.scalars(select(Team.id).order_by(Team.id))),
                "starts_at": began,
                "ends_at": clock.midnight(monday + timedelta(days=5), zone),
                "time_zone": zone,
                "prize": "Breakfast for the whole team on Monday",
                "weekly": True,
                "suspense": True,
            },
            now=began,
        )
        actions.publish(cup, ada, now=began)
    with work():
        freezing.freeze(cup.id, now=now)
        freezing.follow(cup.id, now=now)
