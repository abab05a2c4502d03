"""Competitions, for programs: the contract, what is refused, and who sees what."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.builders import a_reply, a_vote
from tests.cast import NOON, Cast
from tests.competitions.contests import MONDAY, SATURDAY, asked, full_teams
from tests.doors import Clock, Program, everything, refused
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.actions import move
from webapp.people.models import ManagedTeam, Team

NEW = {"hidden": False, "prize": "", "against_baseline": False, "weekly": False, "suspense": False}


@pytest.fixture
def mara(app: Flask, cast: Cast) -> Program:
    with work():
        full_teams(cast)
    return Program(app, cast.mara)


def made(program: Program, cast: Cast, **more: object) -> int:
    response = program.post("/competitions", **asked(cast, **more))
    assert response.status_code == 201, response.text
    return int(response.json["id"])


def published(program: Program, cast: Cast, **more: object) -> int:
    number = made(program, cast, **more)
    assert program.post(f"/competitions/{number}/publication").status_code == 201
    return number


def test_a_manager_makes_a_draft(mara: Program, cast: Cast):
    draft = mara.post("/competitions", **asked(cast, prize="Cake"))
    assert draft.status_code == 201
    found = draft.json
    number, start, end = (found.pop(name) for name in ("id", "starts_at", "ends_at"))
    assert (start, end) == (MONDAY.isoformat(), SATURDAY.isoformat())
    same = {k: v for k, v in asked(cast).items() if k not in ("starts_at", "ends_at")}
    assert found == {**NEW, **same, "prize": "Cake", "state": "draft"}
    assert mara.get(f"/competitions/{number}").json["state"] == "draft"


def test_an_hour_without_a_zone_is_the_competitions_own(mara: Program, cast: Cast):
    number = made(mara, cast, starts_at="2026-11-30T09:00", ends_at="2026-12-04T17:00", time_zone="Asia/Tokyo")
    assert mara.get(f"/competitions/{number}").json["starts_at"] == "2026-11-30T00:00:00+00:00"


def test_publishing_makes_it_live_or_scheduled_and_deleting_that_calls_it_off(mara: Program, cast: Cast):
    live, later = made(mara, cast), made(mara, cast, starts_at=(NOON + timedelta(days=1)).isoformat())
    assert mara.post(f"/competitions/{live}/publication").json["state"] == "live"
    assert mara.post(f"/competitions/{later}/publication").json["state"] == "scheduled"
    assert mara.delete(f"/competitions/{later}/publication").json["state"] == "cancelled"
    assert mara.get(f"/competitions/{later}").json["state"] == "cancelled"


def test_it_starts_and_ends_by_itself(app: Flask, mara: Program, cast: Cast, clock: Clock):
    number = published(mara, cast, starts_at=(NOON + timedelta(hours=1)).isoformat())
    seen = []
    for at in (NOON, NOON + timedelta(hours=1), SATURDAY - timedelta(seconds=1), SATURDAY, SATURDAY + timedelta(9)):
        clock.at = at
        seen.append(mara.get(f"/competitions/{number}").json["state"])
    assert seen == ["scheduled", "live", "live", "final", "final"]


def test_standings_are_means_over_member_working_days(app: Flask, mara: Program, cast: Cast):
    with work():
        reply = a_reply(cast.ana, NOON)
        a_vote(cast.cleo, reply, 2, 2, NOON)
    number = published(mara, cast)
    assert mara.get(f"/competitions/{number}/standings").json == {
        "state": "live",
        "entries": [
            {"rank": 1, "id": cast.reds.id, "name": "Reds", "score": 23 / 6},
            {"rank": 2, "id": cast.blues.id, "name": "Blues", "score": 1 / 6},
        ],
    }


def test_final_standings_stay_whatever_comes_later(app: Flask, mara: Program, cast: Cast, clock: Clock):
    with work():
        reply = a_reply(cast.ana, NOON)
    number = published(mara, cast, ends_at=(NOON + timedelta(hours=1)).isoformat())
    clock.forward(hours=2)
    ended = mara.get(f"/competitions/{number}/standings").json
    assert ended["state"] == "final"
    with work():
        a_vote(cast.cleo, reply, 2, 2, clock.at)
        a_reply(cast.dev, clock.at)
    clock.forward(days=3)
    assert mara.get(f"/competitions/{number}/standings").json == ended


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"ends_at": MONDAY.isoformat()}, "before it starts"),
        ({"ends_at": (MONDAY - timedelta(1)).isoformat()}, "before it starts"),
        ({"members": []}, "at least two"),
        ({"members": ["1", "2"]}, "members"),
        ({"members": [0, -1]}, "members"),
        ({"metric": "charm"}, "metric"),
        ({"between": "dogs"}, "between"),
        ({"name": "   "}, "name"),
        ({"name": "\u0000"}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"prize": "x" * 201}, "prize"),
        ({"time_zone": "Mars/Base"}, "Mars/Base"),
        ({"starts_at": "soon"}, "starts_at"),
        ({"ends_at": "9999-12-31T23:59:59+00:00"}, "2100"),
        ({"starts_at": "0001-01-01T00:00:00+14:00"}, "2000"),
        ({"ends_at": (MONDAY + timedelta(days=400)).isoformat()}, "a year"),
        ({"weekly": True, "ends_at": (MONDAY + timedelta(days=8)).isoformat()}, "a week"),
        ({"metric": "streak_days", "against_baseline": True}, "streak"),
        ({"hidden": "yes"}, "hidden"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(mara: Program, cast: Cast, wrong: dict, words: str):
    before = everything()
    refused(mara.post("/competitions", **asked(cast, **wrong)), 422, words)
    assert everything() == before


@pytest.mark.parametrize("missing", ["name", "between", "members", "metric", "starts_at", "ends_at"])
def test_what_is_missing_is_named(mara: Program, cast: Cast, missing: str):
    body = asked(cast)
    del body[missing]
    refused(mara.post("/competitions", **body), 422, missing)


def test_others_teams_cohorts_and_people_cannot_be_invited(app: Flask, mara: Program, cast: Cast):
    before = everything()
    for between, members in (
        ("teams", [cast.reds.id, cast.greens.id]),
        ("teams", [cast.reds.id, 2**31 - 1]),
        ("cohorts", [cast.autumn.id, cast.spring.id]),
        ("people", [cast.ana.id, cast.outsider.id]),
        ("people", [cast.ana.id, cast.kofi.id]),
    ):
        refused(mara.post("/competitions", **asked(cast, between=between, members=members)), 404, "yours")
    assert everything() == before
    assert made(Program(app, cast.ada), cast, between="people", members=[cast.ana.id, cast.outsider.id])


@pytest.mark.parametrize("who", ["ana", "kofi"])
def test_reps_and_coaches_make_none(app: Flask, cast: Cast, who: str):
    refused(Program(app, getattr(cast, who)).post("/competitions", **asked(cast)), 403, "Managers")


def test_without_a_sign_in_there_is_nothing(app: Flask, cast: Cast):
    nobody = Program(app)
    for path in ("/competitions", "/competitions/1", "/competitions/1/standings"):
        refused(nobody.get(path), 401)
    refused(nobody.post("/competitions/1/publication"), 401)


def test_those_in_it_see_it_once_it_is_published_and_strangers_never(app: Flask, mara: Program, cast: Cast):
    number = made(mara, cast)
    inside = [Program(app, one) for one in (cast.ana, cast.cleo, cast.kofi)]
    for program in inside:
        refused(program.get(f"/competitions/{number}"), 404)
        assert program.get("/competitions").json == []
    mara.post(f"/competitions/{number}/publication")
    for program in inside:
        assert program.get(f"/competitions/{number}").json["state"] == "live"
        assert [one["id"] for one in program.get("/competitions").json] == [number]
        refused(program.patch(f"/competitions/{number}", name="Mine"), 403)
        refused(program.delete(f"/competitions/{number}/publication"), 403)
    stranger = Program(app, cast.outsider)
    for path in (f"/competitions/{number}", f"/competitions/{number}/standings"):
        refused(stranger.get(path), 404)
    refused(stranger.patch(f"/competitions/{number}", name="Mine"), 404)
    refused(stranger.delete(f"/competitions/{number}/publication"), 404)
    assert stranger.get("/competitions").json == []


def test_a_hidden_trial_run_is_its_makers_alone(app: Flask, mara: Program, cast: Cast):
    number = published(mara, cast, hidden=True)
    for person in (cast.ana, cast.kofi):
        refused(Program(app, person).get(f"/competitions/{number}"), 404)
    assert mara.get(f"/competitions/{number}/standings").json["state"] == "live"
    assert Program(app, cast.ada).get(f"/competitions/{number}").json["hidden"] is True


def test_another_manager_neither_sees_nor_calls_off(app: Flask, mara: Program, cast: Cast):
    number = published(mara, cast)
    with work():
        other = cast.person("Olga", "manager")
    refused(Program(app, other).delete(f"/competitions/{number}/publication"), 404)


def test_who_was_made_a_rep_runs_nothing_any_more(app: Flask, mara: Program, cast: Cast):
    number = published(mara, cast, hidden=True)
    with work():
        move(cast.mara, role="rep", team_id=cast.greens.id, cohort_id=cast.spring.id, by=cast.ada, now=NOON)
    refused(mara.get(f"/competitions/{number}"), 404)


def test_a_draft_changes_and_a_running_one_only_in_its_words(mara: Program, cast: Cast):
    number = made(mara, cast)
    changed = mara.patch(f"/competitions/{number}", metric="participation", members=[cast.blues.id, cast.reds.id])
    assert changed.json["metric"] == "participation"
    mara.post(f"/competitions/{number}/publication")
    before = mara.get(f"/competitions/{number}").json
    refused(mara.patch(f"/competitions/{number}", metric="points"), 409, "running")
    refused(mara.patch(f"/competitions/{number}", ends_at=(SATURDAY + timedelta(1)).isoformat()), 409, "running")
    assert mara.get(f"/competitions/{number}").json == before
    same = mara.patch(f"/competitions/{number}", prize="Cake", ends_at=SATURDAY.isoformat())
    assert same.json == before | {"prize": "Cake"}


def test_what_is_over_or_called_off_stays_so(mara: Program, cast: Cast, clock: Clock):
    called_off, over = published(mara, cast), published(mara, cast)
    mara.delete(f"/competitions/{called_off}/publication")
    clock.at = SATURDAY + timedelta(hours=1)
    for number in (called_off, over):
        mara.get(f"/competitions/{number}/standings")
        before = everything()
        for response in (
            mara.post(f"/competitions/{number}/publication"),
            mara.delete(f"/competitions/{number}/publication"),
            mara.patch(f"/competitions/{number}", name="Again"),
        ):
            refused(response, 409)
        assert everything() == before


def test_the_table_of_a_called_off_one_stands_still(app: Flask, mara: Program, cast: Cast, clock: Clock):
    number = published(mara, cast)
    with work():
        a_reply(cast.ana, NOON)
    clock.forward(hours=1)
    mara.delete(f"/competitions/{number}/publication")
    before = mara.get(f"/competitions/{number}/standings").json
    assert before["entries"][0]["score"] > 0
    clock.forward(days=1)
    with work():
        a_reply(cast.ana, clock.at)
    assert mara.get(f"/competitions/{number}/standings").json == before


def test_a_draft_cannot_be_called_off_nor_a_past_one_published(mara: Program, cast: Cast):
    draft = made(mara, cast)
    refused(mara.delete(f"/competitions/{draft}/publication"), 409, "never published")
    past = made(mara, cast, starts_at=(NOON - timedelta(3)).isoformat(), ends_at=(NOON - timedelta(2)).isoformat())
    refused(mara.post(f"/competitions/{past}/publication"), 409, "over")
    assert mara.get(f"/competitions/{past}").json["state"] == "draft"


def test_one_with_nobody_in_it_is_not_published(app: Flask, cast: Cast):
    ada = Program(app, cast.ada)
    with work():
        empty = Team(name="Empty chairs")
        db.session.add(empty)
        db.session.flush()
    number = made(ada, cast, members=[cast.reds.id, empty.id])
    refused(ada.post(f"/competitions/{number}/publication"), 422, "nobody in Empty chairs")
    assert ada.get(f"/competitions/{number}").json["state"] == "draft"


def test_a_team_that_is_no_longer_ones_own_is_not_published(mara: Program, cast: Cast):
    number = made(mara, cast)
    with work():
        db.session.delete(db.session.get_one(ManagedTeam, (cast.mara.id, cast.blues.id)))
    refused(mara.post(f"/competitions/{number}/publication"), 404, "yours")
    assert mara.get(f"/competitions/{number}").json["state"] == "draft"
