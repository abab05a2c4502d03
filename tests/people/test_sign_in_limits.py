"""Guessing is slowed down by account, by address and by both together; an office behind one address gets in."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.cast import PASSWORD, Cast
from tests.doors import Browser, Program, refused
from webapp.core.work import work
from webapp.people import passwords

SENTENCE = "Too many tries. Wait a minute, then try again."
GENEROUS = "1000 per minute"

Start = Callable[..., Flask]
Try = Callable[..., int]


@pytest.fixture
def ana(cast: Cast) -> str:
    with work():
        cast.ana.password_hash = passwords.hash_password(PASSWORD)
    return cast.ana.email


@pytest.fixture
def limited(restarted: Start) -> Callable[..., Flask]:
    """The same installation, where only the limits that the test names are tight."""
    wide = dict.fromkeys(("SIGN_IN_LIMIT", "SIGN_IN_ADDRESS_LIMIT", "SIGN_IN_ACCOUNT_LIMIT"), GENEROUS)
    return lambda **tight: restarted(RATELIMIT_ENABLED=True, **wide | tight)


def by_program(app: Flask, email: str, password: str = "guess", address: str = "10.0.0.1", **more: Any) -> TestResponse:
    body = {"email": email, "password": password}
    return Program(app).open("POST", "/api/v1/tokens", json=body, environ_overrides={"REMOTE_ADDR": address}, **more)


def by_page(app: Flask, email: str, password: str = "guess", address: str = "10.0.0.1", **more: Any) -> TestResponse:
    body = {"email": email, "password": password}
    return Browser(app).open("POST", "/sign-in", data=body, environ_overrides={"REMOTE_ADDR": address}, **more)


DOORS = pytest.mark.parametrize(("door", "opened"), [(by_program, 201), (by_page, 302)], ids=["program", "page"])


@DOORS
def test_one_password_sprayed_over_many_accounts_is_stopped_at_its_address(
    ana: str, limited: Start, door: Callable[..., TestResponse], opened: int
):
    app = limited(SIGN_IN_ADDRESS_LIMIT="3 per minute")
    assert [door(app, f"n{n}@repartee.test").status_code for n in range(5)] == [401, 401, 401, 429, 429]
    assert door(app, ana, PASSWORD).status_code == 429
    assert door(app, ana, PASSWORD, address="10.0.0.2").status_code == opened


@DOORS
def test_one_account_guessed_from_many_addresses_is_stopped(
    ana: str, cast: Cast, limited: Start, door: Callable[..., TestResponse], opened: int
):
    app = limited(SIGN_IN_ACCOUNT_LIMIT="3 per minute")
    assert [door(app, ana, address=f"10.0.1.{n}").status_code for n in range(4)] == [401, 401, 401, 429]
    assert door(app, f" {ana.upper()} ", address="10.0.2.1").status_code == 429
    assert door(app, cast.ben.email, address="10.0.1.1").status_code == 401


@DOORS
def test_an_office_behind_one_address_signs_in_however_many_they_are(
    ana: str, limited: Start, door: Callable[..., TestResponse], opened: int
):
    app = limited(SIGN_IN_ADDRESS_LIMIT="2 per minute", SIGN_IN_ACCOUNT_LIMIT="2 per minute")
    assert {door(app, ana, PASSWORD).status_code for _ in range(6)} == {opened}
    assert door(app, ana).status_code == 401, "one slip is nobody's harm"
    assert door(app, ana, PASSWORD).status_code == opened


def test_page_and_programs_count_together_and_say_the_same(ana: str, limited: Start):
    app = limited(SIGN_IN_LIMIT="2 per minute")
    assert (by_page(app, ana).status_code, by_program(app, ana).status_code) == (401, 401)
    page, problem = by_page(app, ana), by_program(app, ana)
    assert refused(problem, 429)["detail"] == SENTENCE
    assert page.status_code == 429
    assert SENTENCE in page.text
    assert 0 <= int(page.headers["Retry-After"]) <= 60


@pytest.mark.parametrize("email", ["a" * 254, "\ud800@x", "", "😀" * 50], ids=ascii)
def test_a_strange_e_mail_is_counted_like_any(app: Flask, cast: Cast, limited: Start, email: str):
    app = limited(SIGN_IN_LIMIT="1 per minute")
    first, second = (by_program(app, email), by_program(app, email))
    assert (first.status_code, second.status_code) in [(401, 429), (422, 422)]


def test_a_very_long_e_mail_is_counted_like_any(cast: Cast, limited: Start):
    app = limited(SIGN_IN_LIMIT="1 per minute")
    assert [by_page(app, "a" * 100_000).status_code for _ in range(2)] == [401, 429]


def test_nobodys_e_mail_is_kept_with_the_counts(ana: str, limited: Start):
    app = limited()
    by_program(app, ana)
    (limiter,) = app.extensions["limiter"]
    kept = str(list(limiter.storage.storage))
    assert "10.0.0.1" in kept
    assert ana not in kept


@pytest.mark.parametrize(("proxies", "last"), [(0, 429), (1, 401)])
def test_a_forwarded_address_is_believed_only_from_a_proxy_that_is_trusted(
    cast: Cast, limited: Start, proxies: int, last: int
):
    app = limited(SIGN_IN_ADDRESS_LIMIT="1 per minute", TRUSTED_PROXIES=proxies, BASE_URL="https://repartee.example")
    tries = [
        by_program(app, f"n{n}@repartee.test", headers={"X-Forwarded-For": f"198.51.100.{n}"}).status_code
        for n in range(2)
    ]
    assert tries == [401, last]


def test_a_client_cannot_name_its_own_address_to_a_trusted_proxy(cast: Cast, limited: Start):
    app = limited(SIGN_IN_ADDRESS_LIMIT="1 per minute", TRUSTED_PROXIES=1)
    tries = [
        by_program(app, f"n{n}@repartee.test", headers={"X-Forwarded-For": f"198.51.100.{n}, 203.0.113.9"}).status_code
        for n in range(2)
    ]
    assert tries == [401, 429]
