"""A new rep's first minute: a manager's tap, a mail, a tap on the phone, and today's session."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Phone
from tests.journeys.inspecting import violations, wide
from tests.journeys.troupe import Troupe

pytestmark = pytest.mark.journey


def test_an_invited_rep_opens_the_mail_on_a_phone_and_lands_in_todays_session(phone: Phone, troupe: Troupe) -> None:
    mara = phone(troupe.mara, reduced_motion="reduce")
    invite_everybody(mara)
    expect(mara.get_by_role("row").filter(has_text=troupe.ana)).to_be_visible()
    assert wide("invitations", mara) + violations("invitations", mara) == []

    ana = phone(reduced_motion="reduce")
    link = link_to(ana, troupe.ana)
    ana.goto(link)
    expect(ana.get_by_role("heading", name="Welcome, Ana.")).to_be_visible()
    assert wide("link", ana) + violations("link", ana) == []
    ana.get_by_label("Choose a password").fill("a short sentence")
    ana.get_by_role("button", name="Come in").tap()
    expect(ana).to_have_url("/")
    expect(ana.get_by_text("Still got it?")).to_be_visible()

    another = phone(reduced_motion="reduce")
    another.goto(link)
    expect(another.get_by_role("heading", name="This link has closed.")).to_be_visible()
    assert wide("closed", another) + violations("closed", another) == []


def test_who_forgot_their_password_is_back_within_a_minute(phone: Phone, troupe: Troupe) -> None:
    ana = phone(reduced_motion="reduce")
    ana.goto("/sign-in")
    ana.get_by_role("link", name="Forgot your password?").tap()
    assert wide("ask", ana) + violations("ask", ana) == []
    ana.get_by_label("Work e-mail").fill(troupe.ana)
    ana.get_by_role("button", name="Send me a link").tap()
    expect(ana.get_by_role("heading", name="Look in your mail.")).to_be_visible()
    assert wide("asked", ana) + violations("asked", ana) == []
    ana.goto(link_to(ana, troupe.ana))
    ana.get_by_label("Choose a password").fill("a short sentence")
    ana.get_by_role("button", name="Come in").tap()
    expect(ana.get_by_text("Still got it?")).to_be_visible()


def test_a_typed_address_and_one_tap_send_a_link(phone: Phone, troupe: Troupe) -> None:
    ben = phone()
    ben.goto("/sign-in")
    ben.get_by_label("Work e-mail").fill(troupe.ben)
    ben.get_by_role("button", name="Send me a link").tap()
    expect(ben.get_by_role("heading", name="Look in your mail.")).to_be_visible()
    ben.goto(link_to(ben, troupe.ben))
    ben.get_by_role("button", name="Come in").tap()
    expect(ben.get_by_text("Still got it?")).to_be_visible()


def invite_everybody(page: Page) -> None:
    """As the people's desk does by its button."""
    page.evaluate(
        """() => {
          const form = document.createElement("form");
          form.method = "post";
          form.action = "/desk/people/invitations";
          const secret = document.createElement("input");
          secret.name = "csrf_token";
          secret.value = document.querySelector("meta[name=csrf-token]").content;
          form.append(secret);
          document.body.append(form);
          form.submit();
        }"""
    )
    page.wait_for_url("**/desk/people/invitations")


def link_to(page: Page, email: str) -> str:
    """The newest letter to this address, once the worker has sent it."""
    letter = page.locator(".letter").filter(has_text=email).first
    for _ in range(30):
        page.goto("/mail")
        if letter.count():
            break
        page.wait_for_timeout(500)
    href = letter.locator("a").get_attribute("href")
    assert href is not None
    return href
