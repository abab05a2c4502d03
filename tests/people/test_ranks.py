"""Turning personal ranks off and on: who may, and what is kept."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cast import NOON, Cast
from tests.doors import everything
from webapp.core.problems import Forbidden
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.models import RanksOff, Setting
from webapp.people.ranks import are_off_everywhere, teams_without, turn_ranks

LATER = NOON + timedelta(hours=1)


def test_they_are_on_until_somebody_turns_them_off(app: Flask, cast: Cast):
    assert not are_off_everywhere()
    assert teams_without() == set()


def test_a_manager_turns_them_off_for_their_team_and_it_says_who_and_when(cast: Cast):
    with work():
        turn_ranks(False, cast.reds, cast.mara, now=NOON)
    assert teams_without() == {cast.reds.id}
    assert not are_off_everywhere()
    row = db.session.scalars(select(RanksOff)).one()
    assert (row.at, row.by_id) == (NOON, cast.mara.id)


def test_an_admin_turns_them_off_for_everybody_and_on_again(cast: Cast):
    for on, at in ((False, NOON), (True, LATER)):
        with work():
            turn_ranks(on, None, cast.ada, now=at)
        assert are_off_everywhere() is not on
        row = db.session.get_one(Setting, "personal_ranks", populate_existing=True)
        assert (row.at, row.by_id) == (at, cast.ada.id)


def test_turning_off_what_is_off_keeps_who_did_it_first(cast: Cast):
    with work():
        turn_ranks(False, cast.reds, cast.mara, now=NOON)
        turn_ranks(False, None, cast.ada, now=NOON)
    before = everything()
    with work():
        turn_ranks(False, cast.reds, cast.ada, now=LATER)
        turn_ranks(False, None, cast.ada, now=LATER)
    assert everything() == before


@pytest.mark.parametrize("who", ["ana", "kofi", "mara"])
@pytest.mark.parametrize("on", [True, False])
def test_nobody_but_an_admin_decides_for_everybody(cast: Cast, who: str, on: bool):
    before = everything()
    with pytest.raises(Forbidden), work():
        turn_ranks(on, None, getattr(cast, who), now=NOON)
    assert everything() == before


@pytest.mark.parametrize("who", ["ana", "kofi", "outsider"])
def test_nobody_but_its_manager_or_an_admin_decides_for_a_team(cast: Cast, who: str):
    with pytest.raises(Forbidden), work():
        turn_ranks(False, cast.reds, getattr(cast, who), now=NOON)
    with pytest.raises(Forbidden), work():
        turn_ranks(False, cast.greens, cast.mara, now=NOON)
    assert teams_without() == set()
