"""The worker closes what is due."""

from datetime import timedelta

import pytest

from tests.builders import a_reply
from tests.cast import NOON, Cast
from tests.doors import Clock
from webapp.answers.models import Answer
from webapp.core.work import work
from webapp.extensions import db
from webapp.points.verify import differences
from webapp.voting import events, tasks
from webapp.voting.models import Tally

NEXT_WEEK = NOON + timedelta(days=9)


def closed(answer: Answer) -> bool:
    return db.session.get_one(Tally, answer.id, populate_existing=True).closed_at is not None


def test_it_closes_everything_due_however_much_it_is(cast: Cast, clock: Clock, monkeypatch):
    monkeypatch.setattr(tasks, "CLOSED_AT_ONCE", 2)
    with work():
        answers = [a_reply(person, NOON) for person in (cast.ana, cast.ben, cast.cleo)]
    assert tasks.close_all_due() == 0
    clock.at = NEXT_WEEK
    assert tasks.close_all_due() == 3
    assert all(map(closed, answers))
    assert tasks.close_all_due() == 0


@pytest.fixture
def poison():
    """An answer that cannot be closed."""
    bad: list[int] = []

    def fail(tally: Tally, **_) -> None:
        if tally.answer_id in bad:
            raise RuntimeError("poison")

    with events.voting_closed.connected_to(fail):
        yield bad


def test_one_that_cannot_be_closed_keeps_no_other_back(cast: Cast, clock: Clock, poison: list[int]):
    with work():
        bad, *good = [a_reply(person, NOON) for person in (cast.ana, cast.ben, cast.cleo)]
    poison.append(bad.id)
    clock.at = NEXT_WEEK
    assert tasks.close_all_due() == 2
    assert [closed(answer) for answer in (bad, *good)] == [False, True, True]
    assert differences() == []
    poison.clear()
    assert tasks.close_all_due() == 1
