"""A real worker is killed in the middle of what it sends, and another one finishes: nobody hears anything twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from flask import current_app
from sqlalchemy import func, select

from tests.alerts.push_service import a_push_service
from tests.alerts.sink import a_sink
from tests.alerts.subscriptions import a_subscription
from tests.live.conftest import a_data_folder, an_app_on
from tests.live.server import ROOT, environment
from tests.live.stage import Player, Stage
from webapp.alerts.push.actions import plan, settle, subscribe
from webapp.alerts.push.models import Push
from webapp.alerts.push.taking import TOGETHER
from webapp.alerts.push.vapid import public_key
from webapp.core import clock
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.actions import enter_absence, open_sign_in

PHONES = 400
WITHIN = 60.0


@pytest.fixture
def folder(migrated: Path, tmp_path: Path) -> Path:
    return a_data_folder(migrated, tmp_path)


def test_a_worker_is_killed_and_the_next_one_finishes(folder: Path) -> None:
    with an_app_on(folder), a_sink() as sink:
        stage = Stage()
        with work():
            people = [stage.player(f"Rep {n}", stage.ana.team, stage.ana.cohort) for n in range(PHONES)]
            off = people[::10]
            for n, player in enumerate(people):
                _a_phone(stage, player, f"{sink.address}/201/{n}")
            today = clock.local_day(clock.now(), stage.person(off[0]).time_zone)
            for player in off:
                enter_absence(stage.person(player), today, today, stage.person(stage.ada), now=clock.now())
        _tell(people)
        with a_worker(folder) as first:
            _until(lambda: len(sink.counts()) > PHONES // 4)
            os.kill(first.pid, signal.SIGKILL)
            first.wait()
        assert 0 < len(sink.counts()) < PHONES - len(off)
        with a_worker(folder):
            _until(lambda: _waiting() == len(off))
        counts = sink.counts()
        assert set(counts.values()) == {1}
        assert not {f"/201/{n}" for n in range(0, PHONES, 10)} & counts.keys(), "they are off work"
        assert len(counts) >= PHONES - len(off) - TOGETHER, "no more than were in its hands"


def test_a_phone_gets_from_the_real_worker_what_it_can_read(folder: Path, tmp_path: Path) -> None:
    with an_app_on(folder), a_push_service(tmp_path) as service:
        stage = Stage()
        phone, other = service.subscription(public_key()), service.subscription(public_key())
        with work():
            for player, said in ((stage.ana, phone), (stage.ben, other)):
                _keep(stage, player, said)
        _tell([stage.ana])
        with a_worker(folder):
            _until(lambda: bool(service.messages(phone)))
        assert [one["title"] for one in service.messages(phone)] == ["Kofi left you a note"]
        assert service.messages(other) == []


def _tell(people: list[Player]) -> None:
    now = clock.now()
    with work():
        ids = [player.id for player in people]
        plan(ids, "note", "1", {"by": "Kofi"}, "/answers/1", until=now + timedelta(days=3), now=now)


def _a_phone(stage: Stage, player: Player, endpoint: str) -> None:
    _keep(stage, player, a_subscription(endpoint))


def _keep(stage: Stage, player: Player, said: dict) -> None:  # type: ignore[type-arg]
    """Noon is an hour at which others are reminded; here nobody is."""
    now = clock.now()
    person = stage.person(player)
    sign_in, _secret = open_sign_in(person, "browser", now=now)
    subscribe(person, sign_in.id, said["endpoint"], **said["keys"], local=True, now=now)
    settle(person, {"kinds": {"reminder": False, "streak": False}})


def _waiting() -> int:
    """Those whose hour has not come; none is in anybody's hands."""
    db.session.rollback()
    soon = select(func.count()).where(Push.next_try_at.is_not(None))
    begun = db.session.scalar(select(func.count()).where(Push.next_try_at <= clock.now())) or 0
    return (db.session.scalar(soon) or 0) if not begun else -1


def _until(is_so: object) -> None:
    assert callable(is_so)
    until = time.monotonic() + WITHIN
    while not is_so():
        assert time.monotonic() < until, "it did not come to pass"
        time.sleep(0.02)


@contextmanager
def a_worker(folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    key = current_app.config["VAPID_PRIVATE_KEY"]
    settings = {"SECRET_KEY": "test", "PUSH_LOCAL": "1", "VAPID_PRIVATE_KEY": key}
    with (folder / "worker.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "worker.py"], cwd=ROOT, env=environment(folder, settings), stdout=log, stderr=log
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(15)
