"""Those in a competition hear of it, once each, and of its being called off; a trial run is told to nobody."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cast import NOON, Cast
from tests.competitions.contests import SATURDAY, a_competition
from tests.doors import Browser, Clock, Program, everything, refused
from webapp.competitions import actions
from webapp.competitions.models import Competition, Notice
from webapp.core.work import work
from webapp.extensions import db

A_DAY = timedelta(days=1)
NEXT_WEEK = {"starts_at": SATURDAY + 2 * A_DAY, "ends_at": SATURDAY + 7 * A_DAY}


def told() -> list[int]:
    return sorted(db.session.scalars(select(Notice.person_id).where(Notice.kind == "published")))


@pytest.fixture
def scheduled(app: Flask, cast: Cast) -> Competition:
    with work():
        return a_competition(cast.ada, [cast.ana.id, cast.ben.id], name="The great duel", **NEXT_WEEK)


def test_a_trial_run_that_is_hidden_no_more_is_told_to_those_in_it(app: Flask, cast: Cast):
    with work():
        trial = a_competition(cast.mara, [cast.ana.id, cast.ben.id], hidden=True, **NEXT_WEEK)
    mara = Program(app, cast.mara)
    assert mara.patch(f"/competitions/{trial.id}", prize="Cake").status_code == 200
    assert told() == []
    assert mara.patch(f"/competitions/{trial.id}", hidden=False).status_code == 200
    assert told() == [cast.ana.id, cast.ben.id]


def test_who_is_added_before_the_start_hears_of_it_and_the_others_not_again(
    app: Flask, cast: Cast, scheduled: Competition
):
    ana = Browser(app, cast.ana)
    ana.get(f"/competitions/{scheduled.id}")
    with work():
        actions.change(scheduled, cast.ada, {"members": [cast.ana.id, cast.ben.id, cast.outsider.id]}, now=NOON)
    assert told() == [cast.ana.id, cast.ben.id, cast.outsider.id]
    assert "You take part" in Browser(app, cast.outsider).get("/boards").text
    assert "You take part" not in ana.get("/boards").text


def test_what_was_told_cannot_be_hidden_any_more(app: Flask, cast: Cast, scheduled: Competition):
    before = everything()
    refused(Program(app, cast.ada).patch(f"/competitions/{scheduled.id}", hidden=True), 409, "call it off")
    assert 'name="hidden"' not in Browser(app, cast.ada).get(f"/desk/competitions/{scheduled.id}/when").text
    assert everything() == before


def test_the_boards_say_that_it_was_called_off_until_it_was_seen(
    app: Flask, cast: Cast, scheduled: Competition, clock: Clock
):
    with work():
        actions.cancel(scheduled, cast.ada, now=NOON)
    ana, ben = Browser(app, cast.ana), Browser(app, cast.ben)
    for browser in (ana, ben):
        boards = browser.get("/boards").text
        assert "The great duel" in boards
        assert "since Tue 24 Nov" in boards
    assert "The great duel" not in Browser(app, cast.cleo).get("/boards").text
    ana.get(f"/competitions/{scheduled.id}")
    assert "The great duel" not in ana.get("/boards").text
    clock.forward(days=2)
    assert "The great duel" not in ben.get("/boards").text


def test_what_runs_comes_before_what_is_to_come_and_the_nearest_first(app: Flask, cast: Cast):
    with work():
        for n in range(3):
            later = {"starts_at": SATURDAY + n * A_DAY, "ends_at": SATURDAY + 5 * A_DAY}
            a_competition(cast.mara, [cast.ana.id, cast.ben.id], name=f"Later {n}", **later)
        a_competition(cast.mara, [cast.ana.id, cast.ben.id], name="Live now")
    boards = Browser(app, cast.ana).get("/boards").text
    assert boards.index("Live now") < boards.index("Later 0") < boards.index("Later 1")
    assert "Later 2" not in boards
