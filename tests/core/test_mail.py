"""Whatever people are called, a mail has the headers we gave it and no other; and where it lands without a server."""

from datetime import timedelta
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import NOON
from tests.doors import Browser, Clock
from webapp.core import mail
from webapp.core.mail_message import compose
from webapp.core.mail_sending import send_due
from webapp.core.models import Mail
from webapp.core.work import work

HEADERS = ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version"]
SENDER = "Repartee <repartee@example.com>"


def sent(
    name: str = "Ana", subject: str = "Hello", text: str = "x\n", email: str = "ana@repartee.test"
) -> EmailMessage:
    """As its receiver reads it."""
    row = Mail(id=7, to_name=name, to_email=email, subject=subject, text=text, at=NOON)
    message = message_from_bytes(bytes(compose(row, SENDER)), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def shown(message: EmailMessage, header: str) -> str:
    """Put together as mail programs do; this Python's own parser leaves gaps in long names."""
    (raw,) = (value for key, value in message.raw_items() if key == header)
    return str(make_header(decode_header(raw)))


@given(name=st.text(), subject=st.text())
def test_no_name_and_no_subject_adds_a_header_or_a_receiver(name: str, subject: str):
    message = sent(name, subject)
    assert [key for key in message if not key.startswith("Content-")] == HEADERS
    assert [address.addr_spec for address in message["To"].addresses] == ["ana@repartee.test"]
    assert message.get_content().splitlines() == ["x"]


@pytest.mark.parametrize("broken", ["\r\nBcc: evil@evil.test", "\nBcc: evil@evil.test", "\r", "\u2028", "\x85", "\x00"])
def test_a_line_break_ends_no_header(broken: str):
    message = sent(f"Ana{broken}", f"Hello{broken}")
    assert message["Bcc"] is None
    assert message["Subject"].startswith("Hello")


@pytest.mark.parametrize("name", ["Zoë Brückner", "王小明", "محمد", 'O\'Neil, Jr. "Jo"', "Ana 🦊", "ა" * 120, "<b>@x>"])
def test_names_of_any_script_arrive_as_they_are(name: str):
    message = sent(name, f"{name} invites you", f"Hello {name}\n")
    assert parseaddr(shown(message, "To"))[0] == name
    assert message["Subject"] == f"{name} invites you"
    assert message.get_content().splitlines() == [f"Hello {name}"]


def test_an_address_in_another_script_travels_in_letters_that_every_server_knows():
    assert sent(email="jo@büro.example")["To"].addresses[0].addr_spec == "jo@xn--bro-hoa.example"


def test_without_a_server_mail_lands_in_a_folder_and_a_page_shows_it_newest_first(app: Flask, clock: Clock):
    for subject in ("First", "Second <script>"):
        with work():
            mail.post("Zoë", "zoe@repartee.test", subject, "See http://127.0.0.1/links?key=abc\n", now=NOON)
        assert send_due() == 1
        clock.forward(seconds=1)
    assert len(list((app.config["REPARTEE_DATA"] / "mail").glob("*.eml"))) == 2
    page = Browser(app).get("/mail")
    assert page.text.index("Second &lt;script&gt;") < page.text.index("First")
    assert 'href="http://127.0.0.1/links?key=abc"' in page.text
    assert "Zoë" in page.text


def test_a_page_without_mail_says_how_there_will_be_some(app: Flask):
    assert "Invite somebody" in Browser(app).get("/mail").text


@pytest.mark.parametrize("changed", [{"REPARTEE_ENV": "production"}, {"MAIL_SERVER": ("mail.test", 25, "", "", "no")}])
def test_nobody_reads_mail_in_production_or_where_it_is_really_sent(app: Flask, changed: dict[str, object]):
    app.config.update(changed)
    assert Browser(app).get("/mail").status_code == 404


@pytest.mark.parametrize(
    ("environment", "server", "address", "offered"),
    [
        ("development", None, "", True),
        ("production", None, "https://repartee.example", False),
        ("production", ("mail.test", 25, "", "", "never"), "", False),
        ("production", ("mail.test", 25, "", "", "never"), "https://repartee.example", True),
    ],
)
def test_production_offers_mail_where_there_is_a_server_and_an_address_that_nobody_can_forge(
    app: Flask, environment: str, server: object, address: str, offered: bool
):
    app.config.update(REPARTEE_ENV=environment, MAIL_SERVER=server, BASE_URL=address)
    assert mail.is_offered() is offered


def test_links_begin_with_the_public_address_whatever_a_request_says(app: Flask):
    app.config["BASE_URL"] = "https://repartee.example/"
    with app.test_request_context(headers={"Host": "evil.test"}):
        assert mail.our_address() == "https://repartee.example"
    app.config["BASE_URL"] = ""
    with app.test_request_context(headers={"Host": "127.0.0.1:8000"}):
        assert mail.our_address() == "http://127.0.0.1:8000"


def test_a_mail_that_waits_is_due_at_once(app: Flask, clock: Clock):
    with work():
        row = mail.post("Ana", "ana@repartee.test", "S" * 500, "x", now=NOON, until=NOON + timedelta(hours=1))
    assert (row.next_try_at, len(row.subject)) == (NOON, 200)
