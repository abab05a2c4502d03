"""A coach clears ten replies with one thumb: two taps and a third a reply, a word where it helps."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.builders import a_reply
from tests.journeys.conftest import Phone
from tests.journeys.phones import is_connected, tap
from tests.journeys.troupe import Troupe
from webapp.core import clock
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.actions import add_person
from webapp.people.models import Person

pytestmark = pytest.mark.journey

ANAS = "Nine working days, and a named lead stays with you. Shall we pencil in Monday?"
NOTE = "Lovely first sentence. Next time end on a date."
PRAISE = "I would have kept listening."


@pytest.fixture
def ten_wait(house: Flask, troupe: Troupe) -> None:
    """Six replies wait already; Ana and Ben reply today, and two more who are new."""
    now = clock.now() - timedelta(minutes=5)
    with work():
        people = db.session.query(Person).filter(Person.email.in_([troupe.ana, troupe.ben])).all()
        for person in [*people, *(a_newcomer_beside(one, now) for one in people)]:
            a_reply(person, now, ANAS if person.email == troupe.ana else None)


def test_ten_replies_are_cleared_and_one_author_hears_of_it(phone: Phone, troupe: Troupe, ten_wait: None) -> None:
    ana, kofi = phone(troupe.ana), phone(troupe.kofi)
    ana.goto("/?step=result")
    is_connected(ana)
    expect(kofi.get_by_role("heading", name="Nobody has judged it yet")).to_be_visible()
    expect(kofi.get_by_text("10 waiting")).to_be_visible()
    for n in range(10):
        judge(kofi)
        if anas := is_anas(kofi):
            add_a_word(kofi)
        kofi.get_by_role("button", name="Next reply").click()
        expect(kofi.locator("#coaching")).to_contain_text(f"{n + 1} repl")
        if anas:
            expect(ana.get_by_role("status").filter(has_text="Kofi left you a note")).to_be_attached()
    expect(kofi.get_by_role("heading", name="Nobody waits for you.")).to_be_focused()
    author_hears(ana)


def test_the_keyboard_is_enough_on_the_desk(phone: Phone, troupe: Troupe) -> None:
    kofi = phone(troupe.kofi, viewport={"width": 1280, "height": 800}, is_mobile=False, has_touch=False)
    is_connected(kofi)
    first = kofi.locator("[data-vote]").get_attribute("data-vote")
    for field in ("fact", "persuasion"):
        kofi.locator(f"[name={field}]").first.focus()
        kofi.keyboard.press("Space")
    expect(kofi.locator("#note")).to_be_visible()
    kofi.locator("#note").focus()
    kofi.keyboard.type("Shorter wins.")
    kofi.get_by_role("button", name="Next reply").focus()
    kofi.keyboard.press("Enter")
    expect(kofi.locator("[data-vote]")).not_to_have_attribute("data-vote", first or "")
    expect(kofi.locator("#vote-sentence")).to_be_focused()
    expect(kofi.locator("#note")).to_have_value("")


def a_newcomer_beside(person: Person, now: datetime) -> Person:
    return add_person(
        f"{person.name} the second",
        f"second.{person.email}",
        role="rep",
        calendar=person.calendar,
        time_zone=person.time_zone,
        team_id=person.team_id,
        cohort_id=person.cohort_id,
        now=now - timedelta(days=1),
    )


def judge(kofi: Page) -> None:
    tap(kofi, "Right")
    tap(kofi, "Keeps")
    kofi.locator("#verdict .tally:not([data-votes='0'])").wait_for()


def is_anas(kofi: Page) -> bool:
    return kofi.get_by_label("A colleague replied").inner_text() == ANAS


def add_a_word(kofi: Page) -> None:
    kofi.get_by_text("Great opening").tap()
    kofi.get_by_label("Your note, only for the author").fill(NOTE)
    kofi.get_by_text("Give a badge").tap()
    kofi.get_by_text("Golden opener").tap()
    kofi.get_by_label("With a sentence of praise").fill(PRAISE)


def author_hears(page: Page) -> None:
    page.goto("/me")
    page.get_by_text("Kofi left you a note").click()
    expect(page.get_by_role("heading", name="Kofi, to you")).to_be_visible()
    expect(page.get_by_text(NOTE)).to_be_visible()
    expect(page.get_by_text(PRAISE)).to_be_visible()
