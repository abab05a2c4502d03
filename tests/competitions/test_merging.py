"""Two accounts of one person become one: whoever plays goes on playing, and whoever runs a competition runs it."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import a_reply
from tests.cast import NOON, TUESDAY, Cast
from tests.competitions.contests import a_competition, a_draft, scores
from tests.doors import Browser, Program, everything
from webapp.competitions import actions, seasons
from webapp.competitions.models import Competition, Entrant
from webapp.core.problems import Conflict
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.merging import merge
from webapp.people.models import Person

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def second(app: Flask, cast: Cast) -> Person:
    """The account that Ana goes by from now on."""
    with work():
        return cast.person("Ana Second", "rep", cast.reds, cast.autumn)


def merged(cast: Cast, keep: Person, drop: Person) -> None:
    with work():
        merge(cast.ada, keep, drop, now=LATER)
    db.session.expire_all()


def players(competition: Competition) -> set[int]:
    return set(db.session.scalars(select(Entrant.person_id).where(Entrant.competition_id == competition.id)))


def test_the_kept_account_takes_the_place_with_all_its_points(app: Flask, cast: Cast, second: Person):
    with work():
        contest = a_competition(cast.mara, [cast.ana.id, cast.ben.id])
        a_reply(cast.ana, NOON)
    merged(cast, second, cast.ana)
    assert scores(contest, LATER) == {"Ana Second": 10, "Ben": 0}
    assert "You are in a competition" in Browser(app, second).get("/boards").text


def test_who_would_play_against_themselves_is_not_merged(cast: Cast, second: Person):
    with work():
        contest = a_competition(cast.mara, [cast.ana.id, second.id], name="The great duel")
    before = everything()
    with pytest.raises(Conflict, match="The great duel"):
        merged(cast, second, cast.ana)
    assert everything() == before
    with work():
        actions.cancel(contest, cast.mara, now=NOON)
    merged(cast, second, cast.ana)
    assert players(contest) == {cast.ana.id, second.id}


def test_in_a_draft_two_accounts_become_one_place(cast: Cast, second: Person):
    with work():
        draft = a_draft(cast.mara, [cast.ana.id, second.id, cast.ben.id])
    merged(cast, second, cast.ana)
    assert players(draft) == {second.id, cast.ben.id}


def test_a_managers_kept_account_runs_what_the_other_began(app: Flask, cast: Cast):
    with work():
        mara = cast.person("Mara Second", "manager")
        contest = a_competition(cast.mara, [cast.ana.id, cast.ben.id])
        teams = [cast.reds.id, cast.blues.id, cast.greens.id]
        season = seasons.begin(cast.ada, "Winter", teams, TUESDAY, "Europe/Berlin", now=NOON)
        season.made_by_id = cast.mara.id
    assert Program(app, mara).patch(f"/competitions/{contest.id}", prize="Cake").status_code == 404
    merged(cast, mara, cast.mara)
    assert Program(app, mara).patch(f"/competitions/{contest.id}", prize="Cake").status_code == 200
    assert seasons.runs(mara, season)
    assert db.session.get_one(Competition, contest.id).published_by_id == cast.mara.id
