"""A mail is written with what it is about, and reaches the server at least once, however the server behaves."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask

from tests.cast import NOON
from tests.core.post_office import (
    HERE,
    SECRET,
    USER,
    PostOffice,
    a_post_office,
    a_silent_one,
    certified,
    knows_us,
    plain,
)
from tests.doors import Clock
from webapp.config import MailServer
from webapp.core import mail, mail_sending, mail_server, work
from webapp.core.mail_message import compose
from webapp.core.mail_sending import PAUSES, next_try, send_due
from webapp.core.models import Mail
from webapp.extensions import db


@pytest.fixture
def office(app: Flask) -> Iterator[PostOffice]:
    with a_post_office() as (office, port):
        app.config["MAIL_SERVER"] = plain(port)
        yield office


def write(subject: str = "Hello", email: str = "ana@repartee.test", until: datetime | None = None) -> int:
    with work.work():
        return mail.post("Ana", email, subject, "Good morning.\n", now=NOON, until=until).id


def row(mail_id: int) -> Mail:
    db.session.rollback()
    return db.session.get_one(Mail, mail_id, populate_existing=True)


def test_what_was_written_is_handed_over_once(office: PostOffice, clock: Clock):
    written = write()
    assert send_due() == 1
    (envelope,) = office.brought
    assert envelope.rcpt_tos == ["ana@repartee.test"]
    assert b"Subject: Hello\r\n" in envelope.original_content
    assert row(written).sent_at == NOON
    clock.forward(days=2)
    assert send_due() == 0
    assert len(office.brought) == 1


def test_what_was_taken_back_is_never_sent(office: PostOffice):
    def changes_its_mind() -> None:
        with work.work():
            mail.post("Ana", "ana@repartee.test", "Hello", "x", now=NOON)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        changes_its_mind()
    assert send_due() == 0
    assert office.brought == []


def test_many_go_out_in_one_conversation(office: PostOffice):
    for n in range(5):
        write(email=f"n{n}@repartee.test")
    assert send_due() == 5
    assert office.conversations == 1


def test_its_text_is_kept_no_longer_than_it_waits(office: PostOffice):
    written = write()
    assert row(written).text
    send_due()
    assert row(written).text == ""


def test_a_mailbox_that_does_not_exist_is_given_up_at_once_and_says_why(office: PostOffice, clock: Clock):
    office.to_recipient = "550 No such mailbox"
    written, other = write(), write()
    assert send_due() == 0
    assert (row(written).next_try_at, row(written).sent_at, row(written).text) == (None, None, "")
    assert "No such mailbox" in str(row(written).error)
    assert row(other).tries == 1
    office.to_recipient = "250 OK"
    clock.forward(days=2)
    assert send_due() == 0


def test_a_server_that_is_busy_is_asked_again_ever_more_seldom_and_at_last_no_more(office: PostOffice, clock: Clock):
    office.to_recipient = "451 Come back later"
    written = write()
    for pause in PAUSES:
        send_due()
        assert row(written).next_try_at == clock.at + pause
        clock.forward(seconds=pause.total_seconds() - 1)
        assert send_due() == 0
        clock.forward(seconds=1)
    send_due()
    assert row(written).tries == len(PAUSES) + 1
    assert (row(written).next_try_at, row(written).text) == (None, "")
    assert "Come back later" in str(row(written).error)


def test_one_that_came_through_later_bears_no_error(office: PostOffice, clock: Clock):
    office.to_message = "451 Busy"
    written = write()
    send_due()
    assert row(written).error
    office.to_message = "250 OK"
    clock.forward(minutes=1)
    assert send_due() == 1
    assert row(written).error is None


def test_one_that_cannot_be_put_together_keeps_no_other_back(office: PostOffice, monkeypatch: pytest.MonkeyPatch):
    bad, good = write(), write()

    def puts_together(mail: Mail, sender: str) -> EmailMessage:
        if mail.id == bad:
            raise LookupError("poison")
        return compose(mail, sender)

    monkeypatch.setattr(mail_sending, "compose", puts_together)
    assert send_due() == 1
    assert "poison" in str(row(bad).error)
    assert row(good).sent_at


def test_who_lives_under_letters_of_another_script_gets_mail_where_the_server_can(office: PostOffice):
    write(email="jörg@büro.example")
    assert send_due() == 1
    assert office.brought[0].rcpt_tos == ["jörg@xn--bro-hoa.example"]


def test_a_server_that_dies_before_it_says_yes_gets_it_again_under_the_same_id(office: PostOffice, clock: Clock):
    """At least once: it may have the mail or not, so it gets it again and may know it by its id."""
    office.to_message = None
    written = write()
    assert send_due() == 0
    assert row(written).sent_at is None
    office.to_message = "250 OK"
    clock.forward(minutes=1)
    assert send_due() == 1
    first, second = (envelope.original_content for envelope in office.brought)
    assert first == second
    assert b"Message-ID: <" in first


def test_a_worker_that_dies_in_the_middle_loses_nothing(
    office: PostOffice, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    written = write()
    with monkeypatch.context() as patched:
        patched.setattr(mail_server.Conversation, "send", dies)
        with pytest.raises(KeyboardInterrupt):
            send_due()
    assert row(written).tries == 1
    clock.forward(minutes=1)
    assert send_due() == 1


def test_a_silent_server_is_waited_for_only_so_long_and_nobody_waits_with_us(
    app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(mail_server, "PATIENCE", 0.2)
    written = write()
    with a_silent_one() as port:
        app.config["MAIL_SERVER"] = plain(port)
        began = time.monotonic()
        assert send_due() == 0
        assert time.monotonic() - began < 2
    assert row(written).next_try_at == NOON + PAUSES[0]
    assert row(written).error


def test_no_work_is_open_while_the_server_is_spoken_to(office: PostOffice, monkeypatch: pytest.MonkeyPatch):
    seen = []
    handed = mail_server.Conversation.send

    def watched(*given: object) -> None:
        with pytest.raises(RuntimeError, match="inside"):
            work.current()
        seen.append(db.session().in_transaction())
        handed(*given)

    monkeypatch.setattr(mail_server.Conversation, "send", watched)
    write()
    assert send_due() == 1
    assert seen == [False]


def test_nobody_there_is_an_error_like_any(app: Flask, clock: Clock):
    app.config["MAIL_SERVER"] = plain(1)
    written = write()
    assert send_due() == 0
    assert "refused" in str(row(written).error)


def test_what_is_worth_nothing_any_more_is_not_sent(office: PostOffice, clock: Clock):
    late, timely = write(until=NOON + timedelta(minutes=15)), write(until=NOON + timedelta(hours=1))
    clock.forward(minutes=15)
    assert send_due() == 1
    assert (row(late).sent_at, row(late).next_try_at, row(late).text) == (None, None, "")
    assert row(timely).sent_at


@pytest.mark.parametrize("kind", ["asked for", "at once"])
def test_it_signs_in_over_tls_and_only_to_whom_it_trusts(
    app: Flask, clock: Clock, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
):
    context, certificate = certified(tmp_path)
    asked_for = {"tls_context": context, "require_starttls": True, "auth_required": True}
    tls = asked_for if kind == "asked for" else {"ssl_context": context, "auth_require_tls": False}
    with a_post_office(authenticator=knows_us, **tls) as (office, port):
        app.config["MAIL_SERVER"] = MailServer(HERE, port, USER, SECRET, kind)
        written = write()
        assert send_due() == 0, "nobody vouches for this certificate"
        assert "CERTIFICATE_VERIFY_FAILED" in str(row(written).error)
        assert office.brought == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        clock.forward(minutes=1)
        assert send_due() == 1
        app.config["MAIL_SERVER"] = MailServer(HERE, port, USER, "guess", kind)
        refused = write()
        assert send_due() == 0
        assert "535" in str(row(refused).error)
        assert "guess" not in str(row(refused).error)


def test_a_server_that_knows_no_tls_gets_neither_password_nor_mail(office: PostOffice, app: Flask):
    app.config["MAIL_SERVER"] = app.config["MAIL_SERVER"]._replace(tls="asked for", user=USER, password=SECRET)
    written = write()
    assert send_due() == 0
    assert "STARTTLS" in str(row(written).error)
    assert office.brought == []


def test_there_is_a_last_try():
    assert next_try(1, NOON) == NOON + timedelta(minutes=1)
    assert next_try(len(PAUSES) + 1, NOON) is None
