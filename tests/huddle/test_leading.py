"""Opening a huddle and leading it: who may, and that a second tap is none."""

import pytest
from flask import Flask

from tests.cast import Cast
from tests.doors import Browser, Clock, Program, everything, refused
from tests.huddle.conftest import Meeting
from webapp.core.problems import Conflict, NotFound
from webapp.core.work import work
from webapp.huddle import actions, choosing
from webapp.huddle.models import HuddleStep
from webapp.huddle.queries import stage_of
from webapp.playbook import queries as playbook
from webapp.schedule.actions import serve
from webapp.schedule.queries import session_challenge


@pytest.mark.parametrize("who", ["kofi", "mara", "ada"])
def test_coaches_managers_and_admins_start_one(app: Flask, cast: Cast, clock: Clock, who: str):
    challenge_id = choosing.playable(clock())[0].id
    response = Program(app, getattr(cast, who)).post("/huddles", challenge_id=challenge_id)
    assert response.status_code == 201
    assert response.json["phase"] == "lobby"
    assert response.json["challenge"] is None, "nobody prepares in the lobby"
    assert len(response.json["code"]) == 6
    assert response.json["me"] == {"leads": True, "joined": False, "reply": None, "votes": 0, "result": None}


def test_reps_and_strangers_start_none(app: Flask, cast: Cast, clock: Clock):
    challenge_id, before = choosing.playable(clock())[0].id, everything()
    refused(Program(app, cast.ana).post("/huddles", challenge_id=challenge_id), 403, "code")
    refused(Program(app).post("/huddles", challenge_id=challenge_id), 401)
    assert everything() == before


@pytest.mark.parametrize(
    "wrong", [{"challenge_id": "1"}, {"reply_seconds": 29}, {"judge_seconds": 601}, {"challenge_id": None}, {"x": 1}]
)
def test_what_makes_no_huddle_is_refused_in_a_sentence(leader: Program, clock: Clock, wrong: dict):  # type: ignore[type-arg]
    asked = {"challenge_id": choosing.playable(clock())[0].id} | wrong
    before = everything()
    refused(leader.post("/huddles", **asked), 422)
    refused(leader.post("/huddles", challenge_id=2**31 - 1), 404)
    assert everything() == before


def test_nobodys_challenge_of_today_is_given_away(leader: Program, cast: Cast, clock: Clock):
    with work():
        row = serve(cast.ana, clock().date(), now=clock())
    assert row is not None
    assert row.challenge_id not in {one.id for one in choosing.playable(clock())}
    before = everything()
    refused(leader.post("/huddles", challenge_id=row.challenge_id), 409, "today")
    assert everything() == before


def test_three_suggestions_come_from_the_playbook_fresh_ones_first(cast: Cast, meeting: Meeting, clock: Clock):
    playable = choosing.playable(clock())
    suggested = choosing.suggested(cast.kofi, playable, clock())
    assert 1 <= len(suggested) <= 3
    assert meeting.challenge_id not in {one.id for one in suggested}
    assert len({one.fact.topic_id for one in suggested}) == len(suggested)
    assert choosing.suggested(cast.kofi, [], clock()) == []


def test_nobody_starts_before_two_have_joined(leader: Program, cast: Cast, clock: Clock):
    challenge_id = choosing.playable(clock())[0].id
    huddle = leader.post("/huddles", challenge_id=challenge_id).json
    for joins in (cast.ana, cast.ben):
        before = everything()
        refused(leader.post(f"/huddles/{huddle['id']}/next", turn=0), 409, "two phones")
        assert everything() == before, "no minute is lost"
        with work():
            actions.join(joins, huddle["code"], now=clock())
    assert leader.post(f"/huddles/{huddle['id']}/next", turn=0).json["phase"] == "replying"


def test_who_is_a_rep_by_now_leads_no_more(app: Flask, cast: Cast, meeting: Meeting):
    with work():
        cast.kofi.role = "rep"
    kofi, before = Program(app, cast.kofi), everything()
    refused(kofi.get(f"/huddles/{meeting.id}"), 404)
    for step in ("next", "extension", "end"):
        refused(kofi.post(f"/huddles/{meeting.id}/{step}", turn=0), 404)
    assert Browser(app, cast.kofi).get(f"/huddle/{meeting.id}/screen").status_code == 404
    assert everything() == before


def test_a_second_tap_on_next_changes_nothing(leader: Program, meeting: Meeting):
    first = leader.post(f"/huddles/{meeting.id}/next", turn=0)
    assert (first.json["phase"], first.json["turn"]) == ("replying", 1)
    again = leader.post(f"/huddles/{meeting.id}/next", turn=0)
    assert (again.status_code, again.json["phase"]) == (200, "replying")
    assert HuddleStep.__table__.name in everything()
    assert len(everything()["huddle_steps"]) == 1


def test_a_tap_when_the_clock_has_just_gone_on_skips_nothing(meeting: Meeting, leader: Program, clock: Clock):
    meeting.go_on()
    clock.forward(seconds=121)
    assert leader.post(f"/huddles/{meeting.id}/next", turn=1).json["phase"] == "judging"
    assert leader.post(f"/huddles/{meeting.id}/extension", turn=1).json["phase"] == "judging"
    assert len(everything()["huddle_steps"]) == 1


def test_thirty_seconds_more_are_given_and_written_down(meeting: Meeting, leader: Program, cast: Cast, clock: Clock):
    meeting.go_on()
    before = stage_of(meeting.huddle, clock()).ends_at
    leader.post(f"/huddles/{meeting.id}/extension", turn=1)
    after = stage_of(meeting.huddle, clock()).ends_at
    assert before
    assert after
    assert (after - before).total_seconds() == 30
    assert [(row[2], row[4]) for row in everything()["huddle_steps"]] == [
        ("next", cast.kofi.id),
        ("extended", cast.kofi.id),
    ]


def test_no_time_is_added_where_no_clock_runs(meeting: Meeting, leader: Program):
    refused(leader.post(f"/huddles/{meeting.id}/extension", turn=0), 409)


def test_an_ended_huddle_stays_ended(meeting: Meeting, leader: Program):
    assert leader.post(f"/huddles/{meeting.id}/end", turn=1).json["phase"] == "lobby"
    for _tap in range(2):
        assert leader.post(f"/huddles/{meeting.id}/end", turn=0).json["phase"] == "over"
    refused(leader.post(f"/huddles/{meeting.id}/next", turn=7), 409, "over")
    assert len(everything()["huddle_steps"]) == 1


@pytest.mark.parametrize("who", ["ana", "mara", "ada", "outsider"])
@pytest.mark.parametrize("step", ["next", "extension", "end"])
def test_only_its_leader_leads_it(app: Flask, cast: Cast, meeting: Meeting, who: str, step: str):
    before = everything()
    refused(Program(app, getattr(cast, who)).post(f"/huddles/{meeting.id}/{step}", turn=0), 404)
    assert everything() == before


def test_nobody_is_told_the_code_of_a_huddle_that_is_over(cast: Cast, meeting: Meeting, clock: Clock):
    with work():
        actions.end(cast.kofi, meeting.id, 0, now=clock())
    with pytest.raises(NotFound), work():
        actions.join(cast.dev, meeting.code, now=clock())
    meeting.join(cast.ana)


def test_a_huddle_leaves_the_day_alone(cast: Cast, meeting: Meeting, clock: Clock):
    before = {table: rows for table, rows in everything().items() if not table.startswith("huddle")}
    meeting.go_on()
    meeting.reply(cast.ana, "Nine working days.")
    meeting.reply(cast.ben, "A named lead, and nine days.")
    meeting.go_on()
    for judge in (cast.ana, cast.ben, cast.cleo):
        for ballot in meeting.deal(judge):
            meeting.vote(judge, ballot.reply_id, 2, 2)
    for _place in range(4):
        meeting.go_on()
    assert {table: rows for table, rows in everything().items() if not table.startswith("huddle")} == before
    assert session_challenge(cast.ana, clock().date()) is None


def test_going_on_from_over_is_refused(cast: Cast, meeting: Meeting, clock: Clock):
    with work():
        actions.end(cast.kofi, meeting.id, 0, now=clock())
    with pytest.raises(Conflict), work():
        actions.go_on(cast.kofi, meeting.id, 7, now=clock())


def test_a_new_version_of_what_somebody_has_today_gives_their_day_away_too(leader: Program, cast: Cast, clock: Clock):
    challenge_id = choosing.playable(clock())[0].id
    with work():
        row = serve(cast.ana, clock().date(), now=clock())
        assert row is not None
        newer, theirs = playbook.challenge(challenge_id), playbook.challenge(row.challenge_id)
        newer.fact.first_id, newer.prompt.first_id = theirs.fact.id, theirs.prompt.id
    before = everything()
    assert challenge_id not in {one.id for one in choosing.playable(clock())}
    refused(leader.post("/huddles", challenge_id=challenge_id), 409, "today")
    assert everything() == before


@pytest.mark.parametrize("state", ["draft", "review", "retired"])
def test_what_is_not_live_is_not_played(leader: Program, clock: Clock, state: str):
    challenge_id = choosing.playable(clock())[0].id
    with work():
        playbook.challenge(challenge_id).fact.state = state
    before = everything()
    refused(leader.post("/huddles", challenge_id=challenge_id), 422, "not live")
    assert everything() == before
