"""POST /answers and GET /answers/{id}."""

from datetime import datetime, timedelta
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
from webapp.points.queries import total
from webapp.points.verify import differences

ANSWER = {"id", "text", "day", "streak_day", "key_points", "closes_at", "closed", "tally"}
HUGE = [2**31, 2**53 + 1, 2**63, 10**400, -1, 0]
NO_ID = [*HUGE, 1.0, 1.5, True, False, "1", "abc", None, [], {}, [1]]
NO_TIME = ["", "now", "2026-11-24", "2026-11-24T12:00:00", "2026-13-45T99:00:00Z", 0, 1e18, True, None, [], {}]


@pytest.fixture
def ana(app: Flask, cast: Cast) -> Program:
    return Program(app, cast.ana)


@pytest.fixture
def body(ana: Program) -> dict[str, Any]:
    """A reply that would be accepted."""
    return {
        "client_id": "c1",
        "challenge_id": ana.challenge_of_today(),
        "text": "Nine days, one lead.",
        "written_at": NOON.isoformat(),
    }


def stored() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Answer)) or 0


def test_a_reply_is_created_with_its_key_points_at_once(ana: Program, body: dict[str, Any]):
    given = ana.post("/answers", **body)
    assert given.status_code == 201
    assert given.json.keys() == ANSWER
    assert given.json["text"] == "Nine days, one lead."
    assert [point["used"] for point in given.json["key_points"]] == [True, True]
    assert given.json["day"] == "2026-11-24"
    assert datetime.fromisoformat(given.json["closes_at"]) == datetime.fromisoformat("2026-11-26T00:00:00+01:00")


def test_the_same_client_id_again_gives_the_same_body_and_stores_nothing(
    ana: Program, body: dict[str, Any], clock: Clock, cast: Cast
):
    first = ana.post("/answers", **body)
    clock.forward(hours=1)
    again = ana.post("/answers", **body)
    assert (again.status_code, again.json) == (200, first.json)
    assert stored() == 1
    assert total(cast.ana.id) == 10


def test_the_same_client_id_is_answered_even_when_its_day_is_long_over(
    ana: Program, body: dict[str, Any], clock: Clock
):
    first = ana.post("/answers", **body)
    clock.forward(days=20)
    again = ana.post("/answers", **body)
    assert (again.status_code, again.json["id"]) == (200, first.json["id"])


def test_spaces_around_it_do_not_make_it_another_text(ana: Program, body: dict[str, Any]):
    ana.post("/answers", **body)
    assert ana.post("/answers", **body | {"text": f"  {body['text']}\r\n"}).status_code == 200


def test_a_client_id_reused_with_another_text_is_a_conflict(ana: Program, body: dict[str, Any]):
    ana.post("/answers", **body)
    before = everything()
    refused(ana.post("/answers", **body | {"text": "Something else."}), 409, "client_id")
    assert everything() == before


def test_a_client_id_reused_for_another_challenge_is_a_conflict(ana: Program, body: dict[str, Any]):
    ana.post("/answers", **body)
    other = ana.post("/practice").json["id"]
    refused(ana.post("/answers", **body | {"challenge_id": other}), 409, "client_id")


def test_a_second_reply_to_the_same_challenge_on_the_same_day_is_a_conflict(ana: Program, body: dict[str, Any]):
    ana.post("/answers", **body)
    before = everything()
    refused(ana.post("/answers", **body | {"client_id": "c2", "text": "Better."}), 409, "already replied")
    assert everything() == before


def test_two_people_may_use_the_same_client_id(app: Flask, cast: Cast, ana: Program, body: dict[str, Any]):
    ben = Program(app, cast.ben)
    ben.challenge_of_today()
    assert [p.post("/answers", **body).status_code for p in (ana, ben)] == [201, 201]


def test_a_text_that_cannot_be_a_reply_is_refused_with_its_reason(ana: Program, body: dict, subtests: pytest.Subtests):
    for text, words in [
        ("", "empty"),
        (" \n\t ", "empty"),
        ("\u200b\u200d\ufeff", "empty"),
        ("\u202e", "empty"),
        ("a" * 401, "over 400"),
        ("😀" * 401, "over 400"),
        ("a" * 100_000, "over 400"),
        ("nul \x00", "nobody can read"),
        ("bell \x07", "nobody can read"),
        ("\ud83d", "nobody can read"),
        ("\udc00\ud800", "nobody can read"),
    ]:
        with subtests.test(text=text, words=words):
            before = everything()
            refused(ana.post("/answers", **body | {"text": text}), 422, words)
            assert everything() == before


@pytest.mark.parametrize(
    "text",
    [
        "a" * 400,
        "😀" * 400,
        "👩‍👩‍👧‍👦",
        "🫨",
        "تسعة أيام عمل",
        "\u202eright to left",
        "<script>alert(1)</script>",
        "'); DROP TABLE answers; --",
        "one\ntwo",
    ],
    ids=ascii,
)
def test_any_script_comes_back_as_it_was_sent(ana: Program, body: dict[str, Any], text: str):
    given = ana.post("/answers", **body | {"text": text})
    assert (given.status_code, given.json["text"]) == (201, text)
    assert ana.get(f"/answers/{given.json['id']}").json["text"] == text


@pytest.mark.parametrize("field", ["client_id", "challenge_id", "text", "written_at"])
def test_every_field_is_needed_and_named_when_missing(ana: Program, body: dict[str, Any], field: str):
    del body[field]
    refused(ana.post("/answers", **body), 422, field)
    assert stored() == 0


WRONG = (
    [("challenge_id", value) for value in NO_ID]
    + [("written_at", value) for value in NO_TIME]
    + [("text", value) for value in (None, 7, 1.5, True, [], {}, ["a"])]
    + [("client_id", value) for value in (None, 7, True, [], "", " ", "a b", "a\n", "é", "\x00", "x" * 65)]
    + [("proof", value) for value in (2, "perhaps", [], {}, None)]
    + [("role", "admin"), ("day", "2026-11-20"), ("person_id", 1)]
)


def test_a_wrong_value_is_refused_by_name_and_changes_nothing(ana: Program, body: dict, subtests: pytest.Subtests):
    for field, value in WRONG:
        with subtests.test(field=field, value=value):
            before = everything()
            refused(ana.post("/answers", **body | {field: value}), 422, field)
            assert everything() == before


AHEAD_OR_BACK = [
    (timedelta(minutes=5, seconds=1), "ahead"),
    (timedelta(hours=2), "ahead"),
    (timedelta(days=4000), "ahead"),
    (timedelta(hours=-49), "too long ago"),
    (timedelta(days=-4), "too long ago"),
    (timedelta(days=-40_000), "too long ago"),
]


def test_a_clock_that_is_off_is_told_the_servers_time(ana: Program, body: dict, subtests: pytest.Subtests):
    for off, words in AHEAD_OR_BACK:
        with subtests.test(off=off, words=words):
            before = everything()
            problem = refused(ana.post("/answers", **body | {"written_at": (NOON + off).isoformat()}), 422, words)
            assert datetime.fromisoformat(problem["server_time"]) == NOON
            assert everything() == before


@pytest.mark.parametrize("stated", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_the_ends_of_time_are_only_clocks_that_are_off(ana: Program, body: dict[str, Any], stated: str):
    assert "server_time" in refused(ana.post("/answers", **body | {"written_at": stated}), 422)


def test_five_minutes_ahead_is_still_accepted(ana: Program, body: dict[str, Any]):
    ahead = (NOON + timedelta(minutes=5)).isoformat()
    assert ana.post("/answers", **body | {"written_at": ahead}).status_code == 201


def test_a_challenge_that_was_not_served_to_me_does_not_exist(app: Flask, cast: Cast, ana: Program, body: dict):
    theirs = [one["challenge"]["id"] for one in Program(app, cast.outsider).get("/sessions").json["sessions"]]
    for challenge_id in {*theirs, 2**31 - 1} - {body["challenge_id"]}:
        before = everything()
        refused(ana.post("/answers", **body | {"challenge_id": challenge_id}), 404, "not served")
        assert everything() == before


@pytest.mark.parametrize("mine", ["ana", "kofi", "mara", "ada"])
def test_who_may_see_a_reply_gets_it_without_its_author(app: Flask, cast: Cast, mine: str):
    with work():
        answer = a_reply(cast.ana, NOON)
    seen = Program(app, getattr(cast, mine)).get(f"/answers/{answer.id}")
    assert (seen.status_code, seen.json.keys()) == (200, ANSWER)
    assert "Ana" not in seen.text


@pytest.mark.parametrize("who", ["ben", "cleo", "outsider"])
def test_a_strangers_reply_is_not_there(app: Flask, cast: Cast, who: str):
    with work():
        answer = a_reply(cast.ana, NOON)
    refused(Program(app, getattr(cast, who)).get(f"/answers/{answer.id}"), 404)


def test_a_manager_sees_only_their_teams_replies_and_a_coach_only_their_cohorts(app: Flask, cast: Cast):
    with work():
        theirs = a_reply(cast.outsider, NOON)
    for who in (cast.mara, cast.kofi):
        refused(Program(app, who).get(f"/answers/{theirs.id}"), 404)
    assert Program(app, cast.ada).get(f"/answers/{theirs.id}").status_code == 200


def test_the_tally_is_hidden_from_coach_and_judge_before_their_vote(app: Flask, cast: Cast):
    with work():
        answer = a_reply(cast.ana, NOON)
        a_vote(cast.cleo, answer, 2, 1, NOON)
        a_reply(cast.ben, NOON)
    ben = Program(app, cast.ben)
    ben.get("/judging")
    for blind in (ben, Program(app, cast.kofi)):
        assert blind.get(f"/answers/{answer.id}").json["tally"] is None
    assert ben.put(f"/answers/{answer.id}/vote", fact=1, persuasion=1).json["votes"] == 2
    assert ben.get(f"/answers/{answer.id}").json["tally"]["votes"] == 2


def test_an_id_that_is_nobodys_is_not_found(ana: Program, subtests: pytest.Subtests):
    for path in ["-1", "0", "abc", "1.5", "%00", "２", str(2**31), str(2**63), "9" * 400, "1;2", "null"]:
        with subtests.test(path=path):
            refused(ana.get(f"/answers/{path}"), 404)


def test_an_identical_text_on_another_day_is_kept_and_earns_nothing(
    ana: Program, cast: Cast, body: dict[str, Any], clock: Clock
):
    ana.post("/answers", **body)
    now = clock.forward(days=1)
    again = ana.reply(body["text"], client_id="c2", written_at=now.isoformat())
    assert again.status_code == 201
    db.session.rollback()
    assert total(cast.ana.id) == 10
    assert differences() == []


BROKEN = [b"", b"{", b"not json", b"[1, 2", b'{"a": 1,}', b"\xff\xfe", b'{"a": "\xff"}', b"{" * 5, b'"' * 3, b"nul"]
OTHER_JSON = [b"[]", b"[[]]", b"1", b'"text"', b"null", b"true", b"NaN", b'[{"client_id": "c"}]']


def test_broken_json_is_refused_and_changes_nothing(ana: Program, subtests: pytest.Subtests):
    for data in BROKEN:
        with subtests.test(data=data):
            before = everything()
            response = ana.open("POST", "/api/v1/answers", data=data, content_type="application/json")
            refused(response, response.status_code)
            assert response.status_code in (400, 422)
            assert everything() == before


def test_json_that_is_no_object_is_refused(ana: Program, subtests: pytest.Subtests):
    for data in OTHER_JSON:
        with subtests.test(data=data):
            refused(ana.open("POST", "/api/v1/answers", data=data, content_type="application/json"), 422)


def test_json_nested_ten_thousand_deep_is_refused(ana: Program):
    for deep in (b"[" * 100_000, b'{"a":' * 40_000):
        refused(ana.open("POST", "/api/v1/answers", data=deep, content_type="application/json"), 400)


def test_a_body_larger_than_any_reply_is_too_large(ana: Program):
    huge = b'{"text": "' + b"a" * 300_000 + b'"}'
    refused(ana.open("POST", "/api/v1/answers", data=huge, content_type="application/json"), 413)


def test_another_content_type_is_refused(ana: Program, body: dict[str, Any], subtests: pytest.Subtests):
    for kind in ["text/plain", "application/x-www-form-urlencoded", "text/html", "", "multipart/form-data"]:
        with subtests.test(kind=kind):
            before = everything()
            refused(
                ana.open("POST", "/api/v1/answers", data=b'{"text": "x"}', content_type=kind), 422, "application/json"
            )
            assert everything() == before
