"""Where personal ranks are off, people play against each other without ranks, or not at all."""

import pytest
from flask import Flask

from tests.builders import a_reply
from tests.cast import NOON, Cast
from tests.competitions.contests import SATURDAY, a_competition, a_draft, ranks, scores
from tests.doors import Browser, Program, everything, refused
from webapp.badges.models import Award
from webapp.competitions.board import board_of
from webapp.competitions.models import Competition
from webapp.competitions.tasks import end_and_repeat
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.ranks import turn_ranks


@pytest.fixture
def contest(app: Flask, cast: Cast) -> Competition:
    """Ben of the Reds is ahead of Cleo of the Blues; Ana did nothing."""
    with work():
        contest = a_competition(cast.mara, [cast.ana.id, cast.ben.id, cast.cleo.id])
        a_reply(cast.ben, NOON)
    return contest


def test_turned_off_while_it_runs_nobody_of_that_team_has_a_rank(app: Flask, cast: Cast, contest: Competition):
    assert ranks(contest, NOON) == {"Ben": 1, "Ana": 2, "Cleo": 2}
    with work():
        turn_ranks(False, cast.reds, cast.mara, now=NOON)
    assert ranks(contest, NOON) == {"Cleo": 1, "Ana": None, "Ben": None}
    assert [row.name for row in board_of(contest, NOON).rows] == ["Cleo", "Ana", "Ben"], "by name, not by points"
    assert scores(contest, NOON)["Ben"] == 10
    assert "Where personal ranks are off" in Browser(app, cast.ana).get(f"/competitions/{contest.id}").text


def test_turned_off_everywhere_nobody_wins(cast: Cast, contest: Competition, clock):
    with work():
        turn_ranks(False, None, cast.ada, now=NOON)
    clock.at = SATURDAY.replace(hour=12)
    end_and_repeat()
    assert set(ranks(contest, clock.at).values()) == {None}
    assert db.session.query(Award).filter_by(badge="competition-won").count() == 0


@pytest.mark.parametrize(("everywhere", "words"), [(True, "off here"), (False, "off for Ana, Ben")])
def test_a_new_one_between_people_is_not_published(app: Flask, cast: Cast, everywhere: bool, words: str):
    with work():
        turn_ranks(False, None if everywhere else cast.reds, cast.ada, now=NOON)
        draft = a_draft(cast.mara, [cast.ana.id, cast.ben.id, cast.cleo.id])
        teams = a_draft(cast.mara, [cast.reds.id, cast.blues.id], between="teams")
    before, mara = everything(), Program(app, cast.mara)
    refused(mara.post(f"/competitions/{draft.id}/publication"), 409, words)
    assert everything() == before
    assert mara.post(f"/competitions/{teams.id}/publication").status_code == 201
