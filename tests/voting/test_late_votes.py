"""Votes that waited on a phone: the newest tap stands, whichever arrives last."""

from datetime import datetime, timedelta
from itertools import permutations

import pytest
from flask import Flask

from tests.builders import a_reply
from tests.cast import NOON, Cast
from tests.doors import Clock, Program, refused
from webapp.answers.models import Answer
from webapp.core.work import work
from webapp.extensions import db
from webapp.points.verify import differences
from webapp.voting.actions import assign
from webapp.voting.models import Vote


@pytest.fixture
def answer(cast: Cast, clock: Clock) -> Answer:
    with work():
        answer = a_reply(cast.ben, NOON - timedelta(days=1))
        assign(cast.ana, [answer.id], now=NOON)
    return answer


def cast_at(program: Program, answer: Answer, at: datetime | None, fact: int) -> None:
    said = {"fact": fact, "persuasion": 1} | ({"cast_at": at.isoformat()} if at else {})
    assert program.put(f"/answers/{answer.id}/vote", **said).status_code == 200


def stands() -> int:
    return int(db.session.query(Vote).one().fact)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_of_three_phones_offline_the_last_tap_stands(
    app: Flask, cast: Cast, clock: Clock, answer: Answer, order: tuple[int, ...]
):
    ana, taps = Program(app, cast.ana), [(NOON + timedelta(minutes=n), n) for n in range(3)]
    clock.forward(hours=1)
    for n in order:
        cast_at(ana, answer, *taps[n])
    assert stands() == 2
    assert differences() == []


def test_a_vote_that_waited_does_not_undo_one_cast_since(app: Flask, cast: Cast, clock: Clock, answer: Answer):
    ana = Program(app, cast.ana)
    clock.forward(hours=1)
    cast_at(ana, answer, None, 2)
    clock.forward(hours=1)
    cast_at(ana, answer, NOON, 0)
    assert stands() == 2


def test_a_vote_cast_now_changes_one_that_waited(app: Flask, cast: Cast, clock: Clock, answer: Answer):
    ana = Program(app, cast.ana)
    cast_at(ana, answer, NOON - timedelta(hours=1), 0)
    cast_at(ana, answer, None, 2)
    assert stands() == 2


def test_the_same_vote_again_counts_once_and_keeps_older_ones_out(app: Flask, cast: Cast, clock: Clock, answer: Answer):
    ana = Program(app, cast.ana)
    clock.forward(hours=1)
    for minutes in (0, 20):
        cast_at(ana, answer, NOON + timedelta(minutes=minutes), 2)
    cast_at(ana, answer, NOON + timedelta(minutes=10), 0)
    assert stands() == 2


def test_a_clock_that_is_ahead_is_told_ours(app: Flask, cast: Cast, clock: Clock, answer: Answer):
    said = {"fact": 1, "persuasion": 1, "cast_at": (NOON + timedelta(minutes=6)).isoformat()}
    problem = refused(Program(app, cast.ana).put(f"/answers/{answer.id}/vote", **said), 422, "ahead")
    assert problem["server_time"] == NOON.isoformat()
    assert db.session.query(Vote).count() == 0


def test_a_vote_that_comes_after_the_closing_is_refused(app: Flask, cast: Cast, clock: Clock, answer: Answer):
    clock.forward(days=3)
    said = {"fact": 1, "persuasion": 1, "cast_at": NOON.isoformat()}
    refused(Program(app, cast.ana).put(f"/answers/{answer.id}/vote", **said), 409, "closed")
