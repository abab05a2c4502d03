"""A signed link opens one day's challenge to one person, once, on one device, and nothing else."""

from collections.abc import Callable
from contextvars import Context
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import func, select
from structlog.testing import capture_logs
from werkzeug.test import TestResponse

from tests.cast import NOON, TUESDAY, Cast
from tests.doors import Browser, Clock, Program, everything, statements
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.accounts import challenge_links
from webapp.people.accounts.models import UsedChallengeLink
from webapp.people.accounts.queries import never_signed_in
from webapp.people.accounts.tasks import forget_ended_links
from webapp.people.actions import deactivate, end_all_sign_ins
from webapp.people.merging import merge
from webapp.people.models import SignIn

UNTIL = datetime.fromisoformat("2026-11-25T03:00+01:00")


@pytest.fixture
def link(cast: Cast) -> str:
    return challenge_links.challenge_path(cast.ana, TUESDAY, until=UNTIL)


def opened(response: TestResponse) -> bool:
    return response.status_code == 302 and response.headers["Location"] == "/now"


def closed(response: TestResponse, words: str, status: int = 410) -> bool:
    return response.status_code == status and words in response.text


def test_ten_thousand_links_take_no_row_and_no_query(app: Flask, cast: Cast):
    assert cast.ana.name
    with statements() as seen:
        links = {challenge_links.challenge_path(cast.ana, TUESDAY, until=UNTIL) for _ in range(200)}
    assert len(links) == 200
    assert seen == []


def test_without_a_request_a_link_leads_to_where_we_serve(app: Flask, cast: Cast, restarted: Callable[..., Flask]):
    assert challenge_links.challenge_link(cast.ana, TUESDAY, until=UNTIL).startswith("http://127.0.0.1:8000/now/")
    with restarted(BASE_URL="https://play.example.com/").app_context():
        assert challenge_links.challenge_link(cast.ana, TUESDAY, until=UNTIL).startswith(
            "https://play.example.com/now/"
        )


def test_looking_uses_nothing_up_and_tells_a_scanner_nothing_of_the_challenge(app: Flask, cast: Cast, link: str):
    before = everything()
    for _ in range(3):
        page = Browser(app).get(link)
        assert "Ready, Ana?" in page.text
        assert "working days" not in page.text
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["Referrer-Policy"] == "strict-origin"
    assert everything() == before
    assert db.session.scalar(select(func.count()).select_from(SignIn)) == 0
    assert opened(Browser(app).post(link))


def test_it_opens_once_on_one_device(app: Flask, cast: Cast, link: str):
    phone, second = Browser(app), Browser(app)
    assert opened(phone.post(link))
    for response in (second.get(link), second.post(link)):
        assert closed(response, "This link was used.")
    assert phone.get("/now").status_code == 200
    assert second.get("/now").headers["Location"] == "/sign-in?next=/now"
    assert opened(phone.get(link)), "whoever it let in already just goes on"
    assert opened(phone.post(link))
    assert db.session.scalar(select(func.count()).select_from(SignIn)) == 1


def test_of_many_who_use_it_in_one_instant_one_gets_in(app: Flask, cast: Cast, link: str):
    devices, ready, said = [app.test_client() for _ in range(6)], Barrier(6), []

    def use(device) -> None:
        ready.wait()
        said.append(device.post(link).status_code)

    db.session.remove()
    threads = [Thread(target=Context().run, args=(use, device)) for device in devices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == [302] + [410] * 5
    assert db.session.scalar(select(func.count()).select_from(UsedChallengeLink)) == 1


@pytest.mark.parametrize(
    "spoil", [lambda s: s[:-1], lambda s: s[:-1] + "!", lambda s: "x" + s, lambda s: s + "x", lambda s: "1.2"]
)
def test_what_we_did_not_sign_opens_nothing_and_asks_no_database(app: Flask, cast: Cast, link: str, spoil):
    forged = f"/now/{spoil(link.removeprefix('/now/'))}"
    with statements() as seen:
        assert closed(Browser(app).get(forged), "not whole")
        assert closed(Browser(app).post(forged), "not whole")
    assert [one for one in seen if "people" in one] == []


def test_another_installations_key_signs_nothing_for_us(app: Flask, cast: Cast, restarted: Callable[..., Flask]):
    with restarted(SECRET_KEY="other").app_context():
        foreign = challenge_links.challenge_path(cast.ana, TUESDAY, until=UNTIL)
    assert closed(Browser(app).post(foreign), "not whole")


def test_it_ends_with_the_days_window_and_so_does_what_it_opened(app: Flask, cast: Cast, link: str, clock: Clock):
    phone = Browser(app)
    clock.at = UNTIL - timedelta(seconds=1)
    assert opened(phone.post(link))
    assert phone.get("/now").status_code == 200
    clock.at = UNTIL
    assert phone.get("/now").headers["Location"].startswith("/sign-in")
    for response in (Browser(app).get(link), Browser(app).post(link), phone.post(link)):
        assert closed(response, "That day is over.")


def test_it_is_not_good_before_its_day(app: Flask, cast: Cast, clock: Clock):
    early = challenge_links.challenge_path(cast.ana, TUESDAY + timedelta(1), until=UNTIL + timedelta(1))
    assert closed(Browser(app).post(early), "Not yet.", 409)
    clock.forward(days=1)
    assert opened(Browser(app).post(early))


def test_who_is_deactivated_is_told_and_what_was_open_is_shut(app: Flask, cast: Cast, link: str):
    phone = Browser(app)
    phone.post(link)
    with work():
        deactivate(cast.ana, cast.ada, now=NOON)
    assert phone.get("/now").headers["Location"].startswith("/sign-in")
    another = challenge_links.challenge_path(cast.ana, TUESDAY, until=UNTIL)
    assert closed(Browser(app).post(another), "deactivated")


def test_whose_account_was_merged_is_told_to_use_the_other(app: Flask, cast: Cast, link: str):
    with work():
        merge(cast.ada, cast.ben, cast.ana, now=NOON)
    assert closed(Browser(app).post(link), "merged into another")


def test_a_new_password_ends_what_a_link_opened(app: Flask, cast: Cast, link: str):
    phone = Browser(app)
    phone.post(link)
    with work():
        end_all_sign_ins(cast.ana, now=NOON)
    assert phone.get("/now").headers["Location"].startswith("/sign-in")


def test_who_is_signed_in_keeps_their_sign_in_and_the_link(app: Flask, cast: Cast, link: str):
    browser = Browser(app, cast.ana)
    before = everything()
    for response in (browser.get(link), browser.post(link)):
        assert response.headers["Location"] == "/"
    assert browser.get("/me").status_code == 200
    assert everything() == before


def test_somebody_else_who_is_signed_in_is_asked_first(app: Flask, cast: Cast, link: str):
    browser, before = Browser(app, cast.ben), everything()
    assert browser.post(link).headers["Location"] == link
    page = browser.get(link)
    assert "This link is for Ana." in page.text
    assert "data-goes-by-itself" not in page.text
    assert everything() == before
    assert browser.get("/me").status_code == 200, "still Ben"
    assert opened(browser.post(link, instead="1"))
    assert browser.get("/me").headers["Location"].startswith("/sign-in"), "nobody but for the challenge"
    open_ones = select(SignIn.kind, SignIn.person_id).where(SignIn.ended_at.is_(None))
    assert db.session.execute(open_ones).all() == [("link", cast.ana.id)]


def test_another_guests_link_takes_the_place_of_the_first(app: Flask, cast: Cast, link: str):
    browser = Browser(app)
    browser.post(link)
    assert opened(browser.post(challenge_links.challenge_path(cast.ben, TUESDAY, until=UNTIL)))
    open_ones = select(SignIn.person_id).where(SignIn.ended_at.is_(None))
    assert db.session.scalars(open_ones).all() == [cast.ben.id]


def test_the_browser_gets_a_session_of_its_own(app: Flask, cast: Cast, link: str):
    """What was in it before is gone, so that nobody who planted a cookie shares what the link opens."""
    browser = Browser(app)
    with browser.client.session_transaction() as planted:
        planted |= {"sign_in": "known to somebody", "planted": "1"}
    browser.post(link)
    with browser.client.session_transaction() as session:
        assert session["sign_in"] != "known to somebody"
        assert "planted" not in session
        assert not session.permanent


def test_what_was_used_is_remembered_as_long_as_it_would_open(app: Flask, cast: Cast, link: str, clock: Clock):
    assert opened(Browser(app).post(link))
    clock.at = UNTIL - timedelta(seconds=1)
    assert forget_ended_links() == 0
    clock.at = UNTIL
    assert forget_ended_links() == 1
    assert closed(Browser(app).post(link), "That day is over.")


def test_without_a_form_of_ours_nobody_is_let_in(app: Flask, cast: Cast, link: str, restarted: Callable[..., Flask]):
    strict = restarted(WTF_CSRF_ENABLED=True)
    assert Browser(strict).post(link).status_code == 400
    assert db.session.scalar(select(func.count()).select_from(UsedChallengeLink)) == 0


def test_its_secret_is_no_token_for_programs(app: Flask, cast: Cast, link: str):
    browser = Browser(app)
    browser.post(link)
    with browser.client.session_transaction() as session:
        secret = session["sign_in"]
    for token in (secret, link.removeprefix("/now/")):
        assert Program(app, token=token).get("/today").status_code == 401


def test_signing_in_ends_what_the_link_opened(app: Flask, cast: Cast, link: str):
    browser = Browser(app)
    browser.post(link)
    assert "Your link opened one challenge." in browser.get("/sign-in").text
    other = challenge_links.challenge_path(cast.ana, TUESDAY, until=UNTIL)
    assert "Your link opened" not in Browser(app).get("/sign-in").text
    assert opened(browser.get(other)), "and another link of the same day is not used up"
    browser.post("/sign-out")
    assert db.session.scalars(select(SignIn.id).where(SignIn.ended_at.is_(None))).all() == []
    assert browser.get("/now").headers["Location"].startswith("/sign-in")


def test_its_secret_stays_out_of_the_log(app: Flask, cast: Cast, link: str, monkeypatch: pytest.MonkeyPatch):
    with capture_logs() as logged:
        Browser(app).get(link)
        monkeypatch.setattr(challenge_links, "read", lambda *_, **__: 1 / 0)
        assert Browser(app).get(link).status_code == 500
    assert [line["event"] for line in logged] == ["request", "fault", "request"]
    assert link.removeprefix("/now/") not in str(logged)


def test_a_guest_was_not_here_as_those_who_invite_see_it(app: Flask, cast: Cast, link: str):
    before = {person.id for person in never_signed_in(cast.ada)}
    Browser(app).post(link)
    assert {person.id for person in never_signed_in(cast.ada)} == before
