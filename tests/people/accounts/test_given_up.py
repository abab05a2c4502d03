"""Mails that were given up: who sees which, and that sending again makes a fresh link."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.cast import NOON, Cast
from tests.doors import Browser, Clock, everything
from tests.people.accounts.letterbox import key_in, letters
from webapp.core import mail
from webapp.core.mail_sending import send_due
from webapp.core.models import Mail
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.accounts import actions
from webapp.people.actions import deactivate
from webapp.people.models import Person

MAILS = "/desk/people/mails"
REFUSED = "SMTPRecipientsRefused: {'they@x.test': (550, b'no <such> user')}"


def fail(error: str = REFUSED, tries: int = 1) -> None:
    """What waits is given up, as the worker would."""
    with work():
        waiting = update(Mail).where(Mail.next_try_at.is_not(None))
        db.session.execute(waiting.values(next_try_at=None, text="", error=error, tries=tries))


Fails = Callable[..., int]


@pytest.fixture
def fails(cast: Cast, clock: Clock) -> Fails:
    """A mail to somebody that is given up; gives its id."""

    def failed(person: Person, purpose: str = "invitation", **how: int) -> int:
        with work():
            if purpose == "invitation":
                actions.invite(person, cast.mara, "http://localhost", mailed=True, now=clock())
            else:
                actions.mail_link(person, purpose, "http://localhost", now=clock())
        fail(**how)
        return letters(person.email)[-1].id

    return failed


def test_the_page_says_to_whom_what_when_how_often_and_why(app: Flask, cast: Cast, fails: Fails):
    fails(cast.ana, tries=7)
    page = Browser(app, cast.mara).get(MAILS).text
    for words in (
        "One mail did not arrive",
        cast.ana.email,
        "Mara invites you to Repartee",
        "Tue 24 Nov 2026, 12:00",
        ">7<",
        "There is no such mailbox. Check the address.",
        "no &lt;such&gt; user",
        "Send again",
    ):
        assert words in page


@pytest.mark.parametrize("purpose", ["invitation", "sign_in", "reset"])
def test_sent_again_it_carries_a_new_link_of_its_kind(app: Flask, cast: Cast, clock: Clock, fails: Fails, purpose: str):
    mail_id, maras = fails(cast.ana, purpose), Browser(app, cast.mara)
    clock.forward(hours=1)
    assert maras.post(f"{MAILS}/{mail_id}").location == MAILS
    old, new = letters(cast.ana.email)
    assert (old.sent_at, old.next_try_at, new.next_try_at, new.subject) == (None, None, clock.at, old.subject)
    assert send_due() == 1
    page = maras.get(MAILS).text
    assert "A new mail with a new link is on its way to ana@repartee.test" in page
    assert "Every mail has gone out" in page
    assert maras.post(f"{MAILS}/{mail_id}").status_code == 404, "once is enough"


@pytest.mark.parametrize("purpose", ["invitation", "sign_in", "reset"])
def test_the_new_link_lets_them_in_and_the_old_one_does_not(
    app: Flask, cast: Cast, clock: Clock, fails: Fails, monkeypatch: pytest.MonkeyPatch, purpose: str
):
    with monkeypatch.context() as known:
        known.setattr("secrets.token_urlsafe", lambda _length: "the-old-one")
        mail_id = fails(cast.ana, purpose)
    clock.forward(minutes=1)
    Browser(app, cast.mara).post(f"{MAILS}/{mail_id}")
    assert Browser(app).post("/links", key="the-old-one", password="a short sentence").status_code == 410
    new = key_in(letters(cast.ana.email)[1].text)
    assert Browser(app).post("/links", key=new, password="a short sentence").status_code == 302


@pytest.mark.parametrize(
    ("who", "status", "sees"), [("mara", 200, {"ana", "cleo"}), ("ada", 200, {"ana", "cleo", "outsider", "mara"})]
)
def test_managers_see_their_peoples_and_admins_all(
    app: Flask, cast: Cast, fails: Fails, who: str, status: int, sees: set[str]
):
    for whom in ("ana", "cleo", "outsider", "mara"):
        fails(getattr(cast, whom), "sign_in")
    page = Browser(app, getattr(cast, who)).get(MAILS)
    assert page.status_code == status
    assert {one for one in ("ana", "cleo", "outsider", "mara") if getattr(cast, one).email in page.text} == sees


def test_a_strangers_mail_is_not_there(app: Flask, cast: Cast, fails: Fails):
    ids = [fails(cast.outsider), fails(cast.ada), 2**31 - 1, 2**31]
    before, maras = everything(), Browser(app, cast.mara)
    assert [maras.post(f"{MAILS}/{mail_id}").status_code for mail_id in ids] == [404] * 4
    assert everything() == before


@pytest.mark.parametrize("who", ["ana", "kofi"])
def test_reps_and_coaches_see_none(app: Flask, cast: Cast, fails: Fails, who: str):
    mail_id = fails(cast.ana)
    before, browser = everything(), Browser(app, getattr(cast, who))
    assert browser.get(MAILS).status_code == 403
    assert browser.post(f"{MAILS}/{mail_id}").status_code == 403
    assert everything() == before


def test_strangers_are_asked_to_sign_in(app: Flask, cast: Cast, fails: Fails):
    mail_id = fails(cast.ana)
    before = everything()
    assert "/sign-in" in Browser(app).get(MAILS).location
    assert "/sign-in" in Browser(app).post(f"{MAILS}/{mail_id}").location
    assert everything() == before


def test_the_list_of_people_leads_there_only_where_there_is_something_to_see(app: Flask, cast: Cast, fails: Fails):
    maras, adas = Browser(app, cast.mara), Browser(app, cast.ada)
    fails(cast.outsider)
    assert MAILS not in maras.get("/desk/people").text
    assert f'href="{MAILS}"' in adas.get("/desk/people").text
    fails(cast.ana)
    assert "One mail did not arrive" in maras.get("/desk/people").text


def test_what_waits_or_was_sent_is_no_trouble(app: Flask, cast: Cast):
    with work():
        actions.invite(cast.ana, cast.mara, "http://localhost", mailed=True, now=NOON)
    maras = Browser(app, cast.mara)
    assert "Every mail has gone out" in maras.get(MAILS).text
    mail_id = letters(cast.ana.email)[0].id
    assert maras.post(f"{MAILS}/{mail_id}").status_code == 404
    send_due()
    assert "Every mail has gone out" in maras.get(MAILS).text


def test_what_a_later_mail_or_visit_has_overtaken_is_no_trouble(app: Flask, cast: Cast, clock: Clock, fails: Fails):
    for person in (cast.ana, cast.ben, cast.cleo, cast.dev):
        fails(person)
    clock.forward(hours=1)
    with work():
        actions.invite(cast.ana, cast.mara, "http://localhost", mailed=True, now=clock.at)
        deactivate(cast.cleo, cast.ada, now=clock.at)
    Browser(app, cast.ben)
    page = Browser(app, cast.mara).get(MAILS).text
    shown = [one.name for one in (cast.ana, cast.ben, cast.cleo, cast.dev) if one.email in page]
    assert shown == ["Dev"]
    clock.forward(days=30)
    assert "Every mail has gone out" in Browser(app, cast.mara).get(MAILS).text


def test_an_address_that_is_nobodys_is_the_admins_to_see_and_cannot_be_written_to(app: Flask, cast: Cast, fails: Fails):
    mail_id = fails(cast.ana)
    with work():
        cast.ana.email = "ana.new@repartee.test"
    adas = Browser(app, cast.ada)
    page = adas.get(MAILS).text
    assert "Nobody here has this address" in page
    assert "Send again" not in page
    before = everything()
    assert adas.post(f"{MAILS}/{mail_id}").status_code == 409
    assert everything() == before
    assert "ana@repartee.test" not in Browser(app, cast.mara).get(MAILS).text


def test_a_mail_that_carried_no_link_is_shown_but_not_written_again(app: Flask, cast: Cast):
    with work():
        mail.post("Ana", cast.ana.email, "Your week", "x", now=NOON)
    fail("TimeoutError: timed out", 7)
    maras = Browser(app, cast.mara)
    page = maras.get(MAILS).text
    assert "could not be reached" in page
    assert "Send again" not in page
    before = everything()
    assert maras.post(f"{MAILS}/{letters(cast.ana.email)[0].id}").status_code == 409
    assert everything() == before


def test_where_no_mail_goes_out_the_page_says_what_to_do_instead(app: Flask, cast: Cast, fails: Fails):
    mail_id = fails(cast.ana)
    app.config["REPARTEE_ENV"] = "production"
    before = everything()
    page = Browser(app, cast.mara).post(f"{MAILS}/{mail_id}")
    assert (page.status_code, "hand the link over" in page.text) == (409, True)
    assert everything() == before


def test_what_the_worker_gives_up_as_too_late_is_listed(app: Flask, cast: Cast, clock: Clock):
    with work():
        actions.mail_link(cast.ana, "sign_in", "http://localhost", now=NOON)
    clock.at = NOON + timedelta(hours=1)
    assert send_due() == 0
    assert db.session.scalar(select(Mail.text)) == ""
    page = Browser(app, cast.mara).get(MAILS).text
    assert "its link had expired" in page
    assert "never" in page
