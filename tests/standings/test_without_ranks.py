"""Personal ranks that are off: for a team, or for everybody."""

import pytest
from flask import Flask

from tests.builders import a_reply
from tests.cast import NOON, Cast
from tests.doors import Browser, Program, refused
from tests.standings.sockets import Socket
from webapp.core.work import work
from webapp.people.ranks import turn_ranks


@pytest.fixture
def played(app: Flask, cast: Cast) -> Cast:
    with work():
        for rep in (cast.ana, cast.ben, cast.cleo, cast.outsider):
            a_reply(rep, NOON)
    return cast


@pytest.fixture
def reds_off(played: Cast) -> Cast:
    with work():
        turn_ranks(False, played.reds, played.mara, now=NOON)
    return played


@pytest.fixture
def all_off(played: Cast) -> Cast:
    with work():
        turn_ranks(False, None, played.ada, now=NOON)
    return played


def test_its_reps_get_no_board_of_people(app: Flask, reds_off: Cast):
    refused(Program(app, reds_off.ana).get("/leaderboards/people"), 403, "Your team plays without")
    refused(Program(app, reds_off.ana).get("/leaderboards/people", cohort=reds_off.autumn.id), 403)
    answer = Socket(app, reds_off.ana).call("watch", board="people", period="week")
    assert (answer["ok"], answer["status"]) == (False, 403)
    assert "Your team plays without" in answer["error"]


def test_the_page_says_why_and_shows_my_own_points_and_trend_only(app: Flask, reds_off: Cast):
    page = Browser(app, reds_off.ana).get("/boards/people").text
    assert "Your team plays without personal ranks." in page
    assert "You have 10 points." in page
    assert "Your last 14 days" in page
    assert "data-watch" not in page
    for name in ("Ben", "Cleo", "Dev", "Outsider", "At the top", "data-my-rank"):
        assert name not in page


def test_their_boards_open_with_the_teams(app: Flask, reds_off: Cast):
    page = Browser(app, reds_off.ana).get("/boards").text
    assert ">Reds</span>" in page
    assert ">Cleo</span>" not in page


def test_others_play_on_without_them(app: Flask, reds_off: Cast):
    for who in (reds_off.cleo, reds_off.kofi, reds_off.mara, reds_off.ada):
        board = Program(app, who).get("/leaderboards/people").json
        assert [row["name"] for row in board["entries"]] == ["Cleo", "Outsider", "Dev"]
        page = Browser(app, who).get("/boards/people?cohort=0").text
        assert ">Cleo</span>" in page
        assert ">Ana</span>" not in page


@pytest.mark.parametrize("who", ["mara", "ada"])
def test_neither_a_manager_nor_an_admin_gets_that_teams_board(app: Flask, reds_off: Cast, who: str):
    program = Program(app, getattr(reds_off, who))
    refused(program.get("/leaderboards/people", team=reds_off.reds.id), 403, "This team plays without")
    assert program.get("/leaderboards/people", team=reds_off.blues.id).status_code == 200


@pytest.mark.parametrize("who", ["ana", "cleo", "outsider", "kofi", "mara", "ada"])
def test_for_everybody_nobody_gets_it(app: Flask, all_off: Cast, who: str):
    person = getattr(all_off, who)
    refused(Program(app, person).get("/leaderboards/people"), 403, "no personal ranks here")
    page = Browser(app, person).get("/boards/people")
    assert page.status_code == 200
    assert "no personal ranks here" in page.text
    for other in {"Ana", "Ben", "Cleo", "Outsider"} - {person.name}:
        assert f">{other}</span>" not in page.text


@pytest.mark.parametrize("board", ["teams", "cohorts"])
def test_teams_and_cohorts_stay(app: Flask, all_off: Cast, board: str):
    found = Program(app, all_off.ana).get(f"/leaderboards/{board}")
    assert found.status_code == 200
    assert found.json["me"]["points"] > 0
    assert Socket(app, all_off.ana).call("watch", board=board)["ok"]


def test_the_result_of_the_day_says_no_rank(app: Flask, reds_off: Cast):
    assert "See the board" in Browser(app, reds_off.cleo).get("/?step=result").text
    assert "See the board" not in Browser(app, reds_off.ana).get("/?step=result").text


def test_on_again_everything_is_back(app: Flask, reds_off: Cast):
    with work():
        turn_ranks(True, reds_off.reds, reds_off.mara, now=NOON)
    board = Program(app, reds_off.ana).get("/leaderboards/people").json
    assert "Ana" in [row["name"] for row in board["entries"]]


def test_an_open_board_falls_silent_for_that_team_at_once(app: Flask, played: Cast, monkeypatch: pytest.MonkeyPatch):
    ana, cleo, again = Socket(app, played.ana), Socket(app, played.cleo), Socket(app, played.ana)
    for phone in (ana, cleo, again):
        phone.call("watch", board="people", period="week")
    ana.call("watch", board="teams")
    monkeypatch.setitem(app.config, "NEWS", "here")
    with work():
        turn_ranks(False, played.reds, played.mara, now=NOON)
    assert ana.boards() == ["board:teams:week:2026-11-23:all"]
    assert again.boards() == []
    assert cleo.boards() == ["board:people:week:2026-11-23:all"]
    with work():
        turn_ranks(False, None, played.ada, now=NOON)
    assert cleo.boards() == []
    assert ana.boards() == ["board:teams:week:2026-11-23:all"]
