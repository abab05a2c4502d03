"""GET /teams, /cohorts and /people: one's own, those one coaches or manages, and nobody else's."""

import pytest
from flask import Flask

from tests.cast import NOON, Cast
from tests.doors import Program, refused
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.actions import deactivate
from webapp.people.models import ManagedCohort

SEEN = {
    "ana": (["Reds"], ["Autumn"], ["Ana", "Ben", "Cleo", "Dev"]),
    "outsider": (["Greens"], ["Spring"], ["Outsider"]),
    "kofi": ([], ["Autumn"], ["Ana", "Ben", "Cleo", "Dev", "Kofi"]),
    "mara": (["Blues", "Reds"], ["Autumn"], ["Ana", "Ben", "Cleo", "Dev", "Mara"]),
    "ada": (
        ["Blues", "Greens", "Reds"],
        ["Autumn", "Spring"],
        ["Ada", "Ana", "Ben", "Cleo", "Dev", "Kofi", "Mara", "Outsider"],
    ),
}


@pytest.mark.parametrize("who", SEEN)
def test_everybody_sees_their_own_teams_cohorts_and_people(app: Flask, cast: Cast, who: str):
    program = Program(app, getattr(cast, who))
    lists = [program.get(path) for path in ("/teams", "/cohorts", "/people")]
    assert [response.status_code for response in lists] == [200, 200, 200]
    assert tuple([one["name"] for one in response.json] for response in lists) == SEEN[who]


def test_the_shapes_are_what_the_contract_says(app: Flask, cast: Cast):
    program = Program(app, cast.ana)
    assert program.get("/teams").json == [{"id": cast.reds.id, "name": "Reds"}]
    assert program.get("/cohorts").json == [{"id": cast.autumn.id, "name": "Autumn"}]
    assert program.get("/people").json[0] == {
        "id": cast.ana.id,
        "name": "Ana",
        "role": "rep",
        "team": {"id": cast.reds.id, "name": "Reds"},
        "cohort": {"id": cast.autumn.id, "name": "Autumn"},
    }


def test_nobodys_e_mail_is_listed(app: Flask, cast: Cast):
    for who in (cast.ana, cast.mara, cast.ada):
        assert "@" not in Program(app, who).get("/people").text


@pytest.mark.parametrize("role", ["rep", "coach"])
def test_who_no_longer_manages_sees_nothing_of_a_cohort_that_was_given_to_them(app: Flask, cast: Cast, role: str):
    with work():
        db.session.add(ManagedCohort(person_id=cast.mara.id, cohort_id=cast.spring.id))
    program = Program(app, cast.mara)
    assert "Outsider" in program.get("/people").text
    Program(app, cast.ada).patch(f"/people/{cast.mara.id}", role=role)
    assert program.get("/cohorts").json == []
    assert [one["name"] for one in program.get("/people").json] == ["Mara"]
    refused(program.get("/leaderboards/people", cohort=cast.spring.id), 404)


def test_who_left_is_no_longer_listed(app: Flask, cast: Cast):
    with work():
        deactivate(cast.ben, cast.ada, now=NOON)
    assert "Ben" not in Program(app, cast.ana).get("/people").text


def test_someone_without_team_and_cohort_sees_only_themselves(app: Flask, cast: Cast):
    with work():
        newcomer = cast.person("Newcomer")
    program = Program(app, newcomer)
    assert program.get("/teams").json == []
    assert program.get("/cohorts").json == []
    assert [one["name"] for one in program.get("/people").json] == ["Newcomer"]
