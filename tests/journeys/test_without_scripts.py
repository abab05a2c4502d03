"""Everything that a form can do works without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Phone
from tests.journeys.phones import recall, reply, tap
from tests.journeys.troupe import Troupe

pytestmark = pytest.mark.journey


def test_the_two_minutes_without_javascript(phone: Phone, troupe: Troupe) -> None:
    ana = phone(troupe.ana, java_script_enabled=False)
    recall(ana)
    reply(ana, "Nine working days with a named lead.")
    expect(ana.get_by_role("heading", name="Streak safe.")).to_be_visible()

    ana.get_by_role("link", name="Judge").click()
    tap(ana, "Right")
    tap(ana, "Wins")
    ana.get_by_role("button", name="Send my vote").click()
    expect(ana.locator("[data-tally] [data-text=votes]")).to_have_text("1 vote")
    before = ana.locator("[data-text=fact]").inner_text()

    tap(ana, "Wrong")
    ana.get_by_role("button", name="Send my vote").click()
    expect(ana.locator("[data-text=fact]")).not_to_have_text(before)
    expect(ana.locator("[data-tally] [data-text=votes]")).to_have_text("1 vote")

    ana.get_by_role("link", name="Boards").click()
    expect(ana.locator("[aria-current=true][data-row]").first).to_contain_text("Ana")
    ana.get_by_role("link", name="Teams").click()
    expect(ana.get_by_role("cell", name="Reds").first).to_be_visible()
    ana.get_by_role("link", name="Me", exact=True).click()
    expect(ana.get_by_role("heading", name="2 days in a row")).to_be_visible()
    ana.get_by_role("button", name="Sign out").click()
    expect(ana).to_have_url("/sign-in")


def test_a_refused_reply_keeps_its_text_without_javascript(phone: Phone, troupe: Troupe) -> None:
    ana = phone(troupe.ana, java_script_enabled=False)
    recall(ana)
    late = ana.context.new_page()
    late.goto("/?step=reply")
    reply(ana, "Nine working days with a named lead.")
    reply(late, "And another thought of mine.")
    expect(late.get_by_role("alert")).to_be_visible()
    expect(late.get_by_label("What do you say?")).to_have_value("And another thought of mine.")
