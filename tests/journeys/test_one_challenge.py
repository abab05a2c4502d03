"""A link in a message, on a phone where nobody is signed in: the challenge, a reply without a password, and the end."""

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.journeys.conftest import Phone
from tests.journeys.inspecting import violations, wide
from tests.journeys.troupe import Troupe
from webapp.answers.rules import window
from webapp.core import clock
from webapp.extensions import db
from webapp.people.accounts.challenge_links import challenge_path
from webapp.people.queries import by_email

pytestmark = pytest.mark.journey

REPLY = "Nine working days, with a named lead. Shall we look at your first week?"
LIKE_A_PERSON = "Object.defineProperty(Navigator.prototype, 'webdriver', { get: () => false })"


@pytest.fixture
def link(house: Flask, address: str, troupe: Troupe, monkeypatch: pytest.MonkeyPatch) -> str:
    """Signed with the server's key, as its worker does."""
    monkeypatch.setitem(house.config, "SECRET_KEY", (house.config["REPARTEE_DATA"] / "secret.key").read_text())
    ana = by_email(troupe.ana)
    assert ana is not None
    day = clock.local_day(clock.now(), ana.time_zone)
    path = challenge_path(ana, day, until=window(day, ana.time_zone)[1])
    db.session.rollback()
    return path


def test_a_reply_without_a_password_once_and_on_one_device(phone: Phone, link: str) -> None:
    ana, second = phone(reduced_motion="reduce"), phone(reduced_motion="reduce")
    second.goto(link)
    expect(second.get_by_role("heading", name="Ready, Ana?")).to_be_visible()
    found = wide("link", second) + violations("link", second)

    ana.add_init_script(LIKE_A_PERSON)
    ana.goto(link)
    expect(ana).to_have_url("/now")
    found += wide("challenge", ana) + violations("challenge", ana)
    ana.get_by_label("What do you say?").fill(REPLY)
    ana.get_by_role("button", name="Say it").tap()
    expect(ana.get_by_role("heading", name="Streak safe.")).to_be_visible()
    expect(ana.get_by_text(REPLY)).to_be_visible()
    found += wide("replied", ana) + violations("replied", ana)

    second.get_by_role("button", name="Open the challenge").tap()
    expect(second.get_by_role("heading", name="This link was used.")).to_be_visible()
    found += wide("used", second) + violations("used", second)
    assert found == []

    ana.get_by_role("link", name="Sign in").tap()
    expect(ana.get_by_text("Your link opened one challenge.")).to_be_visible()
    ana.goto(link)
    expect(ana.get_by_role("heading", name="This link was used.")).to_be_visible()
