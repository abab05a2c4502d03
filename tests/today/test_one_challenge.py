"""Who came by a link replies to that day's challenge, sees what they put in, and is nobody again."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import a_reply
from tests.cast import NOON, TUESDAY, Cast
from tests.doors import Browser, Clock, Program, everything, fields_of
from webapp.answers.models import Answer
from webapp.answers.rules import window
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.accounts.challenge_links import challenge_path
from webapp.people.models import Person, SignIn
from webapp.schedule import actions as schedule
from webapp.schedule.models import ScheduledChallenge
from webapp.schedule.queries import challenge_on

SENTENCE = "Nine working days, with a named lead."
UNTIL = window(TUESDAY, "Europe/Berlin")[1]


def a_guest(app: Flask, person: Person) -> Browser:
    browser = Browser(app)
    assert browser.post(challenge_path(person, TUESDAY, until=UNTIL)).headers["Location"] == "/now"
    return browser


@pytest.fixture
def guest(app: Flask, cast: Cast) -> Browser:
    return a_guest(app, cast.ana)


def answer_of(person: Person) -> Answer | None:
    return db.session.scalar(select(Answer).where(Answer.person_id == person.id))


def asks_to_sign_in(browser: Browser, path: str = "/now") -> bool:
    return browser.get(path).headers.get("Location", "").startswith("/sign-in")


def test_a_guest_replies_and_sees_what_they_put_in_once(app: Flask, cast: Cast, guest: Browser):
    form = fields_of(guest.get("/now"))
    assert guest.post("/now", **form, text=SENTENCE).headers["Location"] == "/now"
    answer = answer_of(cast.ana)
    assert (answer.text, answer.day, answer.practice) == (SENTENCE, TUESDAY, False)
    shown = guest.get("/now").text
    assert "Streak safe." in shown
    assert SENTENCE in shown
    assert "a named lead" in shown
    assert 'href="/sign-in?next=/"' in shown
    assert asks_to_sign_in(guest)
    assert "Your link opened one challenge." in guest.get("/sign-in").text


def test_the_page_leads_nowhere_that_is_closed_to_a_guest(app: Flask, cast: Cast, guest: Browser):
    page = guest.get("/now").text
    assert 'class="nav"' not in page
    assert "data-live" not in page
    assert "data-head" not in page
    assert 'action="/now"' in page
    assert '"/answers"' not in page


def test_what_cannot_be_a_reply_keeps_every_word_and_the_link(app: Flask, cast: Cast, guest: Browser):
    form, long = fields_of(guest.get("/now")), "so " * 200
    refused = guest.post("/now", **form, text=long)
    assert refused.status_code == 422
    assert "over 400 characters" in refused.text
    assert long.strip() in refused.text
    assert answer_of(cast.ana) is None
    assert guest.post("/now", **form, text=SENTENCE).status_code == 302


def test_by_htmx_the_page_is_loaded_anew_so_that_a_lost_answer_can_be_sent_again(
    app: Flask, cast: Cast, guest: Browser
):
    form = fields_of(guest.get("/now"))
    for _ in range(2):
        assert guest.tap("/now", **form, text=SENTENCE).headers["HX-Redirect"] == "/now"
    refused = guest.tap("/now", **form | {"client_id": "another"}, text="Something else")
    assert refused.status_code == 409
    assert "Streak safe." in guest.get("/now").text
    assert guest.tap("/now", **form, text=SENTENCE).headers["HX-Redirect"].startswith("/sign-in")


def test_after_midnight_it_is_still_that_days_challenge(app: Flask, cast: Cast, clock: Clock):
    clock.at = UNTIL - timedelta(hours=1)
    guest = a_guest(app, cast.ana)
    guest.post("/now", **fields_of(guest.get("/now")), text=SENTENCE)
    assert answer_of(cast.ana).day == TUESDAY


def test_a_guest_replies_to_no_other_challenge(app: Flask, cast: Cast, guest: Browser):
    """Neither tomorrow's, served ahead, nor practice, nor what was never served."""
    program = Program(app, cast.ana)
    practice = program.post("/practice").json["id"]
    tomorrow = program.get("/sessions").json["sessions"][1]["challenge"]["id"]
    never_theirs = challenge_on(cast.autumn.id, TUESDAY + timedelta(6)).challenge_id
    form, before = fields_of(guest.get("/now")), everything()
    for other in (practice, tomorrow, never_theirs, 999_999):
        sent = form | {"challenge_id": str(other), "client_id": f"c-{other}"}
        assert guest.post("/now", **sent, text=SENTENCE).status_code in (403, 404, 409)
    assert {name: rows for name, rows in everything().items() if name != "cards"} == {
        name: rows for name, rows in before.items() if name != "cards"
    }


def test_a_reply_of_another_day_is_not_written_by_a_clock_that_is_set_back(app: Flask, cast: Cast, clock: Clock):
    with work():
        schedule.serve(cast.ana, TUESDAY - timedelta(1), now=NOON - timedelta(1))
    yesterday = db.session.scalar(
        select(ScheduledChallenge.challenge_id).where(
            ScheduledChallenge.cohort_id == cast.autumn.id, ScheduledChallenge.day == TUESDAY - timedelta(1)
        )
    )
    guest = a_guest(app, cast.ana)
    form = fields_of(guest.get("/now")) | {
        "challenge_id": str(yesterday),
        "written_at": (NOON - timedelta(days=1)).isoformat(),
    }
    assert guest.post("/now", **form, text=SENTENCE).status_code == 403
    assert answer_of(cast.ana) is None


def test_who_replied_already_sees_it_and_is_shown_the_way_in(app: Flask, cast: Cast):
    with work():
        a_reply(cast.ana, NOON, SENTENCE)
    guest = a_guest(app, cast.ana)
    assert SENTENCE in guest.get("/now").text
    assert asks_to_sign_in(guest)


def test_a_replaced_challenge_is_the_one_that_is_shown(app: Flask, cast: Cast):
    link = challenge_path(cast.ana, TUESDAY, until=UNTIL)
    with work():
        other = challenge_on(cast.autumn.id, TUESDAY + timedelta(3)).challenge_id
        schedule.replace(cast.autumn.id, TUESDAY, other, chosen_by="pin", now=NOON)
    guest = Browser(app)
    guest.post(link)
    assert fields_of(guest.get("/now"))["challenge_id"] == str(other)


def test_in_another_cohort_it_is_that_ones_and_in_none_nothing_is_asked(app: Flask, cast: Cast, guest: Browser):
    with work():
        cast.ana.cohort_id = cast.spring.id
    form = fields_of(guest.get("/now"))
    with work():
        assert form["challenge_id"] == str(challenge_on(cast.spring.id, TUESDAY).challenge_id)
        cast.ben.cohort_id = None
    nobodys = a_guest(app, cast.ben)
    assert "No challenge for you here." in nobodys.get("/now").text
    assert nobodys.post("/now", **form, text=SENTENCE).status_code == 404


def test_who_is_signed_in_goes_on_to_today(app: Flask, cast: Cast):
    browser = Browser(app, cast.ana)
    assert browser.get("/now").headers["Location"] == "/"
    assert browser.post("/now", text=SENTENCE).headers["Location"] == "/"
    assert asks_to_sign_in(Browser(app))


def test_signing_in_on_the_way_ends_the_guest(app: Flask, cast: Cast, guest: Browser):
    guest.post("/sign-out")
    assert asks_to_sign_in(guest)
    assert db.session.scalars(select(SignIn).where(SignIn.ended_at.is_(None))).all() == []


@pytest.mark.parametrize("path", ["/", "/me", "/arena", "/?step=judge", "/standings", "/desk/people", "/answers/1"])
def test_everything_else_asks_to_sign_in(app: Flask, cast: Cast, guest: Browser, path: str):
    assert guest.get(path).status_code in (302, 404)
    assert "Ana" not in guest.get(path).text


def test_its_cookie_is_nobodys_at_the_api(app: Flask, cast: Cast, guest: Browser):
    for path in ("/api/v1/today", "/api/v1/sessions", "/api/v1/me"):
        assert guest.get(path).status_code == 401
