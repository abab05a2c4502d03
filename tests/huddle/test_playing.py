"""Replying, being dealt, judging: once each, in their time, blind."""

from collections import Counter
from collections.abc import Callable

import pytest
from flask import Flask

from tests.cast import Cast
from tests.doors import Clock, Program, everything, refused
from tests.huddle.conftest import Meeting
from webapp.core.problems import Conflict, Invalid, NotFound
from webapp.huddle.rules import DEALT, PENDING


def test_a_reply_is_taken_once_and_changed_until_the_time_is_up(cast: Cast, meeting: Meeting, clock: Clock):
    meeting.go_on()
    first = meeting.reply(cast.ana, "Nine days.")
    assert meeting.reply(cast.ana, "Nine working days.").id == first.id
    clock.forward(seconds=126)
    with pytest.raises(Conflict):
        meeting.reply(cast.ana, "Too late.")
    assert [row[5] for row in everything()["huddle_replies"]] == ["Nine working days."]


def test_the_same_sending_again_is_the_same_reply_even_when_time_is_up(app: Flask, cast: Cast, meeting: Meeting):
    meeting.go_on()
    ana = Program(app, cast.ana)
    sent = {"client_id": "a-1", "text": "Nine days."}
    first = ana.post(f"/huddles/{meeting.id}/reply", **sent)
    assert first.status_code == 201
    meeting.clock.forward(seconds=300)
    again = ana.post(f"/huddles/{meeting.id}/reply", **sent)
    assert (again.status_code, again.json) == (200, first.json)
    refused(ana.post(f"/huddles/{meeting.id}/reply", client_id="a-1", text="Other words."), 409)


def test_an_older_sending_that_comes_late_changes_nothing(cast: Cast, meeting: Meeting):
    meeting.go_on()
    meeting.reply(cast.ana, "Second.", "a-2", seq=2)
    assert meeting.reply(cast.ana, "First.", "a-1", seq=1).text == "Second."


@pytest.mark.parametrize("text", ["", "   ", "x" * 401, "nul\x00"])
def test_a_text_that_is_none_is_refused_as_everywhere(cast: Cast, meeting: Meeting, text: str):
    meeting.go_on()
    before = everything()
    with pytest.raises(Invalid):
        meeting.reply(cast.ana, text, "a-1")
    assert everything() == before


def test_replies_wait_for_their_phase(cast: Cast, meeting: Meeting):
    with pytest.raises(Conflict):
        meeting.reply(cast.ana, "Too early.")
    with pytest.raises(Conflict):
        meeting.deal(cast.ana)


def test_a_judge_is_dealt_others_replies_blind_and_the_same_again(app: Flask, cast: Cast, meeting: Meeting):
    in_judging(cast, meeting)
    ana = Program(app, cast.ana)
    dealt = ana.get(f"/huddles/{meeting.id}/deal").json["replies"]
    assert {one["text"] for one in dealt} == {"Ben's words.", "Cleo's words."}
    assert all(one.keys() == {"id", "text", "fact", "persuasion"} for one in dealt)
    assert ana.get(f"/huddles/{meeting.id}/deal").json["replies"] == dealt


def test_the_least_judged_come_first_and_everybody_gets_as_many(cast: Cast, meeting: Meeting):
    crowd = meeting.guests(12)
    meeting.go_on()
    for n, person in enumerate(crowd):
        meeting.reply(person, f"Words {n}.")
    meeting.go_on()
    dealt = Counter(ballot.reply_id for judge in crowd for ballot in meeting.deal(judge))
    assert sum(dealt.values()) == 12 * DEALT
    assert max(dealt.values()) - min(dealt.values()) <= 2
    own = {(row[0], row[1]) for row in everything()["huddle_ballots"]}
    authors = {row[0]: row[2] for row in everything()["huddle_replies"]}
    assert not any(authors[reply] == judge for reply, judge in own)


def test_what_lies_with_a_phone_that_is_gone_is_dealt_to_others(cast: Cast, meeting: Meeting, clock: Clock):
    gone, later, *others = meeting.guests(6)
    meeting.go_on()
    for n, person in enumerate(others):
        meeting.reply(person, f"Words {n}.")
    meeting.go_on()
    lost = [ballot.reply_id for ballot in meeting.deal(gone)]
    clock.forward(seconds=PENDING.total_seconds() + 1)
    assert [ballot.reply_id for ballot in meeting.deal(later)] == lost


def test_one_vote_per_judge_and_reply_changed_until_the_end(cast: Cast, meeting: Meeting, clock: Clock):
    in_judging(cast, meeting)
    reply_id = meeting.deal(cast.ana)[0].reply_id
    meeting.vote(cast.ana, reply_id, 2, 2, seq=2)
    meeting.vote(cast.ana, reply_id, 0, 0, seq=1)
    ballot = meeting.vote(cast.ana, reply_id, 1, 2, seq=3)
    assert (ballot.fact, ballot.persuasion) == (1, 2)
    clock.forward(seconds=130)
    with pytest.raises(Conflict):
        meeting.vote(cast.ana, reply_id, 0, 0, seq=4)
    cast_votes = [row for row in everything()["huddle_ballots"] if row[3] is not None]
    assert len(cast_votes) == 1


def test_a_vote_on_what_was_not_dealt_counts_for_nothing(cast: Cast, meeting: Meeting):
    in_judging(cast, meeting)
    mine = next(row[0] for row in everything()["huddle_replies"] if row[2] == cast.ana.id)
    meeting.deal(cast.ana)
    before = everything()
    for reply_id in (mine, 2**31 - 1):
        with pytest.raises(NotFound):
            meeting.vote(cast.ana, reply_id, 2, 2)
    with pytest.raises(Invalid):
        meeting.vote(cast.ana, mine, 3, 0)
    assert everything() == before


def test_a_coach_weighs_as_everywhere(cast: Cast, meeting: Meeting):
    meeting.join(cast.kofi)
    in_judging(cast, meeting)
    coach, peer = meeting.deal(cast.kofi)[0].reply_id, meeting.deal(cast.ana)[0].reply_id
    assert meeting.vote(cast.kofi, coach, 2, 2).weight == 3 * (meeting.vote(cast.ana, peer, 2, 2).weight or 0)


def test_who_comes_late_enters_the_phase_that_runs(app: Flask, cast: Cast, meeting: Meeting):
    in_judging(cast, meeting)
    dev = Program(app, cast.dev)
    state = dev.post("/huddles/join", code=f" {meeting.code[:3].lower()} {meeting.code[3:]} ").json
    assert (state["phase"], state["me"]["reply"]) == ("judging", None)
    assert len(dev.get(f"/huddles/{meeting.id}/deal").json["replies"]) == DEALT


@pytest.mark.parametrize("who", ["dev", "outsider", "mara", "ada"])
def test_who_has_not_joined_finds_nothing(app: Flask, cast: Cast, meeting: Meeting, who: str):
    in_judging(cast, meeting)
    program, before = Program(app, getattr(cast, who)), everything()
    reply_id = before["huddle_replies"][0][0]
    refused(program.get(f"/huddles/{meeting.id}"), 404)
    refused(program.get(f"/huddles/{meeting.id}/deal"), 404)
    refused(program.post(f"/huddles/{meeting.id}/reply", client_id="x", text="Hello."), 404)
    refused(program.put(f"/huddles/{meeting.id}/replies/{reply_id}/vote", fact=2, persuasion=2), 404)
    refused(program.post("/huddles/join", code="QQQQQQ"), 404, "big screen")
    assert everything() == before


@pytest.mark.parametrize("who", ["dev", "kofi", "mara", "ada", "outsider"])
def test_anybody_of_the_installation_takes_part_with_the_code(app: Flask, cast: Cast, meeting: Meeting, who: str):
    program = Program(app, getattr(cast, who))
    assert program.post("/huddles/join", code=meeting.code).json["me"]["joined"]
    assert program.post("/huddles/join", code=meeting.code).status_code == 200
    meeting.go_on()
    given = program.post(f"/huddles/{meeting.id}/reply", client_id="x", text="Nine days.")
    assert given.status_code == 201


def test_who_is_not_signed_in_gets_nothing(app: Flask, meeting: Meeting):
    nobody = Program(app)
    refused(nobody.post("/huddles/join", code=meeting.code), 401)
    refused(nobody.get(f"/huddles/{meeting.id}"), 401)


def test_names_and_words_come_out_place_by_place(app: Flask, cast: Cast, meeting: Meeting, leader: Program):
    in_judging(cast, meeting)
    votes = {"Ana's words.": (1, 1), "Ben's words.": (2, 2), "Cleo's words.": (0, 0)}
    for judge in (cast.ana, cast.ben, cast.cleo):
        for ballot in meeting.deal(judge):
            meeting.vote(judge, ballot.reply_id, *votes[ballot.reply.text])
    meeting.go_on()
    program = Program(app, cast.ana)
    for shown in range(4):
        state = program.get(f"/huddles/{meeting.id}").json
        assert [one["name"] for one in state["revealed"]] == ["Ben", "Ana", "Cleo"][3 - shown :]
        assert ("Ben" in str(state)) == (shown == 3)
        assert (state["me"]["result"] is not None) == (shown == 3)
        assert state["places"] == 3
        if shown < 3:
            leader.post(f"/huddles/{meeting.id}/next", turn=3 + shown)
    assert state["me"]["result"]["place"] == 2
    assert state["me"]["result"]["votes"] == 2
    assert leader.post(f"/huddles/{meeting.id}/next", turn=6).json["phase"] == "over"


def test_equals_share_a_place_on_the_screen_and_on_their_phones(
    app: Flask, cast: Cast, meeting: Meeting, leader: Program
):
    in_judging(cast, meeting)
    votes = {"Ana's words.": (2, 2), "Ben's words.": (2, 2), "Cleo's words.": (0, 0)}
    for judge in (cast.ana, cast.ben, cast.cleo):
        for ballot in meeting.deal(judge):
            meeting.vote(judge, ballot.reply_id, *votes[ballot.reply.text])
    for _step in range(4):
        meeting.go_on()
    revealed = leader.get(f"/huddles/{meeting.id}").json["revealed"]
    assert [(one["name"], one["place"], one["shared"]) for one in revealed] == [
        ("Ana", 1, True),
        ("Ben", 1, True),
        ("Cleo", 3, False),
    ]
    for person, place, shared in ((cast.ana, 1, True), (cast.ben, 1, True), (cast.cleo, 3, False)):
        mine = Program(app, person).get(f"/huddles/{meeting.id}").json["me"]["result"]
        assert (mine["place"], mine["shared"]) == (place, shared)


def test_an_alias_is_shown_instead_of_the_name(app: Flask, cast: Cast, meeting: Meeting, leader: Program):
    Program(app, cast.ben).patch("/me", alias="The Closer")
    in_judging(cast, meeting)
    ballot = next(b for b in meeting.deal(cast.ana) if b.reply.text == "Ben's words.")
    meeting.vote(cast.ana, ballot.reply_id, 2, 2)
    meeting.go_on()
    meeting.go_on()
    revealed = leader.get(f"/huddles/{meeting.id}").json["revealed"]
    assert [(one["name"], one["place"]) for one in revealed] == [("The Closer", 1)]
    assert leader.post(f"/huddles/{meeting.id}/next", turn=4).json["phase"] == "over", "there is no second place"


def test_a_round_without_a_vote_has_no_places(meeting: Meeting, leader: Program):
    for _phase in range(3):
        meeting.go_on()
    state = leader.get(f"/huddles/{meeting.id}").json
    assert (state["phase"], state["places"], state["revealed"]) == ("reveal", 0, [])
    assert leader.post(f"/huddles/{meeting.id}/next", turn=3).json["phase"] == "over"


def test_the_counts_tell_the_leader_how_far_everybody_is(cast: Cast, meeting: Meeting, leader: Program):
    in_judging(cast, meeting)
    for ballot in meeting.deal(cast.ana):
        meeting.vote(cast.ana, ballot.reply_id, 2, 1)
    meeting.vote(cast.ben, meeting.deal(cast.ben)[0].reply_id, 2, 1)
    state = leader.get(f"/huddles/{meeting.id}").json
    assert [state[name] for name in ("joined", "replied", "judged", "votes")] == [3, 3, 1, 3]


def in_judging(cast: Cast, meeting: Meeting) -> None:
    meeting.go_on()
    for person in (cast.ana, cast.ben, cast.cleo):
        meeting.reply(person, f"{person.name}'s words.")
    meeting.go_on()


def test_who_tries_many_codes_has_to_wait_and_who_has_the_code_never(
    cast: Cast, meeting: Meeting, restarted: Callable[..., Flask]
):
    program = Program(restarted(RATELIMIT_ENABLED=True), cast.dev)
    for _try in range(40):
        assert program.post("/huddles/join", code=meeting.code).status_code == 200
    for _try in range(30):
        refused(program.post("/huddles/join", code="BBBBBB"), 404)
    refused(program.post("/huddles/join", code=meeting.code), 429, "Wait a minute")
