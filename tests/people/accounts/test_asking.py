"""Asking for a link: the same answer, and the same work, whoever lives at the address."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.cast import NOON, Cast
from tests.doors import Browser, Clock, Program, everything, refused, statements
from tests.people.accounts.letterbox import key_in, letters
from webapp.core.work import work
from webapp.people.accounts import actions, tasks
from webapp.people.actions import deactivate
from webapp.people.merging import merge

PAGES = [("/sign-in/link", "Your link to Repartee"), ("/sign-in/password", "A new password for Repartee")]
OPERATIONS = [("/sign-in-links", "Your link to Repartee"), ("/password-resets", "A new password for Repartee")]
GENEROUS = "1000 per minute"


def by_page(app: Flask, path: str, email: str, **more: Any) -> TestResponse:
    return Browser(app).open("POST", path, data={"email": email}, **more)


def by_program(app: Flask, path: str, email: str, **more: Any) -> TestResponse:
    return Program(app).open("POST", f"/api/v1{path}", json={"email": email}, **more)


DOORS = pytest.mark.parametrize(
    ("door", "path", "subject"),
    [(by_page, *page) for page in PAGES] + [(by_program, *operation) for operation in OPERATIONS],
)
Door = Callable[..., TestResponse]


@DOORS
def test_who_asks_gets_a_link_that_lets_them_in(app: Flask, cast: Cast, door: Door, path: str, subject: str):
    assert door(app, path, f" {cast.ana.email.upper()} ").status_code in (200, 202)
    (letter,) = letters(cast.ana.email)
    assert letter.subject == subject
    assert Browser(app).post("/links", key=key_in(letter.text), password="a short sentence").status_code == 302
    assert Browser(app).post("/links", key=key_in(letter.text), password="a short sentence").status_code == 410


def said(answer: TestResponse) -> str:
    """Without the form's secret, which is another every time."""
    return answer.text[max(answer.text.find("<main"), 0) :]


@DOORS
def test_nobody_learns_who_has_an_account(app: Flask, cast: Cast, door: Door, path: str, subject: str):
    """Same words, same statements: whose address it is, is looked up by the worker."""
    with work():
        deactivate(cast.ben, cast.ada, now=NOON)
    answers, work_done = [], []
    for email in (cast.ana.email, cast.ben.email, "zoe@repartee.test"):
        with statements() as seen:
            answer = door(app, path, email)
        answers.append((answer.status_code, said(answer).replace(email, "…").replace(quote(email), "…")))
        work_done.append(seen)
    assert len(set(answers)) == 1
    assert work_done[0] == work_done[1] == work_done[2]
    assert not any("FROM people" in statement for statement in work_done[0])
    assert [len(letters(email)) for email in (cast.ana.email, cast.ben.email, "zoe@repartee.test")] == [1, 0, 0]
    assert everything()["asked_links"] == []


@DOORS
def test_a_merged_accounts_address_gets_no_link(app: Flask, cast: Cast, door: Door, path: str, subject: str):
    """Not even for what was asked before."""
    door(app, path, cast.ana.email)
    with work():
        merge(cast.ada, cast.ben, cast.ana, now=NOON)
    door(app, path, cast.ana.email)
    assert (letters(cast.ana.email), letters(cast.ben.email)) == ([], [])


@DOORS
@pytest.mark.parametrize("email", ["ana", "@", "a b@c.test", "a" * 300 + "@b.test", "\x00@b.test", "a@b.test\nBcc: x"])
def test_what_is_no_address_is_refused_and_nothing_changes(
    app: Flask, cast: Cast, door: Door, path: str, subject: str, email: str
):
    before = everything()
    assert door(app, path, email).status_code == 422
    assert everything() == before


@pytest.mark.parametrize(("path", "_subject"), PAGES)
def test_who_left_the_address_out_is_asked_for_it(app: Flask, path: str, _subject: str):
    answer = by_page(app, path, " ")
    assert (answer.status_code, answer.location) == (302, path)
    assert 'name="email"' in Browser(app).get(path).text


def test_the_sign_in_page_offers_both(app: Flask):
    page = Browser(app).get("/sign-in").text
    assert 'formaction="/sign-in/link"' in page
    assert 'href="/sign-in/password"' in page
    assert Browser(app).get("/sign-in/robots").status_code == 404


@DOORS
def test_where_no_mail_goes_out_nobody_is_promised_any(app: Flask, cast: Cast, door: Door, path: str, subject: str):
    app.config["REPARTEE_ENV"] = "production"
    before = everything()
    assert door(app, path, cast.ana.email).status_code == 409
    assert everything() == before
    page = Browser(app).get("/sign-in").text
    assert "Send me a link" not in page
    assert "Your manager can make you a new way in" in page
    for path, _ in PAGES:
        assert "No mail goes out from here" in Browser(app).get(path).text


@pytest.fixture
def limited(restarted: Callable[..., Flask]) -> Callable[..., Flask]:
    return lambda **tight: restarted(RATELIMIT_ENABLED=True, **{"SIGN_IN_ADDRESS_LIMIT": GENEROUS} | tight)


def test_nobody_fills_anothers_mailbox_whatever_door_and_address_they_come_by(
    cast: Cast, limited: Callable[..., Flask]
):
    app = limited()
    doors = [(by_page, PAGES[0][0]), (by_program, OPERATIONS[1][0])]
    tries = [
        door(app, path, cast.ana.email, environ_overrides={"REMOTE_ADDR": f"10.0.{n}.1"}).status_code
        for n in range(3)
        for door, path in doors
    ]
    assert tries == [200, 202, 200, 202, 200, 429]
    assert by_page(app, PAGES[0][0], cast.ben.email).status_code == 200
    refused(by_program(app, OPERATIONS[0][0], cast.ana.email), 429, "Too many tries")


def test_one_address_asks_for_so_many_and_no_more(cast: Cast, limited: Callable[..., Flask]):
    app = limited(SIGN_IN_ADDRESS_LIMIT="3 per minute")
    tries = [by_program(app, OPERATIONS[0][0], f"n{n}@repartee.test").status_code for n in range(4)]
    assert tries == [202, 202, 202, 429]


def test_asking_too_often_keeps_nobody_from_signing_in(cast: Cast, limited: Callable[..., Flask]):
    app = limited()
    for _ in range(6):
        by_page(app, PAGES[0][0], cast.ana.email)
    assert Browser(app).post("/sign-in", email=cast.ana.email, password="guess").status_code == 401


def test_one_that_cannot_be_answered_keeps_no_other_back(app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch):
    answer = actions.answer

    def fails(asked: Any, **more: Any) -> bool:
        if asked.email == cast.ana.email:
            raise LookupError("poison")
        return answer(asked, **more)

    monkeypatch.setattr(actions, "answer", fails)
    for person in (cast.ana, cast.ben):
        by_page(app, PAGES[0][0], person.email)
    assert tasks.answer_asked() == 1
    assert everything()["asked_links"] == []
    assert len(letters(cast.ben.email)) == 1


def test_a_mail_that_comes_too_late_is_not_sent(app: Flask, cast: Cast, clock: Clock):
    by_page(app, PAGES[0][0], cast.ana.email)
    (letter,) = letters(cast.ana.email)
    assert letter.until == NOON.replace(minute=15)
