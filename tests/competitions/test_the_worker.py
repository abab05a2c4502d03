"""The worker goes from one competition to the next, whatever becomes of one of them."""

from datetime import timedelta

import pytest
from flask import Flask
from structlog.testing import capture_logs

from tests.cast import NOON, TUESDAY, Cast
from tests.competitions.contests import SATURDAY, a_competition
from tests.doors import Clock
from webapp.competitions import freezing, seasons
from webapp.competitions.models import Competition
from webapp.competitions.season_models import Season
from webapp.competitions.tasks import end_and_repeat
from webapp.core.work import work
from webapp.extensions import db


@pytest.mark.parametrize("room", [(freezing, "follow"), (seasons, "write_week")])
def test_one_that_cannot_go_on_keeps_no_other_from_its_end(
    app: Flask, cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch, room
):
    with work():
        weekly = a_competition(cast.mara, [cast.ana.id, cast.ben.id], weekly=True)
        teams = [cast.reds.id, cast.blues.id, cast.greens.id]
        season = seasons.begin(cast.ada, "Winter", teams, TUESDAY, "Europe/Berlin", now=NOON)

    def break_down(*_: object, **__: object) -> None:
        raise ArithmeticError("of this one only")

    monkeypatch.setattr(*room, break_down)
    clock.at = SATURDAY + timedelta(days=3)
    with capture_logs() as logs:
        assert end_and_repeat() == 2
    assert [(entry["event"], entry["step"]) for entry in logs if entry["log_level"] == "error"] == [
        ("competition_left", f"_{room[1]}")
    ]
    assert db.session.get_one(Competition, weekly.id).frozen_at == clock.at
    assert bool(db.session.get_one(Season, season.id).matches) == (room[0] is freezing)
