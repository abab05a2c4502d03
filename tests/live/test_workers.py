"""Real worker processes beside each other: each piece of work is done once, whoever is killed."""

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from flask_migrate import upgrade
from sqlalchemy import select

from tests.builders import a_playbook
from tests.databases import a_postgresql_database
from tests.live.conftest import a_data_folder, an_app_on
from tests.live.server import ROOT, environment
from tests.live.stage import Stage
from tests.live.test_two_workers import a_redis
from webapp.core import clock
from webapp.core.work import work
from webapp.extensions import db
from webapp.points.models import Entry
from webapp.points.verify import differences
from webapp.upkeep.models import Run

WITHIN = 40.0


class Place(NamedTuple):
    folder: Path
    settings: dict[str, str]

    @contextmanager
    def worker(self) -> Iterator["subprocess.Popen[bytes]"]:
        command = [sys.executable, "-m", "tests.live.quick_worker"]
        with (self.folder / "worker.log").open("ab") as log:
            env = environment(self.folder, self.settings)
            process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
        try:
            yield process
        finally:
            process.kill()
            process.wait(15)

    def marks(self, word: str) -> list[tuple[int, str]]:
        """Who left this one in which slot."""
        kept = self.folder / "marks"
        lines = [line.split() for line in kept.read_text().splitlines()] if kept.exists() else []
        return [(int(pid), slot) for said, pid, slot in lines if said == word]


@pytest.fixture(params=["a file", "Redis and PostgreSQL"])
def place(request: pytest.FixtureRequest, migrated: Path, tmp_path: Path) -> Iterator[Place]:
    with ExitStack() as stack:
        if request.param == "a file":
            stack.enter_context(an_app_on(a_data_folder(migrated, tmp_path)))
            yield Place(tmp_path, {"SECRET_KEY": "test"})
            return
        redis = stack.enter_context(a_redis(tmp_path))
        url = stack.enter_context(a_postgresql_database())
        stack.enter_context(an_app_on(tmp_path, SQLALCHEMY_DATABASE_URI=url))
        upgrade()
        with work():
            a_playbook(now=clock.now())
        yield Place(tmp_path, {"SECRET_KEY": "test", "REDIS_URL": redis, "DATABASE_URL": url})


@pytest.fixture
def app() -> None:
    """The place's own is open already."""


def test_two_workers_run_each_slot_once(place: Place) -> None:
    with place.worker(), place.worker():
        wait_for(lambda: len(place.marks("began")) >= 4)
    slots = Counter(slot for _pid, slot in place.marks("began"))
    assert max(slots.values()) == 1, slots


def test_what_a_killed_worker_was_at_another_takes_over(place: Place) -> None:
    (place.folder / "linger").touch()
    with place.worker() as first:
        wait_for(lambda: place.marks("began"))
        with place.worker() as second:
            time.sleep(6)
            assert len(place.marks("began")) == 1, "the first lives and holds it, well beyond its lease"
            (place.folder / "linger").unlink()
            first.kill()
            wait_for(taken_over)
            assert {pid for pid, _slot in place.marks("ended")} == {second.pid}
    assert taken_over() == [(1, None)]


def test_two_workers_close_no_vote_twice(place: Place) -> None:
    stage = Stage()
    late = clock.now() - timedelta(days=4)
    answers = [stage.reply(player, at=late) for player in (stage.ana, stage.ben, stage.cleo, stage.dev, stage.eva)]
    with place.worker(), place.worker():
        wait_for(lambda: len(closed()) >= len(answers))
        time.sleep(3)
    assert sorted(closed()) == sorted({*closed()})
    assert len(closed()) == len(answers)
    assert differences() == []


def taken_over() -> list[tuple[int, str | None]]:
    """What came of what was begun a second time."""
    with an_end_of_reading():
        ended = select(Run.done, Run.error).where(Run.tries == 2, Run.ended_at.is_not(None))
        return [(done, error) for done, error in db.session.execute(ended)]


def closed() -> list[int]:
    """Whose unjudged reply was closed: once each, one hopes."""
    with an_end_of_reading():
        return list(db.session.scalars(select(Entry.person_id).where(Entry.reason == "unjudged")))


@contextmanager
def an_end_of_reading() -> Iterator[None]:
    db.session.rollback()
    yield
    db.session.rollback()


def wait_for(seen: Callable[[], object]) -> None:
    until = time.monotonic() + WITHIN
    while not seen():
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.1)
