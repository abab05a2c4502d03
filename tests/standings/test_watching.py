"""Which audiences a socket is in, whatever the date does meanwhile."""

import pytest
from flask import Flask

from tests.cast import NOON, Cast
from tests.doors import Clock
from tests.standings.sockets import Socket
from webapp.core.work import work
from webapp.people.actions import move


def test_after_midnight_only_the_new_day_is_heard(app: Flask, cast: Cast, clock: Clock):
    phone = Socket(app, cast.ana)
    assert phone.call("watch", board="people", period="day")["state"]["start"] == "2026-11-24"
    clock.forward(days=1)
    assert phone.call("watch", board="people", period="day")["state"]["start"] == "2026-11-25"
    assert phone.boards() == ["board:people:day:2026-11-25:all"]


def test_unwatch_leaves_what_was_joined_though_the_date_has_changed(app: Flask, cast: Cast, clock: Clock):
    phone = Socket(app, cast.ana)
    phone.call("watch", board="people", period="day", cohort=cast.autumn.id)
    phone.call("watch", board="teams", period="all")
    clock.forward(days=1)
    assert phone.call("unwatch", board="people", period="day", cohort=cast.autumn.id) == {"ok": True}
    assert phone.boards() == ["board:teams:all:1970-01-01:all"]


def test_another_board_stays(app: Flask, cast: Cast, clock: Clock):
    phone = Socket(app, cast.ana)
    phone.call("watch", board="people", period="week")
    phone.call("watch", board="people", period="week", team=cast.reds.id)
    phone.call("watch", board="people")
    assert phone.boards() == ["board:people:week:2026-11-23:all", f"board:people:week:2026-11-23:team:{cast.reds.id}"]


def test_leaving_what_was_never_watched_says_nothing_and_leaves_nothing(app: Flask, cast: Cast):
    phone = Socket(app, cast.ana)
    phone.call("watch", board="people")
    assert phone.call("unwatch", board="people", cohort=cast.spring.id) == {"ok": True}
    assert phone.call("unwatch", board="dogs")["status"] == 422
    assert len(phone.boards()) == 1


def test_who_moved_away_stops_hearing_when_they_ask_again(app: Flask, cast: Cast):
    phone = Socket(app, cast.ana)
    phone.call("watch", board="people", team=cast.reds.id)
    with work():
        move(cast.ana, role="rep", team_id=cast.greens.id, cohort_id=cast.spring.id, by=cast.ada, now=NOON)
    assert phone.call("watch", board="people", team=cast.reds.id)["status"] == 404
    assert phone.boards() == []


def test_a_cohort_and_a_team_together_are_an_audience_of_their_own(app: Flask, cast: Cast):
    phone = Socket(app, cast.ana)
    both = {"cohort": cast.autumn.id, "team": cast.reds.id}
    state = phone.call("watch", board="people", **both)["state"]
    assert [row["name"] for row in state["entries"]] == ["Ana", "Ben"]
    assert phone.boards() == [f"board:people:week:2026-11-23:cohort:{cast.autumn.id}:team:{cast.reds.id}"]


@pytest.mark.parametrize("who", ["cleo", "outsider"])
def test_both_must_be_ones_own(app: Flask, cast: Cast, who: str):
    phone = Socket(app, getattr(cast, who))
    assert phone.call("watch", board="people", cohort=cast.autumn.id, team=cast.reds.id)["status"] == 404
    assert phone.boards() == []


def test_teams_are_one_audience_whatever_else_was_asked(app: Flask, cast: Cast):
    phone = Socket(app, cast.ana)
    phone.call("watch", board="teams", cohort=cast.autumn.id)
    assert phone.boards() == ["board:teams:week:2026-11-23:all"]
