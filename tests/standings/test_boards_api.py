"""GET /leaderboards/{people|teams|cohorts}."""

from typing import Any

import pytest
from flask import Flask

from tests.builders import a_reply, a_vote
from tests.cast import NOON, Cast
from tests.doors import Clock, Program, refused
from webapp.core.work import work

ROW = {"rank", "id", "name", "points"}


@pytest.fixture
def played(cast: Cast) -> Cast:
    """Ana replied and was judged by Ben; Cleo replied."""
    with work():
        answer = a_reply(cast.ana, NOON)
        a_reply(cast.cleo, NOON)
        a_vote(cast.ben, answer, 2, 2, NOON)
    return cast


def points(board: dict[str, Any]) -> list[tuple[int | None, str, float]]:
    return [(row["rank"], row["name"], row["points"]) for row in board["entries"]]


def test_a_board_is_what_the_contract_says(app: Flask, played: Cast):
    board = Program(app, played.ana).get("/leaderboards/people")
    assert board.status_code == 200
    assert board.json.keys() == {"board", "period", "entries", "me"}
    assert (board.json["board"], board.json["period"]) == ("people", "week")
    assert all(row.keys() == ROW for row in board.json["entries"])
    assert board.json["me"] == {"rank": 1, "id": played.ana.id, "name": "Ana", "points": 23}


def test_ties_share_a_rank_and_everybody_is_on_it_even_with_nothing(app: Flask, played: Cast):
    with work():
        a_reply(played.dev, NOON)
    board = Program(app, played.ana).get("/leaderboards/people").json
    assert points(board) == [(1, "Ana", 23), (2, "Cleo", 10), (2, "Dev", 10), (4, "Ben", 1), (5, "Outsider", 0)]


@pytest.mark.parametrize("period", ["day", "week", "month", "all"])
@pytest.mark.parametrize("board", ["people", "teams", "cohorts"])
def test_every_board_has_every_period(app: Flask, played: Cast, board: str, period: str):
    found = Program(app, played.ana).get(f"/leaderboards/{board}", period=period).json
    assert (found["board"], found["period"]) == (board, period)
    assert found["me"] is not None


def test_a_new_day_is_a_new_board_and_the_week_goes_on(app: Flask, played: Cast, clock: Clock):
    clock.forward(days=1)
    ana = Program(app, played.ana)
    assert ana.get("/leaderboards/people", period="day").json["me"]["points"] == 0
    assert ana.get("/leaderboards/people", period="week").json["me"]["points"] == 23
    clock.forward(days=6)
    assert ana.get("/leaderboards/people", period="week").json["me"]["points"] == 0
    assert ana.get("/leaderboards/people", period="all").json["me"]["points"] == 23


def test_a_small_team_has_points_and_no_rank(app: Flask, played: Cast):
    board = Program(app, played.ana).get("/leaderboards/teams").json
    assert {row["rank"] for row in board["entries"]} == {None}, "all three teams have fewer than three reps"
    cohorts = Program(app, played.ana).get("/leaderboards/cohorts").json
    assert [(row["rank"], row["name"]) for row in cohorts["entries"]] == [(1, "Autumn"), (None, "Spring")]


def test_my_own_cohort_and_team_may_be_asked_for(app: Flask, played: Cast):
    ana = Program(app, played.ana)
    cohort = ana.get("/leaderboards/people", cohort=played.autumn.id).json
    assert [row["name"] for row in cohort["entries"]] == ["Ana", "Cleo", "Ben", "Dev"]
    team = ana.get("/leaderboards/people", team=played.reds.id).json
    assert [row["name"] for row in team["entries"]] == ["Ana", "Ben"]


def test_a_cohort_and_a_team_together_are_those_who_are_in_both(app: Flask, played: Cast):
    board = Program(app, played.ada).get("/leaderboards/people", cohort=played.autumn.id, team=played.reds.id).json
    assert [row["name"] for row in board["entries"]] == ["Ana", "Ben"]
    nobody = Program(app, played.ada).get("/leaderboards/people", cohort=played.spring.id, team=played.reds.id).json
    assert nobody["entries"] == []


@pytest.mark.parametrize("who", ["ana", "kofi", "mara"])
def test_a_strangers_cohort_and_team_are_not_there(app: Flask, played: Cast, who: str):
    program = Program(app, getattr(played, who))
    for board in ("people", "teams", "cohorts"):
        refused(program.get(f"/leaderboards/{board}", cohort=played.spring.id), 404)
        refused(program.get(f"/leaderboards/{board}", team=played.greens.id), 404)
    refused(program.get("/leaderboards/people", cohort=2**31 - 1), 404)


def test_a_manager_sees_their_teams_boards_a_coach_their_cohorts_and_an_admin_all(app: Flask, played: Cast):
    for team in (played.reds, played.blues):
        assert Program(app, played.mara).get("/leaderboards/people", team=team.id).status_code == 200
    assert Program(app, played.kofi).get("/leaderboards/people", cohort=played.autumn.id).status_code == 200
    assert Program(app, played.ada).get("/leaderboards/people", cohort=played.spring.id).status_code == 200


def test_coaches_and_managers_are_outside_the_boards(app: Flask, played: Cast):
    for who in (played.kofi, played.mara, played.ada):
        board = Program(app, who).get("/leaderboards/people").json
        assert board["me"] is None
        assert who.name not in [row["name"] for row in board["entries"]]


def test_a_limit_shortens_the_board_and_never_loses_me(app: Flask, played: Cast):
    board = Program(app, played.dev).get("/leaderboards/people", limit=1).json
    assert [row["name"] for row in board["entries"]] == ["Ana"]
    assert board["me"]["name"] == "Dev"


def test_an_alias_is_shown_instead_of_the_name(app: Flask, played: Cast):
    ana = Program(app, played.ana)
    ana.patch("/me", alias="The Fox")
    board = Program(app, played.ben).get("/leaderboards/people")
    assert board.json["entries"][0]["name"] == "The Fox"
    assert "Ana" not in board.text


def test_a_board_that_is_none_is_not_found(app: Flask, played: Cast, subtests: pytest.Subtests):
    for board in ["", "robots", "People", "people%00", "1", "people/1"]:
        with subtests.test(board=board):
            refused(Program(app, played.ana).get(f"/leaderboards/{board}"), 404)


WRONG = (
    [("period", period) for period in ("", "year", "Week", "\x00", "week;")]
    + [("limit", limit) for limit in ("0", "-1", "501", "1.5", "many", "", str(2**63), "\x00")]
    + [(scope, value) for scope in ("cohort", "team") for value in ("0", "-1", "x", "", "1.5", str(2**31), str(2**63))]
)


def test_a_wrong_question_is_refused_by_name(app: Flask, played: Cast, subtests: pytest.Subtests):
    for field, value in WRONG:
        with subtests.test(field=field, value=value):
            refused(Program(app, played.ana).get("/leaderboards/people", **{field: value}), 422, field)
