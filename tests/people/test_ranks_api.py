"""Personal ranks over the API: an admin for everybody, a manager for their team, and nobody else."""

import pytest
from flask import Flask

from tests.cast import Cast
from tests.doors import Program, everything, refused
from webapp.people.ranks import are_off_everywhere, teams_without


def test_an_admin_turns_everybodys_off_and_on(app: Flask, cast: Cast):
    ada = Program(app, cast.ada)
    for shown in (False, True):
        assert ada.put("/settings/ranks", shown=shown).json == {"shown": shown}
        assert ada.get("/settings/ranks").json == {"shown": shown}
        assert are_off_everywhere() is not shown


def test_a_manager_turns_their_teams_off_and_on(app: Flask, cast: Cast):
    mara, path = Program(app, cast.mara), f"/teams/{cast.reds.id}/ranks"
    for shown in (False, True):
        assert mara.put(path, shown=shown).json == {"shown": shown}
        assert mara.get(path).json == {"shown": shown}
        assert (cast.reds.id in teams_without()) is not shown


@pytest.mark.parametrize("who", ["ana", "kofi", "mara"])
def test_nobody_but_an_admin_sees_or_turns_everybodys(app: Flask, cast: Cast, who: str):
    program, before = Program(app, getattr(cast, who)), everything()
    refused(program.get("/settings/ranks"), 403, "Only an admin")
    refused(program.put("/settings/ranks", shown=False), 403, "Only an admin")
    assert everything() == before
    assert not are_off_everywhere()


@pytest.mark.parametrize("who", ["ana", "kofi", "mara"])
def test_nobody_turns_a_team_that_is_not_theirs(app: Flask, cast: Cast, who: str):
    program, path = Program(app, getattr(cast, who)), f"/teams/{cast.greens.id}/ranks"
    assert program.get(path).status_code in {403, 404}
    assert program.put(path, shown=False).status_code in {403, 404}
    assert teams_without() == set()
