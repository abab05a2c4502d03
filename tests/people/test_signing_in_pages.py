"""Signing in and out with plain forms."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.cast import NOON, PASSWORD, Cast
from tests.doors import Browser, Clock, everything, fields_of
from webapp.core.work import work
from webapp.people import passwords
from webapp.people.actions import deactivate

ELSEWHERE = [
    "https://evil.test/",
    "//evil.test",
    "///evil.test",
    "/\\evil.test",
    "\\\\evil.test",
    "/\t/evil.test",
    "/\n/evil.test",
    " //evil.test",
    "\x00//evil.test",
    "javascript:alert(1)",
    "data:text/html,hi",
    "http:evil.test",
    "//[",
    "http://[::1",
    "//evil\u2100.test",
    "evil.test",
    "/ok\r\nSet-Cookie: stolen=1",
    "",
]
PAGES = ["/", "/arena", "/boards", "/boards/teams", "/me", "/answers/1", "/practice/1"]


@pytest.fixture
def ana(cast: Cast) -> str:
    with work():
        cast.ana.password_hash = passwords.hash_password(PASSWORD)
    return cast.ana.email


def test_a_form_signs_in_and_another_signs_out(app: Flask, ana: str):
    phone = Browser(app)
    form = fields_of(phone.get("/sign-in"))
    signed_in = phone.post("/sign-in", **form | {"email": ana, "password": PASSWORD})
    assert (signed_in.status_code, signed_in.location) == (302, "/")
    assert phone.get("/").status_code == 200
    assert phone.get("/sign-in").status_code == 302, "who is in is not asked again"
    assert phone.post("/sign-out").status_code == 302
    assert phone.get("/").location.startswith("/sign-in")


def test_a_cookie_copied_before_signing_out_is_worth_nothing_after(app: Flask, cast: Cast):
    phone, thief = Browser(app, cast.ana), Browser(app)
    cookie = phone.client.get_cookie("session")
    assert cookie is not None
    thief.client.set_cookie("session", cookie.value)
    assert thief.get("/me").status_code == 200
    phone.post("/sign-out")
    assert thief.get("/me").status_code == 302


def test_a_session_lasts_sixty_days_and_outlives_a_restart(
    app: Flask, cast: Cast, clock: Clock, restarted: Callable[..., Flask]
):
    phone = Browser(app, cast.ana)
    phone.client.application = restarted()
    clock.forward(days=60, seconds=-1)
    assert phone.get("/me").status_code == 200
    clock.forward(seconds=1)
    assert phone.get("/me").status_code == 302


def test_who_is_deactivated_is_out_with_the_next_tap(app: Flask, cast: Cast):
    phone = Browser(app, cast.ana)
    with work():
        deactivate(cast.ana, cast.ada, now=NOON)
    assert phone.get("/").status_code == 302


def test_a_wrong_password_keeps_the_e_mail_and_says_so(app: Flask, ana: str):
    page = Browser(app).post("/sign-in", email=ana, password="guess")
    assert page.status_code == 401
    assert "do not go together" in page.text
    assert f'value="{ana}"' in page.text
    assert "guess" not in page.text


@pytest.mark.parametrize("email", ["", " ", "\x00", "<script>alert(1)</script>", '"><b>', "a" * 5000, "‮x@y"], ids=ascii)
def test_a_strange_e_mail_is_refused_and_escaped(app: Flask, email: str):
    page = Browser(app).post("/sign-in", email=email, password="x")
    assert page.status_code == 401
    assert "<script>alert" not in page.text
    assert '"><b>' not in page.text


def test_a_page_asked_for_before_signing_in_is_shown_after_it(app: Flask, ana: str):
    phone = Browser(app)
    asked = phone.get("/boards/teams?period=month")
    form = fields_of(phone.get(asked.location))
    assert form["next"] == "/boards/teams?period=month"
    signed_in = phone.post("/sign-in", **form | {"email": ana, "password": PASSWORD})
    assert signed_in.location == "/boards/teams?period=month"


@pytest.mark.parametrize("wanted", ELSEWHERE, ids=ascii)
def test_signing_in_never_leads_to_another_site(app: Flask, wanted: str, monkeypatch: pytest.MonkeyPatch, ana: str):
    monkeypatch.setattr(passwords, "is_password", lambda *_: True)
    phone = Browser(app)
    assert fields_of(phone.get("/sign-in", query_string={"next": wanted}))["next"] == "/"
    signed_in = phone.post("/sign-in", email=ana, password="x", next=wanted)
    assert (signed_in.status_code, signed_in.location) == (302, "/")


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_asked_to_sign_in_and_sees_nothing(app: Flask, cast: Cast, path: str):
    stranger = Browser(app)
    page = stranger.get(path)
    assert page.status_code == 302
    assert page.location.startswith("/sign-in?next=")
    assert "Ana" not in page.text


@pytest.mark.parametrize("path", ["/answers", "/practice", "/recalls/1", "/answers/1/vote", "/practice/1", "/me"])
def test_a_strangers_form_changes_nothing(app: Flask, cast: Cast, path: str):
    before = everything()
    assert Browser(app).post(path, text="x", challenge_id="1").status_code == 302
    assert everything() == before


def test_a_signed_out_tap_sends_the_whole_page_to_sign_in(app: Flask):
    tapped = Browser(app).tap("/")
    assert tapped.status_code == 401
    assert tapped.headers["HX-Redirect"] == "/sign-in"
    assert tapped.text == ""


def test_a_form_without_its_secret_is_refused_where_it_is_asked_for(cast: Cast, restarted: Callable[..., Flask]):
    phone = Browser(restarted(WTF_CSRF_ENABLED=True), cast.ana)
    before = everything()
    for path in ("/me", "/sign-out", "/practice", "/answers"):
        refused = phone.post(path, time_zone="Asia/Tokyo")
        assert refused.status_code == 400
        assert "Reload the page" in refused.text
    assert everything() == before
    kept = phone.post("/me", time_zone="Asia/Tokyo", csrf_token=fields_of(phone.get("/me"))["csrf_token"])
    assert kept.status_code == 302


def test_the_demonstration_accounts_are_offered_only_where_there_are_some(app: Flask, cast: Cast):
    assert "repartee-demo" not in Browser(app).get("/sign-in").text
    with work():
        cast.ana.email = "ana@demo.example"
    assert "repartee-demo" in Browser(app).get("/sign-in").text
    app.config["REPARTEE_ENV"] = "production"
    assert "repartee-demo" not in Browser(app).get("/sign-in").text
