"""A vote over a socket: acknowledged with the tally, told to those who may know, and to nobody else."""

from typing import Any

import pytest

from tests.live.conftest import Opens
from tests.live.stage import Stage
from webapp.answers.models import Answer
from webapp.extensions import db
from webapp.voting.models import Tally, Vote

ONE_GOOD_VOTE = {"votes": 1, "fact": 0.625, "persuasion": 0.625, "score": 0.625, "confidence": 0.25}


def test_a_vote_is_acknowledged_with_the_tally(stage: Stage, opens: Opens) -> None:
    answer = stage.reply(stage.ana, stage.ben)
    acknowledged = opens(stage.ben).vote(answer, 2, 2, reason="too_long", seq=1)
    assert acknowledged == {"ok": True, "tally": {"answer_id": answer, **ONE_GOOD_VOTE}}
    assert db.session.query(Vote.fact, Vote.reason).filter_by(answer_id=answer).one() == (2, "too_long")


def test_its_author_and_its_earlier_voters_hear_the_tally(stage: Stage, opens: Opens) -> None:
    answer = stage.reply(stage.ana, stage.ben, stage.cleo)
    ana, ben, cleo = opens(stage.ana), opens(stage.ben), opens(stage.cleo)
    assert ben.vote(answer, 2, 2)["ok"]
    assert ana.hears("tally") == {"answer_id": answer, **ONE_GOOD_VOTE}
    second = cleo.vote(answer, 0, 0)["tally"]
    assert ben.hears("tally", lambda tally: tally["votes"] == 2) == second
    assert ana.hears("tally", lambda tally: tally["votes"] == 2) == second


def test_nobody_else_hears_it(stage: Stage, opens: Opens) -> None:
    answer = stage.reply(stage.ana, stage.ben, stage.cleo)
    served_only, colleague, outsider = opens(stage.cleo), opens(stage.dev), opens(stage.outsider)
    for watching in (colleague, outsider):
        watching.call("watch", {"challenge_id": challenge_of(answer)})
    ana = opens(stage.ana)
    assert opens(stage.ben).vote(answer, 2, 2)["ok"]
    ana.hears("tally")
    for phone in (served_only, colleague, outsider):
        phone.hears_nothing()


def test_two_phones_of_one_voter_both_hear_the_tally(stage: Stage, opens: Opens) -> None:
    answer = stage.reply(stage.ana, stage.ben)
    one, other = opens(stage.ben), opens(stage.ben)
    assert one.vote(answer, 1, 1)["ok"]
    assert other.hears("tally")["votes"] == 1


def test_an_older_seq_gets_the_tally_and_changes_nothing(stage: Stage, opens: Opens) -> None:
    answer = stage.reply(stage.ana, stage.ben)
    ben = opens(stage.ben)
    newest = ben.vote(answer, 2, 2, seq=5)
    assert ben.vote(answer, 0, 0, seq=4) == newest
    assert ben.vote(answer, 0, 0, seq=5) == newest
    assert ben.vote(answer, 0, 0, seq=6)["tally"]["fact"] == 0.375


def test_what_was_sent_before_a_repeated_tap_does_not_overtake_it(stage: Stage, opens: Opens) -> None:
    answer = stage.reply(stage.ana, stage.ben)
    ben = opens(stage.ben)
    assert ben.vote(answer, 2, 2, seq=1)["ok"]
    confirmed = ben.vote(answer, 2, 2, seq=3)
    assert ben.vote(answer, 0, 0, seq=2) == confirmed


def test_a_repeated_tap_counts_once(stage: Stage, opens: Opens) -> None:
    answer = stage.reply(stage.ana, stage.ben)
    ben = opens(stage.ben)
    first = ben.vote(answer, 1, 2)
    assert [ben.vote(answer, 1, 2) for _ in range(5)] == [first] * 5
    assert db.session.get_one(Tally, answer).revision == 1


@pytest.mark.parametrize(
    ("who", "status"), [("ana", 403), ("dev", 404), ("outsider", 404), ("ada", 403)], ids=lambda value: str(value)
)
def test_those_who_may_not_judge_are_refused(stage: Stage, opens: Opens, who: str, status: int) -> None:
    answer = stage.reply(stage.ana, stage.ben)
    refused = opens(getattr(stage, who)).vote(answer, 2, 2)
    assert (refused["ok"], refused["status"]) == (False, status)
    assert_untouched(answer)


MALFORMED: list[Any] = [
    "vote", "", 7, True, [], [1, 2], {}, {"answer_id": 1}, None,
]  # fmt: skip
WRONG: list[dict[str, Any]] = [
    {"fact": 1.5}, {"fact": "2"}, {"fact": None}, {"fact": 3}, {"fact": -1}, {"fact": [2]}, {"persuasion": 10**30},
    {"answer_id": "1"}, {"answer_id": 0}, {"answer_id": -5}, {"answer_id": 2**31}, {"answer_id": 10**40},
    {"answer_id": 1.0e300}, {"reason": "because"}, {"reason": 4}, {"reason": "x" * 5000}, {"seq": -1}, {"seq": "9"},
    {"seq": 2.5}, {"seq": 10**40}, {"answer_id": {"id": 1}}, {"unasked": "for"},
]  # fmt: skip


@pytest.mark.parametrize("payload", MALFORMED, ids=repr)
def test_what_is_no_vote_is_refused(stage: Stage, opens: Opens, payload: Any) -> None:
    answer = stage.reply(stage.ana, stage.ben)
    refused = opens(stage.ben).call("vote", payload)
    assert refused["ok"] is False
    assert refused["error"].endswith(".")
    assert_untouched(answer)


def test_a_vote_with_one_wrong_field_is_refused(stage: Stage, opens: Opens) -> None:
    answer = stage.reply(stage.ana, stage.ben)
    ben = opens(stage.ben)
    for wrong in WRONG:
        refused = ben.call("vote", {"answer_id": answer, "fact": 2, "persuasion": 2, "seq": 1, **wrong})
        assert refused["ok"] is False, wrong
        assert len(refused["error"].split()) > 1, wrong
        assert_untouched(answer)
    assert ben.vote(answer, 2, 2)["ok"], "the socket goes on after all that"


def test_an_unknown_event_is_left_unanswered_and_the_socket_goes_on(stage: Stage, opens: Opens) -> None:
    answer = stage.reply(stage.ana, stage.ben)
    ben = opens(stage.ben)
    ben.client.emit("delete_everything", {"answer_id": answer})
    assert ben.vote(answer, 2, 2)["ok"]


def assert_untouched(answer_id: int) -> None:
    db.session.rollback()
    assert db.session.query(Vote).filter_by(answer_id=answer_id).all() == []
    assert db.session.get_one(Tally, answer_id).revision == 0


def challenge_of(answer_id: int) -> int:
    return db.session.get_one(Answer, answer_id).challenge_id
