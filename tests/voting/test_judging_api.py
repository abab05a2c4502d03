"""GET /judging and PUT /answers/{id}/vote: blind, assigned, changeable, closed."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.builders import a_reply, a_vote
from tests.cast import NOON, Cast
from tests.doors import Clock, Program, everything, refused
from webapp.answers.models import Answer
from webapp.core.work import work
from webapp.extensions import db
from webapp.points.verify import differences
from webapp.voting.models import Assignment

TALLY = {"answer_id", "votes", "fact", "persuasion", "score", "confidence"}
BLIND = {"id", "text", "proof", "challenge"}


@pytest.fixture
def answer(cast: Cast) -> Answer:
    """Ana's reply."""
    with work():
        return a_reply(cast.ana, NOON, "Nine days, said Ana's secret voice.")


@pytest.fixture
def ben(app: Flask, cast: Cast, answer: Answer) -> Program:
    """Ben's program, after his own reply."""
    with work():
        a_reply(cast.ben, NOON)
    return Program(app, cast.ben)


def served(program: Program, **asked: Any) -> list[int]:
    return [one["id"] for one in program.get("/judging", **asked).json["answers"]]


def test_the_queue_is_blind(ben: Program, answer: Answer, cast: Cast):
    with work():
        a_vote(cast.cleo, answer, 2, 2, NOON)
    queue = ben.get("/judging")
    assert queue.status_code == 200
    assert queue.json.keys() == {"answers"}
    (one,) = queue.json["answers"]
    assert one.keys() == BLIND
    assert one["challenge"].keys() == {"id", "fact", "prompt"}
    for secret in ('"Ana"', "ana@", "Reds", "tally", "score", "votes", "author", "person_id"):
        assert secret not in queue.text


def test_my_own_reply_and_those_i_judged_are_not_served(ben: Program, answer: Answer):
    assert served(ben) == [answer.id]
    ben.put(f"/answers/{answer.id}/vote", fact=2, persuasion=2)
    assert served(ben) == []


def test_before_my_reply_there_is_nothing_of_today_and_asking_for_it_is_forbidden(
    app: Flask, cast: Cast, answer: Answer
):
    cleo = Program(app, cast.cleo)
    assert served(cleo) == []
    refused(cleo.get("/judging", challenge_id=answer.challenge_id), 403, "Reply first")
    assert db.session.scalar(select(func.count()).select_from(Assignment)) == 0
    cleo.reply()
    assert served(cleo, challenge_id=answer.challenge_id) == [answer.id]


def test_a_challenge_ahead_is_forbidden_too(app: Flask, cast: Cast):
    ana = Program(app, cast.ana)
    ahead = ana.get("/sessions").json["sessions"][1]["challenge"]["id"]
    refused(ana.get("/judging", challenge_id=ahead), 403)


def test_yesterdays_may_be_judged_without_having_replied_to_them(app: Flask, cast: Cast, answer: Answer, clock: Clock):
    clock.forward(days=1)
    assert served(Program(app, cast.cleo)) == [answer.id]


def test_a_challenge_that_was_never_mine_is_not_found(app: Flask, cast: Cast, answer: Answer):
    stranger = Program(app, cast.outsider)
    mine = {one["challenge"]["id"] for one in stranger.get("/sessions", days=5).json["sessions"]}
    if answer.challenge_id not in mine:
        assert stranger.get("/judging", challenge_id=answer.challenge_id).status_code in (403, 404)
    refused(stranger.get("/judging", challenge_id=2**31 - 1), 404)


def test_another_cohorts_replies_to_the_challenge_just_answered_are_for_that_cohort_to_judge(
    app: Flask, cast: Cast, ben: Program
):
    with work():
        theirs = a_reply(cast.outsider, NOON)
    assert theirs.id not in served(ben)
    assert theirs.id not in served(Program(app, cast.kofi))


@pytest.mark.parametrize("who", ["mara", "ada"])
def test_managers_and_admins_have_no_queue(app: Flask, cast: Cast, answer: Answer, who: str):
    refused(Program(app, getattr(cast, who)).get("/judging"), 403, "Reps and coaches judge")


def test_a_coach_is_served_all_their_cohort_wrote_without_replying(app: Flask, cast: Cast, ben: Program):
    assert len(served(Program(app, cast.kofi))) == 2


def test_at_most_twenty_are_served(app: Flask, cast: Cast, ben: Program):
    with work():
        for n in range(25):
            a_reply(cast.person(f"Rep {n}", "rep", cast.reds, cast.autumn), NOON)
    assert len(served(ben)) == 20


def test_the_least_judged_come_first_then_the_newest(
    app: Flask, cast: Cast, ben: Program, answer: Answer, clock: Clock
):
    with work():
        newer = a_reply(cast.cleo, clock.forward(minutes=1))
        newest = a_reply(cast.dev, clock.forward(minutes=1))
        a_vote(cast.dev, newer, 1, 1, clock.at)
    assert served(ben) == [newest.id, answer.id, newer.id]


def test_a_challenge_id_that_is_none_is_refused(ben: Program, subtests: pytest.Subtests):
    for asked in ["abc", "", "1.5", "-1", "0", "true", str(2**31), str(2**63), "\x00"]:
        with subtests.test(asked=asked):
            refused(ben.get("/judging", challenge_id=asked), 422, "challenge_id")


def test_a_vote_answers_with_the_tally(ben: Program, answer: Answer):
    served(ben)
    vote = ben.put(f"/answers/{answer.id}/vote", fact=2, persuasion=1, reason="too_long")
    assert vote.status_code == 200
    assert vote.json == {
        "answer_id": answer.id,
        "votes": 1,
        "fact": 0.625,
        "persuasion": 0.5,
        "score": pytest.approx((0.625 * 0.5) ** 0.5),
        "confidence": 0.25,
    }


def test_a_vote_changes_freely_and_a_repeat_changes_nothing(ben: Program, answer: Answer):
    served(ben)
    path = f"/answers/{answer.id}/vote"
    ben.put(path, fact=0, persuasion=0)
    changed = ben.put(path, fact=2, persuasion=2)
    assert (changed.json["votes"], changed.json["fact"]) == (1, 0.625)
    before = everything()
    assert ben.put(path, fact=2, persuasion=2).json == changed.json
    assert everything() == before
    assert differences() == []


def test_ones_own_reply_is_forbidden(app: Flask, cast: Cast, answer: Answer):
    before = everything()
    refused(Program(app, cast.ana).put(f"/answers/{answer.id}/vote", fact=2, persuasion=2), 403, "yours")
    assert everything() == before


@pytest.mark.parametrize("who", ["ben", "cleo", "outsider"])
def test_what_was_not_served_is_not_found(app: Flask, cast: Cast, answer: Answer, who: str):
    before = everything()
    refused(Program(app, getattr(cast, who)).put(f"/answers/{answer.id}/vote", fact=2, persuasion=2), 404)
    assert everything() == before


@pytest.mark.parametrize("who", ["mara", "ada"])
def test_a_managers_or_admins_vote_is_forbidden(app: Flask, cast: Cast, answer: Answer, who: str):
    before = everything()
    refused(Program(app, getattr(cast, who)).put(f"/answers/{answer.id}/vote", fact=2, persuasion=2), 403)
    assert everything() == before


def test_a_coach_votes_on_their_cohorts_replies_without_being_served(app: Flask, cast: Cast, answer: Answer):
    vote = Program(app, cast.kofi).put(f"/answers/{answer.id}/vote", fact=2, persuasion=2)
    assert vote.json["confidence"] == 0.5


def test_a_closed_reply_is_a_conflict_and_keeps_its_tally(ben: Program, answer: Answer, clock: Clock):
    served(ben)
    ben.put(f"/answers/{answer.id}/vote", fact=2, persuasion=2)
    clock.at = answer.closes_at
    before = everything()
    refused(ben.put(f"/answers/{answer.id}/vote", fact=0, persuasion=0), 409, "closed")
    assert everything() == before


def test_practice_is_never_judged(app: Flask, cast: Cast, ben: Program):
    ana = Program(app, cast.ana)
    practised = ana.reply("Only for me.", challenge_id=ana.post("/practice").json["id"]).json
    assert practised["tally"] is None
    assert practised["id"] not in served(ben)
    assert practised["id"] not in served(Program(app, cast.kofi))
    for judge in (ben, Program(app, cast.kofi)):
        refused(judge.put(f"/answers/{practised['id']}/vote", fact=2, persuasion=2), 404)
        refused(judge.get(f"/answers/{practised['id']}"), 404)
    for above in (cast.mara, cast.ada):
        refused(Program(app, above).get(f"/answers/{practised['id']}"), 404)


STEPS = [-1, 3, 2**31, 2**63, 1.0, 1.5, True, False, "1", "", None, [], {}]
WRONG = (
    [{"fact": step, "persuasion": 1} for step in STEPS]
    + [{"fact": 1, "persuasion": step} for step in STEPS]
    + [{"fact": 1, "persuasion": 1, "reason": reason} for reason in ("", "bribed", 1, True, [], {}, "\x00", "\ud800")]
    + [{}, {"fact": 1}, {"persuasion": 1}, {"fact": 1, "persuasion": 1, "weight": 100}]
)


def test_a_vote_out_of_range_is_refused_and_changes_nothing(ben: Program, answer: Answer, subtests: pytest.Subtests):
    for vote in WRONG:
        with subtests.test(vote=vote):
            served(ben)
            before = everything()
            refused(ben.put(f"/answers/{answer.id}/vote", **vote), 422)
            assert everything() == before


def test_a_vote_on_nothing_is_not_found(ben: Program, subtests: pytest.Subtests):
    for answer_id in ["0", "-1", "abc", "1.0", str(2**31 - 1), str(2**31), str(2**63)]:
        with subtests.test(answer_id=answer_id):
            refused(ben.put(f"/answers/{answer_id}/vote", fact=1, persuasion=1), 404)


def test_the_author_sees_reasons_but_never_which_peer_gave_them(app: Flask, cast: Cast, ben: Program, answer: Answer):
    served(ben)
    ben.put(f"/answers/{answer.id}/vote", fact=2, persuasion=0, reason="no_proof")
    Program(app, cast.kofi).put(f"/answers/{answer.id}/vote", fact=2, persuasion=1, reason="no_next_step")
    mine = Program(app, cast.ana).get(f"/answers/{answer.id}")
    assert mine.json["tally"]["votes"] == 2
    assert mine.json["tally"].keys() == TALLY
    assert "Ben" not in mine.text
