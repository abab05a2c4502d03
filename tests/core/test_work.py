"""The unit of work: one commit, news only after it, nothing lost however many write."""

import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, ClassVar

import gevent
import pytest
from flask import Flask
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError, OperationalError

from webapp.core import outbox
from webapp.core.models import Outbox
from webapp.core.work import ATTEMPTS, Work, current, retried, work
from webapp.extensions import db
from webapp.people.models import Team

INCREMENTS = 2000


class Broken(Exception):
    pass


def test_it_commits_once(app: Flask) -> None:
    with commits() as seen, work():
        for n in range(3):
            add_team(f"Team {n}")
    assert len(seen) == 1
    assert teams_elsewhere() == ["Team 0", "Team 1", "Team 2"]


def test_nobody_else_sees_anything_before_the_commit(app: Flask) -> None:
    with work():
        add_team("Reds")
        assert teams_elsewhere() == []
    assert teams_elsewhere() == ["Reds"]


def test_whatever_is_raised_inside_leaves_nothing_and_goes_on_outwards(app: Flask) -> None:
    def break_off(error: type[BaseException]) -> None:
        with work():
            add_team("Reds")
            raise error

    for error in (Broken, KeyboardInterrupt, gevent.GreenletExit):
        with pytest.raises(error):
            break_off(error)
    assert teams_elsewhere() == []
    with work():
        add_team("Blues")
    assert teams_elsewhere() == ["Blues"]


def test_news_is_told_after_the_commit_in_its_order(app: Flask) -> None:
    told: list[Any] = []
    with work() as mine:
        mine.then(lambda: told.append(teams_elsewhere()))
        mine.then(lambda: told.append("second"))
        add_team("Reds")
        assert told == []
    assert told == [["Reds"], "second"]


def test_no_news_is_told_after_a_rollback(app: Flask) -> None:
    told: list[str] = []
    with suppress(Broken), work() as mine:
        mine.then(lambda: told.append("never"))
        raise Broken
    assert told == []


def test_no_news_is_told_where_the_commit_itself_fails(app: Flask) -> None:
    told: list[str] = []

    def write_twice() -> None:
        with work() as mine:
            mine.then(lambda: told.append("never"))
            db.session.add_all([Team(name="Reds"), Team(name="Reds")])

    with pytest.raises(IntegrityError):
        write_twice()
    assert told == []


def test_news_that_fails_breaks_neither_the_commit_nor_the_rest_of_the_news(app: Flask) -> None:
    told: list[str] = []

    def fail() -> None:
        raise Broken

    with work() as mine:
        add_team("Reds")
        mine.then(fail)
        mine.then(lambda: told.append("told"))
    assert (teams_elsewhere(), told) == (["Reds"], ["told"])


def test_news_may_open_a_work_of_its_own(app: Flask) -> None:
    def again() -> None:
        with work():
            add_team("Blues")

    with work() as mine:
        add_team("Reds")
        mine.then(again)
    assert teams_elsewhere() == ["Blues", "Reds"]


def test_news_for_other_processes_is_in_the_same_transaction(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "NEWS", "table")
    with suppress(Broken), work():
        outbox.announce("tally", {"answer_id": 1})
        raise Broken
    assert db.session.query(Outbox).count() == 0
    with work():
        outbox.announce("tally", {"answer_id": 1})
    assert [row.payload for row in db.session.query(Outbox)] == [{"answer_id": 1}]


class Gathering:
    """What these tests gather: written once, however often it was asked for."""

    written: ClassVar[list[list[str]]] = []

    def __init__(self) -> None:
        self.names: list[str] = []

    def write(self) -> None:
        self.written.append(self.names)
        for name in self.names:
            add_team(name)


class Late(Gathering):
    """Gathers something else while it is written."""

    def write(self) -> None:
        current().gather(Gathering).names.append("Late")


@pytest.fixture(autouse=True)
def _nothing_written() -> None:
    Gathering.written.clear()


def test_gathered_changes_are_written_once_just_before_the_commit(app: Flask) -> None:
    with work() as mine:
        mine.gather(Gathering).names.append("Reds")
        current().gather(Gathering).names.append("Blues")
        assert Gathering.written == []
    assert Gathering.written == [["Reds", "Blues"]]
    assert teams_elsewhere() == ["Blues", "Reds"]


def test_what_is_gathered_while_writing_is_written_too(app: Flask) -> None:
    with work() as mine:
        mine.gather(Late)
    assert teams_elsewhere() == ["Late"]


def test_gathered_changes_of_a_broken_work_are_not_written_and_not_kept_for_the_next(app: Flask) -> None:
    with suppress(Broken), work() as mine:
        mine.gather(Gathering).names.append("Reds")
        raise Broken
    with work():
        pass
    assert Gathering.written == []


def test_a_work_inside_a_work_is_refused_and_takes_the_whole_with_it(app: Flask) -> None:
    def nest() -> None:
        with work():
            add_team("Reds")
            with work():
                pass

    with pytest.raises(RuntimeError, match="one use case"):
        nest()
    assert teams_elsewhere() == []


def test_a_forgotten_work_is_refused(app: Flask) -> None:
    with pytest.raises(RuntimeError, match="inside `with work"):
        current()


def test_what_was_changed_outside_a_work_is_refused_rather_than_lost(app: Flask) -> None:
    db.session.add(Team(name="Reds"))
    with pytest.raises(RuntimeError, match="outside a work"), work():
        pass
    db.session.rollback()


def test_what_was_read_before_is_read_again_inside(app: Flask) -> None:
    with work():
        add_team("Reds")
    mine = db.session.query(Team).one()
    elsewhere("UPDATE teams SET name = 'Blues'")
    with work():
        assert mine.name == "Blues"


def test_two_thousand_increments_from_threads_are_all_there(app: Flask) -> None:
    threads = 20
    a_counter()

    def increment(_n: int) -> None:
        with app.app_context():
            for _ in range(INCREMENTS // threads):
                read_and_add_one()
            db.session.remove()

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(increment, range(threads)))
    assert counted() == INCREMENTS


def test_two_thousand_increments_from_greenlets_are_all_there(app: Flask) -> None:
    """In a process of its own, patched as the server is."""
    a_counter()
    database = [app.config["SQLALCHEMY_DATABASE_URI"], str(app.config["REPARTEE_DATA"]), str(INCREMENTS)]
    subprocess.run([sys.executable, "-m", "tests.core.greenlets", *database], check=True, timeout=120)
    assert counted() == INCREMENTS


def test_writers_are_served_in_the_order_they_came(app: Flask, on_sqlite: None) -> None:
    served: list[int] = []
    others: list[threading.Thread] = []

    def write(n: int) -> None:
        with app.app_context(), work():
            served.append(n)

    with work():
        for n in range(8):
            others.append(threading.Thread(target=write, args=(n,)))
            others[-1].start()
            time.sleep(0.02)
    for other in others:
        other.join()
    assert served == list(range(8))


def test_another_process_that_writes_only_delays_us(app: Flask, on_sqlite: None, place: Path) -> None:
    other = sqlite3.connect(place / "repartee.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    other.execute("INSERT INTO teams (name) VALUES ('Theirs')")
    ending = threading.Timer(0.4, lambda: other.execute("COMMIT"))
    ending.start()
    began = time.monotonic()
    with work():
        add_team("Ours")
    assert 0.3 < time.monotonic() - began < 3
    ending.join()
    other.close()
    assert teams_elsewhere() == ["Ours", "Theirs"]


def test_readers_do_not_wait_for_a_writer(app: Flask, on_sqlite: None, place: Path) -> None:
    other = sqlite3.connect(place / "repartee.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    assert db.session.query(Team).count() == 0
    assert time.monotonic() - began < 0.3
    other.execute("ROLLBACK")
    other.close()


def test_a_deadlock_runs_the_use_case_again(app: Flask) -> None:
    tries: list[int] = []

    @retried
    def use_case() -> str:
        with work():
            add_team(f"Try {len(tries)}")
            tries.append(1)
            if len(tries) < 3:
                raise OperationalError("", None, Deadlock())
        return "done"

    assert use_case() == "done"
    assert teams_elsewhere() == ["Try 2"]


def test_it_is_not_tried_for_ever_and_other_faults_not_at_all(app: Flask) -> None:
    tries: list[Exception] = []

    @retried
    def use_case(fault: Exception) -> None:
        tries.append(fault)
        raise OperationalError("", None, fault)

    for fault, times in ((Deadlock(), ATTEMPTS), (Broken(), 1)):
        tries.clear()
        with pytest.raises(OperationalError):
            use_case(fault)
        assert len(tries) == times


class Deadlock(Exception):
    sqlstate = "40P01"


def test_a_work_without_a_door_is_an_ordinary_object() -> None:
    """What actions gather can be tried without a database."""
    mine = Work()
    mine.gather(Gathering).names = []
    mine.write_gathered()
    assert Gathering.written == [[]]


def add_team(name: str) -> None:
    db.session.add(Team(name=name))
    db.session.flush()


def elsewhere(statement: str) -> list[Any]:
    """Run it in a connection of its own."""
    with db.engine.connect() as connection:
        result = connection.execute(text(statement))
        rows = list(result.scalars()) if result.returns_rows else []
        connection.commit()
        return rows


def teams_elsewhere() -> list[str]:
    return elsewhere("SELECT name FROM teams ORDER BY name")


def a_counter() -> None:
    with work():
        db.session.add(Team(id=1, name="0"))


def counted() -> int:
    db.session.rollback()
    return int(db.session.get_one(Team, 1).name)


def read_and_add_one() -> None:
    with work():
        team = db.session.get_one(Team, 1, with_for_update=True, populate_existing=True)
        team.name = str(int(team.name) + 1)


@contextmanager
def commits() -> Iterator[list[Any]]:
    seen: list[Any] = []
    note = seen.append
    event.listen(db.engine, "commit", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "commit", note)


@pytest.fixture
def on_sqlite(app: Flask) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL has as many writers as it likes")
