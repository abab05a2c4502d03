"""Whole days without a mouse or a finger: everything is reached, nothing is lost, and nothing holds the keyboard."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Phone
from tests.journeys.keys import press, press_until_around, sign_in_by_keyboard, tab_to, write
from tests.journeys.troupe import PASSWORD, Troupe

pytestmark = pytest.mark.journey

REPLY = "Nine working days with a named lead. Shall we pencil in Monday?"


def test_a_reps_whole_day(phone: Phone, troupe: Troupe) -> None:
    ana = phone()
    sign_in_by_keyboard(ana, troupe.ana, PASSWORD)
    press(ana, "button", "Nine days")
    arrived(ana, "Right. You've still got it.")
    press(ana, "link", "On we go")
    expect(ana.locator("[data-arrive]")).to_be_focused()
    reply_after_a_refusal(ana)
    arrived(ana, "Streak safe.")
    tab_to(ana, ".way-on a.button")
    ana.keyboard.press("Enter")
    expect(ana.locator("#vote-sentence")).to_be_focused()
    while ana.locator("#judge").count():
        judge(ana)
    second_try(ana)
    boards(ana)
    settings(ana)


def test_a_manager_starts_a_competition_and_finds_somebody(phone: Phone, troupe: Troupe) -> None:
    mara = phone()
    sign_in_by_keyboard(mara, troupe.mara, PASSWORD)
    mara.goto("/desk/competitions")
    press(mara, "link", "Skip to the content")
    expect(mara.get_by_role("main")).to_be_focused()
    press(mara, "link", "New competition")
    came(mara, "Who takes part?")
    tab_to(mara, mara.get_by_role("navigation", name="Between").get_by_role("link", name="People"))
    mara.keyboard.press("Enter")
    expect(mara.get_by_label("Ana", exact=True)).to_be_visible()
    wizard(mara)
    press(mara, "button", "Publish")
    came(mara, "How it stands")

    mara.goto("/desk/people")
    press(mara, "link", "Ana")
    expect(mara.get_by_role("heading", level=1)).to_have_text("Ana")


@pytest.mark.parametrize("path", ["/me", "/reminders", "/call", "/boards"])
def test_nothing_holds_the_keyboard(phone: Phone, troupe: Troupe, path: str) -> None:
    ana = phone(troupe.ana)
    ana.goto(path)
    press_until_around(ana)


def wizard(mara: Page) -> None:
    """Refused once, it goes on at the sentence that says why."""
    write(mara, "What is it called?", "The week")
    press(mara, "button", "On to what counts")
    expect(mara.get_by_role("alert")).to_be_focused()
    for name in ("Ana", "Ben"):
        tab_to(mara, mara.get_by_label(name, exact=True))
        mara.keyboard.press("Space")
    press(mara, "button", "On to what counts")
    came(mara, "What counts?")
    tab_to(mara, "[name=metric]")
    mara.keyboard.press("ArrowDown")
    press(mara, "button", "On to when")
    came(mara, "When, and for what?")
    press(mara, "button", "Keep and look at it")
    came(mara, "Ready?")


def reply_after_a_refusal(ana: Page) -> None:
    """What was wrong has the keyboard, and so has the field it is about."""
    press(ana, "button", "Say it")
    expect(ana.get_by_role("alert")).to_be_visible()
    expect(ana.get_by_label("What do you say?")).to_be_focused()
    ana.keyboard.type(REPLY)
    press(ana, "button", "Say it")


def judge(ana: Page) -> None:
    expect(ana.locator("#vote-sentence")).to_be_focused()
    choose(ana, "fact", "Right")
    choose(ana, "persuasion", "Keeps")
    expect(ana.locator("#verdict .tally:not([data-votes='0'])")).to_be_visible()
    expect(ana.get_by_role("radio", name="Keeps")).to_be_focused()
    tab_to(ana, "#verdict a.button")
    ana.keyboard.press("Enter")
    expect(ana.locator("[data-arrive]")).to_be_focused()


def choose(page: Page, name: str, label: str) -> None:
    """The first answer by the space bar, and from there by arrows."""
    tab_to(page, f"[name={name}]")
    page.keyboard.press("Space")
    while not page.get_by_role("radio", name=label, exact=True).is_checked():
        page.keyboard.press("ArrowRight")


def second_try(ana: Page) -> None:
    tab_to(ana, "#second-try summary")
    ana.keyboard.press("Enter")
    write(ana, "Again, better?", REPLY)
    press(ana, "button", "Try it")
    expect(ana.locator("#second-try .points-used")).to_be_visible()
    expect(ana.locator("#second-try")).to_be_focused()
    tab_to(ana, "#second-try summary")
    ana.keyboard.press("Enter")
    expect(ana.get_by_label("Again, better?")).to_be_hidden()


def boards(ana: Page) -> None:
    press(ana, "link", "See the board")
    expect(ana.locator("#board h1")).to_be_visible()
    press(ana, "link", "Teams")
    expect(ana.locator("#board h1")).to_be_focused()
    expect(ana).to_have_url("/boards/teams")


def settings(ana: Page) -> None:
    press(ana, "link", "Me")
    came(ana, "Six weeks")
    tab_to(ana, "summary:has-text('Time zone, language, alias')")
    ana.keyboard.press("Enter")
    tab_to(ana, "#language")
    ana.keyboard.type("Deu")
    press(ana, "button", "Keep this language")
    expect(ana.locator("html")).to_have_attribute("lang", "de")
    tab_to(ana, "form[data-sign-out] button")
    ana.keyboard.press("Enter")
    expect(ana).to_have_url("/sign-in")


def came(page: Page, heading: str) -> None:
    expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()


def arrived(page: Page, sentence: str) -> None:
    expect(page.get_by_role("heading", name=sentence)).to_be_focused()
