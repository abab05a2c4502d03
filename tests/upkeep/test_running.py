"""However many workers there are, each slot is run by one; a failure is kept, and what was left is taken over."""

from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cast import Cast
from tests.doors import Clock
from tests.upkeep.conftest import Task
from webapp.core.problems import Conflict
from webapp.core.rounds import Round
from webapp.core.work import work
from webapp.extensions import db
from webapp.upkeep import actions, queries, running
from webapp.upkeep.models import Run
from webapp.upkeep.rules import LEASE, MOST_TRIES

WORKERS = 8


def kept() -> list[tuple[int, str | None]]:
    db.session.rollback()
    db.session.expire_all()
    return [(run.done, run.error) for run in db.session.scalars(select(Run).order_by(Run.id))]


def at_once(app: Flask, one: Round) -> None:
    """As many workers, all in the same instant."""
    ready = Barrier(WORKERS)

    def look() -> None:
        with app.app_context():
            ready.wait()
            running.go(one)

    workers = [Thread(target=look) for _ in range(WORKERS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def killed_in_the_middle(one: Round, at: Clock) -> Run:
    with work():
        run = actions.claim(one, "another:1", now=at.at)
    assert run is not None
    return run


def test_a_slot_is_run_by_one_of_many_workers(app: Flask, minutely: Round, task: Task, clock: Clock):
    for _ in range(5):
        at_once(app, minutely)
        clock.forward(minutes=1)
    assert task.ran == 5


def test_in_the_next_slot_it_runs_again_and_only_once(app: Flask, minutely: Round, task: Task, clock: Clock):
    for _ in range(6):
        running.go(minutely)
        clock.forward(seconds=30)
    assert task.ran == 3


def test_what_was_slept_through_runs_once(app: Flask, minutely: Round, task: Task, clock: Clock):
    running.go(minutely)
    clock.forward(hours=10)
    for _ in range(3):
        running.go(minutely)
    assert task.ran == 2


def test_while_one_is_at_it_nobody_else_begins_not_even_in_the_next_slot(
    app: Flask, minutely: Round, task: Task, clock: Clock
):
    run = killed_in_the_middle(minutely, clock)
    clock.forward(seconds=50)
    with work():
        actions.keep([run.id], now=clock.at)
    clock.forward(seconds=50)
    running.go(minutely)
    assert task.ran == 0


def test_what_a_killed_worker_left_is_taken_over_by_one(app: Flask, minutely: Round, task: Task, clock: Clock):
    killed_in_the_middle(minutely, clock)
    clock.at += LEASE
    at_once(app, minutely)
    assert 1 <= task.ran <= 2, "what was left, and the slot that has begun since"
    assert {error for _done, error in kept()} == {None}
    at_once(app, minutely)
    assert task.ran == 2


def test_who_comes_back_after_it_was_taken_over_writes_nothing_down(
    app: Flask, minutely: Round, task: Task, clock: Clock
):
    late = killed_in_the_middle(minutely, clock)
    db.session.expunge(late)
    clock.at += LEASE
    task.finds = 3
    running.go(minutely)
    with work():
        actions.finish(late, 99, "late", now=clock.at)
    assert kept() == [(3, None)]


def test_what_kills_every_worker_is_given_up_and_says_so(app: Flask, minutely: Round, task: Task, clock: Clock):
    for _ in range(MOST_TRIES):
        killed_in_the_middle(minutely, clock)
        clock.at += LEASE
    running.go(minutely)
    assert task.ran == 0
    assert kept() == [(0, "Given up: 3 workers ended in the middle of it.")]


def test_a_failure_is_kept_and_the_next_slot_is_tried(app: Flask, minutely: Round, task: Task, clock: Clock):
    task.finds = ValueError("the disk is full\nand more that nobody reads " + "x" * 400)
    running.go(minutely)
    assert kept() == [(0, "ValueError: the disk is full")]
    assert queries.how_many_failed() == 1
    task.finds = 2
    clock.forward(minutes=1)
    running.go(minutely)
    assert kept() == [(0, "ValueError: the disk is full"), (2, None)]
    assert queries.how_many_failed() == 0


def test_runs_that_found_nothing_are_not_kept_for_ever(app: Flask, minutely: Round, task: Task, clock: Clock):
    for finds in (0, 4, 0, 0, 0):
        task.finds = finds
        running.go(minutely)
        clock.forward(minutes=1)
    assert kept() == [(4, None), (0, None)]


def test_old_runs_are_tidied_away(
    app: Flask, minutely: Round, task: Task, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(actions, "KEPT", 3)
    for finds in (ValueError("once"), 1, 2, 3, 4, 5):
        task.finds = finds
        running.go(minutely)
        clock.forward(minutes=1)
    assert kept() == [(0, "ValueError: once"), (3, None), (4, None), (5, None)]


def test_who_asks_has_it_run_once_more_in_the_same_slot(
    app: Flask, cast: Cast, minutely: Round, task: Task, clock: Clock
):
    running.go(minutely)
    with work():
        actions.ask(minutely, cast.ada, now=clock.at)
    with pytest.raises(Conflict), work():
        actions.ask(minutely, cast.ada, now=clock.at)
    at_once(app, minutely)
    assert task.ran == 2
    with work():
        actions.ask(minutely, cast.ada, now=clock.at)


def test_a_run_that_was_asked_for_does_not_give_the_slot_away_again(
    app: Flask, cast: Cast, minutely: Round, task: Task, clock: Clock
):
    running.go(minutely)
    for _ in range(3):
        with work():
            actions.ask(minutely, cast.ada, now=clock.at)
        running.go(minutely)
        running.go(minutely)
        assert actions.slot(clock.at, minutely.pause) in set(db.session.scalars(select(Run.slot)))
        with work():
            assert actions.claim(minutely, "another:1", now=clock.at) is None
    assert task.ran == 4


def test_nobody_asks_for_what_runs(app: Flask, cast: Cast, minutely: Round, clock: Clock):
    killed_in_the_middle(minutely, clock)
    with pytest.raises(Conflict), work():
        actions.ask(minutely, cast.ada, now=clock.at)


def test_a_look_of_every_second_is_written_down_once_a_minute_or_when_it_found_something(
    app: Flask, minutely: Round, task: Task, clock: Clock
):
    for second in range(121):
        task.finds = 7 if second == 30 else 0
        running.look(minutely)
        clock.forward(seconds=1)
    assert task.ran == 121
    assert kept() == [(7, None), (0, None)]


def test_a_look_that_fails_again_and_again_is_written_down_once_a_minute(
    app: Flask, minutely: Round, task: Task, clock: Clock
):
    task.finds = OSError("no route")
    for _ in range(61):
        running.look(minutely)
        clock.forward(seconds=1)
    assert kept() == [(0, "OSError: no route")] * 2


def test_a_worker_is_there_while_it_looks_or_is_at_something(app: Flask, minutely: Round, clock: Clock):
    assert not queries.is_worked_on(queries.last_look(clock.at), clock.at)
    running.go(minutely)
    assert queries.is_worked_on(queries.last_look(clock.forward(minutes=2)), clock.at)
    assert not queries.is_worked_on(queries.last_look(clock.forward(minutes=2)), clock.at)
    run = killed_in_the_middle(minutely, clock)
    clock.forward(minutes=5)
    with work():
        actions.keep([run.id], now=clock.at)
    assert queries.is_worked_on(queries.last_look(clock.at), clock.at)
