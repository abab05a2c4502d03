"""What people were sent is kept for a season, and what waits as long as it waits."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from tests.cast import NOON, Cast
from tests.doors import Clock
from webapp.alerts.digests.models import Digest
from webapp.alerts.push.models import Push
from webapp.alerts.tasks import forget_sent
from webapp.core.work import work
from webapp.extensions import db

A_DAY = timedelta(days=1)


def test_what_was_sent_is_forgotten_after_a_season(app: Flask, cast: Cast, clock: Clock):
    for source, days, waits in (("old", 91, False), ("waits", 91, True), ("new", 89, False)):
        at = NOON - days * A_DAY
        row = {"said": {}, "url": "/", "until": NOON + A_DAY, "next_try_at": NOON if waits else None}
        with work():
            db.session.add(Push(person_id=cast.ana.id, kind="note", source=source, at=at, **row))
            db.session.merge(Digest(person_id=cast.ana.id, day=at.date(), at=at))
    assert forget_sent() == 2
    assert set(db.session.scalars(select(Push.source))) == {"waits", "new"}
    assert len(db.session.scalars(select(Digest.day)).all()) == 1
    assert forget_sent() == 0
