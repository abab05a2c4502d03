"""Aliases, personal ranks switched on the desk, and what is said where the vote is cast."""

import pytest
from flask import Flask

from tests.builders import a_reply
from tests.cast import NOON, Cast
from tests.doors import Browser, Program, everything, refused
from webapp.core.work import work
from webapp.people import aliases
from webapp.people.ranks import are_off_everywhere, teams_without


def names(program: Program) -> set[str]:
    return {person["name"] for person in program.get("/people").json}


def test_colleagues_see_the_alias_and_those_who_coach_or_manage_see_the_name(app: Flask, cast: Cast):
    Browser(app, cast.ana).post("/me/alias", alias="The Fox")
    assert "The Fox" in names(Program(app, cast.ben))
    assert "Ana" not in names(Program(app, cast.ben))
    for who in (cast.ana, cast.kofi, cast.mara, cast.ada):
        assert "Ana" in names(Program(app, who))


@pytest.mark.parametrize("alias", ["Ben", "ben", "  bEN ", "Ｂｅｎ"])
def test_nobody_plays_under_a_colleagues_name_or_alias(app: Flask, cast: Cast, alias: str):
    before = everything()
    refused(Program(app, cast.ana).patch("/me", alias=alias), 409, "Somebody")
    assert everything() == before
    page = Browser(app, cast.ana).open("POST", "/me/alias", data={"alias": alias}, follow_redirects=True)
    assert "Somebody here goes by that already" in page.text


def test_of_two_who_choose_one_alias_at_the_same_moment_one_has_it(
    app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch
):
    assert Program(app, cast.ben).patch("/me", alias="The Fox").status_code == 200
    monkeypatch.setattr(aliases, "_is_somebodys", lambda _alias, _person: False)
    before = everything()
    refused(Program(app, cast.ana).patch("/me", alias="the  FOX"), 409, "Somebody")
    assert everything() == before
    assert Program(app, cast.ben).patch("/me", alias=None).status_code == 200
    assert Program(app, cast.ana).patch("/me", alias="the  FOX").json["alias"] == "the  FOX"


def test_an_alias_that_is_taken_back_is_the_name_again(app: Flask, cast: Cast):
    ana = Browser(app, cast.ana)
    ana.post("/me/alias", alias="The Fox")
    ana.post("/me/alias", alias="")
    assert "Ana" in names(Program(app, cast.ben))


def test_a_manager_turns_a_teams_ranks_off_and_on_again(app: Flask, cast: Cast):
    mara = Browser(app, cast.mara)
    assert mara.post(f"/desk/people/teams/{cast.reds.id}/ranks", on="0").status_code == 302
    assert teams_without() == {cast.reds.id}
    assert "Show personal ranks" in mara.get(f"/desk/people/teams/{cast.reds.id}").text
    mara.post(f"/desk/people/teams/{cast.reds.id}/ranks", on="1")
    assert teams_without() == set()


def test_only_an_admin_turns_everybodys_ranks_off(app: Flask, cast: Cast):
    before = everything()
    assert Browser(app, cast.mara).post("/desk/people/ranks", on="0").status_code == 403
    assert Browser(app, cast.mara).post(f"/desk/people/teams/{cast.greens.id}/ranks", on="0").status_code == 404
    assert Browser(app, cast.ana).post(f"/desk/people/teams/{cast.reds.id}/ranks", on="0").status_code == 403
    assert everything() == before
    Browser(app, cast.ada).post("/desk/people/ranks", on="0")
    assert are_off_everywhere()


def test_who_sees_a_vote_is_said_where_it_is_cast(app: Flask, cast: Cast):
    with work():
        for person in (cast.ana, cast.ben):
            a_reply(person, NOON)
    page = Browser(app, cast.ben).get("/?step=judge")
    assert "Who sees my vote?" in page.text
    assert "never a name" in page.text
