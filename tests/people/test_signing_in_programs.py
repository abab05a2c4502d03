"""POST and DELETE /tokens, and who is let in with what they bring."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask

from tests.cast import NOON, PASSWORD, Cast
from tests.doors import Clock, Program, everything, refused
from webapp.core.work import work
from webapp.people import passwords
from webapp.people.actions import deactivate

DOORS = [
    ("GET", "/me"),
    ("PATCH", "/me"),
    ("GET", "/today"),
    ("GET", "/sessions"),
    ("POST", "/recalls/1"),
    ("POST", "/answers"),
    ("GET", "/answers/1"),
    ("GET", "/judging"),
    ("PUT", "/answers/1/vote"),
    ("POST", "/practice"),
    ("GET", "/leaderboards/people"),
    ("GET", "/teams"),
    ("GET", "/cohorts"),
    ("GET", "/people"),
    ("DELETE", "/tokens"),
]


@pytest.fixture
def ana(cast: Cast) -> str:
    with work():
        cast.ana.password_hash = passwords.hash_password(PASSWORD)
    return cast.ana.email


def test_an_e_mail_and_password_give_a_token_that_opens_the_doors(app: Flask, ana: str):
    given = Program(app).post("/tokens", email=ana, password=PASSWORD)
    assert given.status_code == 201
    assert given.json.keys() == {"token", "expires_at"}
    assert datetime.fromisoformat(given.json["expires_at"]) == NOON + timedelta(days=90)
    assert Program(app, token=given.json["token"]).get("/me").json["email"] == ana


def test_the_e_mail_may_be_written_in_capitals_and_with_spaces(app: Flask, ana: str):
    assert Program(app).post("/tokens", email=f"  {ana.upper()} ", password=PASSWORD).status_code == 201


def test_every_token_differs_and_none_is_kept_in_clear(app: Flask, ana: str):
    first, second = (Program(app).post("/tokens", email=ana, password=PASSWORD).json["token"] for _ in range(2))
    assert first != second
    assert first not in str(everything())


def test_a_wrong_password_and_a_wrong_e_mail_are_refused_alike(app: Flask, ana: str):
    wrong_password = refused(Program(app).post("/tokens", email=ana, password="not it"), 401)
    nobody = refused(Program(app).post("/tokens", email="nobody@repartee.test", password=PASSWORD), 401)
    assert wrong_password == nobody


def test_somebody_without_a_password_is_not_let_in(app: Flask, cast: Cast):
    refused(Program(app).post("/tokens", email=cast.ben.email, password=""), 422)
    refused(Program(app).post("/tokens", email=cast.ben.email, password="None"), 401)


def test_no_door_opens_without_a_valid_token_whatever_else_is_wrong(app: Flask, subtests: pytest.Subtests):
    for method, path in DOORS:
        with subtests.test(method=method, path=path):
            for authorization in (
                "",
                "Bearer ",
                "Bearer wrong",
                "Bearer " + "x" * 5000,
                "Basic YTpi",
                "Bearer ü\x00",
                "bearer",
            ):
                stranger = Program(app).open(method, f"/api/v1{path}", headers={"Authorization": authorization})
                refused(stranger, 401, "token")


def test_a_token_ends_when_its_owner_signs_out_and_others_stay(app: Flask, cast: Cast):
    mine, other = Program(app, cast.ana), Program(app, cast.ana)
    assert mine.delete("/tokens").status_code == 204
    refused(mine.get("/me"), 401)
    assert other.get("/me").status_code == 200


def test_a_token_expires_after_ninety_days(app: Flask, cast: Cast, clock: Clock):
    mine = Program(app, cast.ana)
    clock.forward(days=90, seconds=-1)
    assert mine.get("/me").status_code == 200
    clock.forward(seconds=1)
    refused(mine.get("/me"), 401)


def test_a_deactivated_person_is_out_at_once_and_stays_out(app: Flask, cast: Cast, ana: str):
    mine = Program(app, cast.ana)
    with work():
        deactivate(cast.ana, cast.ada, now=NOON)
    refused(mine.get("/me"), 401)
    refused(Program(app).post("/tokens", email=ana, password=PASSWORD), 401, "deactivated")


BAD_REQUESTS = [
    {},
    {"email": "ana@repartee.test"},
    {"password": "x"},
    {"email": "", "password": "x"},
    {"email": "a" * 255, "password": "x"},
    {"email": "a", "password": "x" * 1001},
    {"email": None, "password": "x"},
    {"email": 7, "password": "x"},
    {"email": ["a"], "password": "x"},
    {"email": {"a": 1}, "password": True},
    {"email": "a", "password": "x", "role": "admin"},
]


def test_a_token_request_that_says_too_little_or_too_much_is_refused(app: Flask, subtests: pytest.Subtests):
    for body in BAD_REQUESTS:
        with subtests.test(body=body):
            refused(Program(app).post("/tokens", **body), 422)


@pytest.mark.parametrize("text", ["\x00", "a\x00@b", "\ud800", "x\udfff@y", "‮", "😀‍", "'; DROP TABLE people"])
@pytest.mark.parametrize("field", ["email", "password"])
def test_strange_characters_open_nothing_and_break_nothing(app: Flask, ana: str, field: str, text: str):
    refused(Program(app).post("/tokens", **{"email": ana, "password": PASSWORD} | {field: text}), 401)


def test_someone_who_tries_too_often_is_asked_to_wait_and_others_are_not(
    ana: str, cast: Cast, restarted: Callable[..., Flask]
):
    program = Program(restarted(RATELIMIT_ENABLED=True, SIGN_IN_LIMIT="3 per minute"))
    for _ in range(3):
        refused(program.post("/tokens", email=ana, password="guess"), 401)
    refused(program.post("/tokens", email=ana, password=PASSWORD), 429, "Wait a minute")
    refused(program.post("/tokens", email=f" {ana.upper()}", password=PASSWORD), 429)
    refused(program.post("/tokens", email=cast.ben.email, password="guess"), 401)
