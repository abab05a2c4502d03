"""Days as a screen reader tells them: what a page is made of, what is read out unasked, and where a refusal leads."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.colleagues import judge
from tests.journeys.conftest import Phone
from tests.journeys.phones import is_connected, recall, reply
from tests.journeys.troupe import PASSWORD, Troupe

pytestmark = pytest.mark.journey

REPLY = "Nine working days with a named lead. Shall we pencil in Monday?"


def test_a_recall_says_which_step_it_is_and_what_may_be_chosen(phone: Phone, troupe: Troupe) -> None:
    ana = phone(troupe.ana)
    expect(ana.get_by_role("navigation", name="Main").locator("[aria-current=page]")).to_have_text("Today")
    expect(ana.get_by_role("list", name="Today, step by step").locator("[aria-current=step]")).to_have_text("Recall")
    expect(ana.get_by_role("main")).to_match_aria_snapshot("""
      - list "Today, step by step"
      - paragraph: Still got it? 1 of 1
      - heading [level=1]
    """)
    for choice in ("Nine days", "A year", "A month"):
        expect(ana.get_by_role("button", name=choice)).to_be_visible()
    recall(ana)
    expect(ana.locator("[aria-current=step]")).to_have_text("Reply")


def test_a_refused_reply_leads_to_its_field_and_says_why(phone: Phone, troupe: Troupe) -> None:
    ana = phone(troupe.ana)
    recall(ana)
    field = ana.get_by_role("textbox", name="What do you say?")
    expect(field).to_have_accessible_description("0 of about 160")
    reply(ana, "   ")
    sentence = ana.get_by_role("alert").inner_text()
    expect(field).to_have_accessible_description(re.compile(re.escape(sentence)))
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()


def test_a_refused_sign_in_leads_to_its_field_and_says_why(phone: Phone) -> None:
    stranger = phone()
    stranger.goto("/sign-in")
    stranger.get_by_label("Work e-mail").fill("nobody@repartee.test")
    stranger.get_by_label("Password").fill("not this one")
    stranger.get_by_role("button", name="Sign in", exact=True).click()
    field = stranger.get_by_role("textbox", name="Work e-mail")
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description(stranger.get_by_role("alert").inner_text())


def test_votes_and_points_are_read_out_as_they_arrive(phone: Phone, troupe: Troupe, address: str) -> None:
    ana = phone(troupe.ana)
    recall(ana)
    reply(ana, REPLY)
    ana.goto("/?step=result")
    is_connected(ana)
    hears(ana)
    judge(address, troupe.kofi, PASSWORD, REPLY, 2, 1, "no_proof")
    heard(ana, r"A vote just came in: fact \d+\s%, persuasion \d+\s%\.")
    heard(ana, r"^\+\d+: What your judges think")


def test_no_connection_is_read_out_once_and_a_sign_of_it_stays(phone: Phone, troupe: Troupe) -> None:
    ana = phone(troupe.ana)
    ana.goto("/boards")
    is_connected(ana)
    hears(ana)
    ana.context.set_offline(True)
    heard(ana, "No connection. The page goes on when it is back.")
    expect(ana.get_by_role("status").filter(has_text="No connection").first).to_be_visible()
    ana.context.set_offline(False)


def test_a_board_is_a_table_with_a_name(phone: Phone, troupe: Troupe) -> None:
    ana = phone(troupe.ana)
    ana.goto("/boards")
    table = ana.get_by_role("table", name="At the top")
    assert table.get_by_role("columnheader").all_inner_texts() == ["Rank", "Name", "Points"]
    expect(ana.get_by_role("navigation", name="Period").locator("[aria-current]")).to_have_count(1)


def test_a_wizard_says_which_step_it_is(phone: Phone, troupe: Troupe) -> None:
    mara = phone(troupe.mara)
    mara.goto("/desk/competitions/new")
    expect(mara.get_by_role("list", name="Steps").locator("[aria-current=step]")).to_have_text("1. Who")
    expect(mara.get_by_role("group", name="Who is in it? At least two.")).to_be_visible()


def test_every_word_is_said_in_its_language(phone: Phone, troupe: Troupe) -> None:
    german, ana = phone(locale="de-DE"), phone(troupe.ana)
    german.goto("/sign-in")
    expect(german.locator("html")).to_have_attribute("lang", "de")
    ana.goto("/me")
    expect(ana.locator("html")).to_have_attribute("lang", "en")
    expect(ana.locator("#language option[lang=de]")).to_have_text("Deutsch")


def hears(page: Page) -> None:
    """What a polite region is given is kept, for it says each thing for five seconds only."""
    expect(page.locator("#announcer")).to_have_attribute("aria-live", "polite")
    page.evaluate("""() => {
      window.heard = [];
      const listen = (changes) =>
        changes.forEach(({ addedNodes }) => addedNodes.forEach((one) => heard.push(one.textContent)));
      new MutationObserver(listen).observe(document.getElementById("announcer"), { childList: true });
    }""")


def heard(page: Page, pattern: str) -> None:
    page.wait_for_function("(pattern) => heard.some((said) => new RegExp(pattern).test(said))", arg=pattern)
