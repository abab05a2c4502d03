"""A digest as it reaches a mailbox, and the one post that ends it."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest
from flask import Flask
from structlog.testing import capture_logs

from tests.alerts.digests.conftest import ADDRESS
from tests.alerts.mornings import MONDAY_8, came
from tests.cast import Cast
from tests.conftest import settings_for
from tests.core.post_office import PostOffice, a_post_office, plain
from tests.doors import Browser, Clock
from webapp import create_app
from webapp.alerts.digests.queries import rhythm_of
from webapp.alerts.digests.tasks import write_due_digests
from webapp.alerts.digests.unsubscribing import unsubscribe_url
from webapp.core import mail
from webapp.core.mail_sending import send_due
from webapp.core.models import Mail
from webapp.core.work import work
from webapp.extensions import db
from webapp.people import merging
from webapp.people.models import Person

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture(autouse=True)
def _it_is_monday_morning(clock: Clock, cast: Cast) -> None:
    clock.at = MONDAY_8
    came(cast.ana)


@pytest.fixture
def office(app: Flask) -> Iterator[PostOffice]:
    with a_post_office() as (office, port):
        app.config["MAIL_SERVER"] = plain(port)
        yield office


def brought(office: PostOffice) -> EmailMessage:
    message = message_from_bytes(office.brought[-1].original_content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def way_out(person: Person) -> str:
    return urlsplit(unsubscribe_url(person.id)).path


def test_it_arrives_in_two_parts_the_plain_one_first(office: PostOffice):
    write_due_digests()
    assert send_due() == 1
    message = brought(office)
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    plain_part, page = (part.get_content() for part in message.iter_parts())
    assert "Today's prospect" in plain_part
    assert "<!doctype html>" in page
    assert send_due() == 0


def test_it_says_in_one_line_how_a_mailbox_ends_it(office: PostOffice, cast: Cast):
    write_due_digests()
    send_due()
    raw = office.brought[-1].original_content
    assert f"\r\nList-Unsubscribe: <{unsubscribe_url(cast.ana.id)}>\r\n".encode() in raw
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw
    assert unsubscribe_url(cast.ana.id) in str(brought(office).get_body(("plain",)).get_content())  # type: ignore[union-attr]
    assert max(map(len, raw.split(b"\r\n"))) < 998


def test_other_mail_says_nothing_of_that_kind(office: PostOffice):
    with work():
        mail.post("Ana", "ana@repartee.test", "Hello", "x\n", now=MONDAY_8)
    send_due()
    assert b"List-Unsubscribe" not in office.brought[-1].original_content


def test_a_link_to_sign_in_with_waits_for_no_digest(office: PostOffice, clock: Clock):
    write_due_digests()
    clock.forward(seconds=5)
    with work():
        mail.post("Ben", "ben@repartee.test", "Your link", "x\n", now=clock.at)
    assert send_due() == 2
    assert [one.rcpt_tos for one in office.brought] == [["ben@repartee.test"], ["ana@repartee.test"]]


def test_one_that_waited_until_noon_is_sent_no_more(office: PostOffice, clock: Clock):
    office.to_recipient = "451 Come back later"
    write_due_digests()
    send_due()
    office.to_recipient = "250 OK"
    clock.forward(hours=4)
    assert send_due() == 0
    assert office.brought == []
    (row,) = db.session.scalars(db.select(Mail))
    assert (row.text, row.html) == ("", None)


def test_a_mailbox_ends_it_with_one_post_without_cookies_or_a_forms_secret(tmp_path, app: Flask, cast: Cast):  # type: ignore[no-untyped-def]
    strict = create_app(
        settings_for(
            tmp_path,
            WTF_CSRF_ENABLED=True,
            BASE_URL=ADDRESS,
            SQLALCHEMY_DATABASE_URI=app.config["SQLALCHEMY_DATABASE_URI"],
        )
    )
    mailbox = Browser(strict)
    ended = mailbox.post(way_out(cast.ana), **ONE_CLICK)
    assert ended.status_code == 200
    assert "location" not in ended.headers
    assert rhythm_of(cast.ana, MONDAY_8) == "none"
    assert write_due_digests() == 0
    with strict.app_context():
        db.engine.dispose()


def test_a_scanner_that_follows_the_link_ends_nothing(app: Flask, cast: Cast):
    page = Browser(app).get(way_out(cast.ana))
    assert page.status_code == 200
    assert '<form method="post"' in page.text
    assert Browser(app).open("HEAD", way_out(cast.ana)).status_code == 200
    assert rhythm_of(cast.ana, MONDAY_8) == "weekly"


def test_the_pages_button_ends_it(app: Flask, cast: Cast):
    browser = Browser(app)
    (action,) = re.findall(r'action="(/digests/[^"]+)"', browser.get(way_out(cast.ana)).text)
    assert "You get no more" in browser.post(action).text
    assert rhythm_of(cast.ana, MONDAY_8) == "none"


def test_a_link_ends_its_owners_and_nobody_elses(app: Flask, cast: Cast):
    Browser(app, cast.ana).post(way_out(cast.ben), **ONE_CLICK)
    assert rhythm_of(cast.ana, MONDAY_8) == "weekly"
    assert rhythm_of(cast.ben, MONDAY_8) == "none"


def test_a_link_that_is_not_ours_ends_nothing(app: Flask, cast: Cast):
    secret = way_out(cast.ana).split("/")[2]
    payload, _dot, signature = secret.partition(".")
    other = way_out(cast.ben).split("/")[2].partition(".")[0]
    for forged in (f"{other}.{signature}", payload, str(cast.ana.id), f"{secret}x", "a" * 40):
        for method in ("GET", "POST"):
            assert Browser(app).open(method, f"/digests/{forged}/off").status_code == 404
    assert rhythm_of(cast.ana, MONDAY_8) == rhythm_of(cast.ben, MONDAY_8) == "weekly"


def test_the_link_of_an_account_that_was_merged_ends_the_kept_ones(app: Flask, cast: Cast):
    old = way_out(cast.ben)
    with work():
        merging.merge(cast.ada, cast.ana, cast.ben, now=MONDAY_8)
    assert Browser(app).post(old, **ONE_CLICK).status_code == 200
    assert rhythm_of(cast.ana, MONDAY_8) == "none"


def test_the_link_stays_out_of_the_logs(app: Flask, cast: Cast):
    with capture_logs() as logged:
        Browser(app).get(way_out(cast.ana))
    assert [line["path"] for line in logged] == ["/digests/…/off"]


def test_a_digest_that_never_arrived_is_no_invitation_to_send_again(
    app: Flask, office: PostOffice, cast: Cast, clock: Clock
):
    office.to_recipient = "550 No such mailbox"
    write_due_digests()
    send_due()
    assert cast.ana.email not in Browser(app, cast.ada).get("/desk/people/mails").text


def test_development_shows_the_plain_part(app: Flask, cast: Cast):
    write_due_digests()
    send_due()
    page = Browser(app).get("/mail").text
    assert "You get this once a week." in page
    assert "supported-color-schemes" not in page


def test_a_rep_chooses_on_the_page_that_they_came_from(app: Flask, cast: Cast):
    browser = Browser(app, cast.ana)
    assert 'value="weekly" checked' in browser.get("/reminders").text
    kept = browser.post("/digests", rhythm="daily", back="/reminders")
    assert (kept.status_code, kept.headers["Location"]) == (302, "/reminders")
    assert 'value="daily" checked' in browser.get("/reminders").text
    assert rhythm_of(cast.ben, MONDAY_8) == "weekly"


@pytest.mark.parametrize("back", ["https://evil.test/", "//evil.test", "/\\evil.test", "evil", ""])
def test_nobody_is_led_elsewhere(app: Flask, cast: Cast, back: str):
    led = Browser(app, cast.ana).post("/digests", rhythm="daily", back=back)
    assert led.headers["Location"] == "/reminders"


def test_what_is_no_rhythm_changes_nothing(app: Flask, cast: Cast):
    browser = Browser(app, cast.ana)
    browser.post("/digests", rhythm="hourly")
    assert "Choose every day" in browser.get("/reminders").text
    assert rhythm_of(cast.ana, MONDAY_8) == "weekly"


def test_only_reps_are_offered_it_and_only_where_mail_goes_out(app: Flask, cast: Cast):
    assert "By e-mail" not in Browser(app, cast.mara).get("/reminders").text
    app.config["REPARTEE_ENV"] = "production"
    assert "By e-mail" not in Browser(app, cast.ana).get("/reminders").text
