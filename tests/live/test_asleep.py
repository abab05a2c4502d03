"""A competition that starts and ends while nothing runs: whoever wakes first finds out how it ended, once."""

import json
import time
import urllib.request
from datetime import timedelta
from pathlib import Path

from tests.journeys.server import a_server
from tests.live.conftest import a_data_folder, an_app_on
from tests.live.server import serving
from tests.live.stage import Player, Stage
from tests.live.test_competitions import contest
from webapp.competitions.models import Competition
from webapp.core import clock
from webapp.core.work import work
from webapp.extensions import db

WITHIN = 20.0


def test_the_worker_that_wakes_writes_it_down(migrated: Path, tmp_path: Path) -> None:
    folder = a_data_folder(migrated, tmp_path)
    with an_app_on(folder):
        stage = Stage()
        number = slept_through(stage)
        with a_server(folder, SECRET_KEY="test") as address:
            written = frozen(number)
            assert written.frozen_by_id is None
            assert standings(address, stage.ana, number) == {
                "state": "final",
                "entries": [
                    {"id": stage.ana.id, "name": stage.ana.name, "rank": 1, "score": 10},
                    {"id": stage.ben.id, "name": stage.ben.name, "rank": 2, "score": 0},
                ],
            }


def test_without_a_worker_the_first_who_looks_does(migrated: Path, tmp_path: Path) -> None:
    folder = a_data_folder(migrated, tmp_path)
    with an_app_on(folder):
        stage = Stage()
        number = slept_through(stage)
        with serving(folder, SECRET_KEY="test") as server:
            first = standings(server.address, stage.ben, number)
            assert (first["state"], [entry["score"] for entry in first["entries"]]) == ("final", [10, 0])
            assert standings(server.address, stage.ana, number) == first
        assert frozen(number).frozen_by_id == stage.ben.id


def slept_through(stage: Stage) -> int:
    """It was published before, its hours went by, and after them somebody's late reply arrived."""
    now = clock.now()
    start, end = now + timedelta(seconds=1), now + timedelta(seconds=2)
    number = contest(stage, stage.ana, stage.ben, starts_at=start, ends_at=end)
    with work():
        assert db.session.get_one(Competition, number).frozen_at is None
    stage.reply(stage.ana, at=start + timedelta(milliseconds=500))
    stage.reply(stage.ben, at=end)
    time.sleep(max(0.0, (end - clock.now()).total_seconds()) + 2.5)
    return number


def frozen(number: int) -> Competition:
    until = time.monotonic() + WITHIN
    while time.monotonic() < until:
        db.session.rollback()
        db.session.expire_all()
        found = db.session.get_one(Competition, number)
        if found.frozen_at is not None:
            return found
        time.sleep(0.1)
    raise AssertionError("nobody wrote down how it ended")


def standings(address: str, player: Player, number: int) -> dict:  # type: ignore[type-arg]
    request = urllib.request.Request(f"{address}/api/v1/competitions/{number}/standings")
    request.add_header("Authorization", f"Bearer {player.token}")
    with urllib.request.urlopen(request, timeout=10) as answer:
        found: dict = json.load(answer)  # type: ignore[type-arg]
        return found
