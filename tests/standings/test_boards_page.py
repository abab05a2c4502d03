"""The boards' page."""

import pytest
from flask import Flask

from tests.builders import a_reply
from tests.cast import NOON, Cast
from tests.doors import Browser, Program
from webapp.core.work import work


def test_my_cohort_this_week_is_what_opens_first(app: Flask, cast: Cast):
    with work():
        a_reply(cast.ana, NOON)
    page = Browser(app, cast.ana).get("/boards").text
    assert "You are number" in page
    for name in ("Ana", "Ben", "Cleo", "Dev"):
        assert f">{name}</span>" in page
    assert "Outsider" not in page


def test_everybody_and_my_team_are_one_tap_away(app: Flask, cast: Cast):
    phone = Browser(app, cast.ana)
    everybody = phone.get("/boards/people?cohort=0").text
    assert ">Outsider</span>" in everybody
    mine = phone.get(f"/boards/people?team={cast.reds.id}").text
    assert ">Ben</span>" in mine
    assert ">Cleo</span>" not in mine


@pytest.mark.parametrize("who", ["ana", "kofi", "mara"])
def test_a_strangers_cohort_and_team_are_not_there(app: Flask, cast: Cast, who: str):
    phone = Browser(app, getattr(cast, who))
    for scope in (
        f"cohort={cast.spring.id}",
        f"team={cast.greens.id}",
        "cohort=2147483647",
        f"team={2**63}",
        "team=-1",
    ):
        page = phone.get(f"/boards/people?{scope}")
        assert page.status_code == 404
        assert "Outsider" not in page.text


@pytest.mark.parametrize(
    "path", ["/boards/robots", "/boards/people?period=year", "/boards/people?period=%00", "/boards/"]
)
def test_a_board_that_is_none_is_not_found(app: Flask, cast: Cast, path: str):
    assert Browser(app, cast.ana).get(path).status_code == 404


@pytest.mark.parametrize("board", ["people", "teams", "cohorts"])
@pytest.mark.parametrize("period", ["day", "week", "month", "all"])
def test_every_board_opens_for_everybody(app: Flask, cast: Cast, board: str, period: str):
    for who in (cast.ana, cast.kofi, cast.mara, cast.ada):
        assert Browser(app, who).get(f"/boards/{board}?period={period}").status_code == 200


def test_the_teams_board_says_how_it_compares(app: Flask, cast: Cast):
    page = Browser(app, cast.ana).get("/boards/teams").text
    assert "for each person and day at work" in page
    assert "there is no rank" in page


def test_a_tap_swaps_only_the_board(app: Flask, cast: Cast):
    swapped = Browser(app, cast.ana).tap("/boards/cohorts")
    assert "<html" not in swapped.text
    assert "Autumn" in swapped.text


def test_an_alias_that_is_markup_is_shown_as_text(app: Flask, cast: Cast):
    Program(app, cast.ana).patch("/me", alias="<script>alert(1)</script>")
    page = Browser(app, cast.ben).get("/boards").text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_far_down_a_rep_sees_their_neighbours_too(app: Flask, cast: Cast):
    with work():
        for n in range(20):
            a_reply(cast.person(f"Rep {n:02}", "rep", cast.reds, cast.autumn), NOON)
    page = Browser(app, cast.dev).get("/boards").text
    assert "Around you" in page
    assert "(you)" in page
    assert ">Rep 00</span>" in page
    assert ">Rep 12</span>" not in page
