"""Two processes behind one address, on PostgreSQL and Redis: everything arrives, whoever serves it."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import NamedTuple

import pytest
from flask_migrate import upgrade
from redis import Redis
from redis.exceptions import ConnectionError as NotThere

from tests.builders import a_playbook
from tests.databases import a_postgresql_database
from tests.live.conftest import an_app_on, phones_of
from tests.live.crowd import gather_crowd, kept_votes, vote_all
from tests.live.phones import Phone
from tests.live.server import ROOT, Server, environment, free_port, serving
from tests.live.stage import Player, Stage
from webapp.core import clock
from webapp.core.work import work
from webapp.points.verify import differences


class Office(NamedTuple):
    server: Server
    stage: Stage
    folder: Path
    settings: dict[str, str]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("two")
    with a_redis(folder) as redis, a_postgresql_database() as url, an_app_on(folder, SQLALCHEMY_DATABASE_URI=url):
        upgrade()
        with work():
            a_playbook(now=clock.now())
        settings = {"DATABASE_URL": url, "REDIS_URL": redis, "SECRET_KEY": "test"}
        with serving(folder, workers=2, **settings) as server:
            yield Office(server, Stage(), folder, settings)


@pytest.fixture
def app(office: Office) -> None:
    """The office's own is open already."""


def test_a_vote_reaches_phones_on_both_processes(office: Office) -> None:
    stage = office.stage
    answer = stage.reply(stage.ana, stage.ben)
    with phones_on_both(office.server, stage.ana) as anas, phones_of(office.server) as opens:
        for phone in anas:
            phone.watch(board="people", period="week", cohort=stage.ana.cohort)
        outsider = opens(stage.outsider)
        assert opens(stage.ben).vote(answer, 2, 2)["ok"]
        for phone in anas:
            assert phone.hears("tally")["votes"] == 1
            assert {row["id"] for row in phone.hears("standings")["changes"]} == {stage.ana.id, stage.ben.id}
            assert phone.hears("points")["delta"] == 13
        outsider.hears_nothing()


def test_a_voter_hears_the_next_vote_wherever_their_phones_are(office: Office) -> None:
    stage = office.stage
    answer = stage.reply(stage.dev, stage.ben, stage.cleo)
    with phones_on_both(office.server, stage.ben) as bens, phones_of(office.server) as opens:
        assert bens[0].vote(answer, 2, 2)["ok"]
        assert opens(stage.cleo).vote(answer, 2, 2)["ok"]
        for phone in bens:
            phone.hears("tally", lambda tally: tally["answer_id"] == answer and tally["votes"] == 2)


def test_the_workers_news_reaches_both(office: Office) -> None:
    stage = office.stage
    answer = stage.reply(stage.eva, at=clock.now() - timedelta(days=4))
    with phones_on_both(office.server, stage.eva) as evas, a_worker(office):
        for phone in evas:
            assert phone.hears("tally", within=30)["answer_id"] == answer
            assert phone.hears("points").items() >= {"delta": 10, "total": 20, "reason": "unjudged"}.items()


def test_a_crowd_on_both_loses_and_doubles_nothing(office: Office) -> None:
    voters, answers = gather_crowd(office.stage, 24, 5)
    acknowledged = vote_all(office.server, voters, answers, 10, Event())
    assert sum(map(len, acknowledged.values())) >= 240
    assert kept_votes(voters) == {pair: casts[-1] for pair, casts in acknowledged.items()}
    assert differences() == []


@contextmanager
def phones_on_both(server: Server, player: Player) -> Iterator[list[Phone]]:
    """Two phones of one person, each served by another process."""
    with phones_of(server) as opens:
        found: dict[int, Phone] = {}
        for _ in range(60):
            before = open_sockets(server)
            phone = opens(player)
            pid = max(before, key=lambda pid: open_sockets(server)[pid] - before[pid])
            found.setdefault(pid, phone)
            if len(found) == 2:
                break
        assert len(found) == 2, "all sixty went to one process"
        yield list(found.values())


def open_sockets(server: Server) -> dict[int, int]:
    return {
        pid: sum(
            str(fd.readlink()).startswith("socket:") for fd in Path(f"/proc/{pid}/fd").iterdir() if fd.is_symlink()
        )
        for pid in server.workers()
    }


@contextmanager
def a_redis(folder: Path) -> Iterator[str]:
    """One of our own: what is published on a shared one reaches every installation that uses it."""
    if (program := shutil.which("redis-server")) is None:
        pytest.skip("no redis-server on this machine")
    port = free_port()
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    process = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
    try:
        with Redis(port=port) as client:
            _wait_for(client)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def a_worker(office: Office) -> Iterator[None]:
    with (office.folder / "worker.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "worker.py"],
            cwd=ROOT,
            env=environment(office.folder, office.settings),
            stdout=log,
            stderr=log,
        )
        try:
            yield
        finally:
            process.terminate()
            process.wait(15)


def _wait_for(client: "Redis") -> None:
    for _ in range(100):
        try:
            client.ping()
            return
        except NotThere:
            time.sleep(0.05)
    raise RuntimeError("redis-server did not start")
