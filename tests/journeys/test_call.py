"""Ten minutes before a call, with one thumb: who it is, what they will say, three facts; with or without a network."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.journeys.conftest import Phone
from tests.journeys.inspecting import violations, wide
from tests.journeys.keys import tab_to
from tests.journeys.phones import recall
from tests.journeys.troupe import Troupe
from webapp.core.work import work
from webapp.extensions import db
from webapp.playbook.models import Challenge, Fact, Prompt

pytestmark = pytest.mark.journey

OWNER, HR = "Owner, 9 bakeries", "Head of HR, 71 stores"
DESKTOP = {"viewport": {"width": 1280, "height": 800}, "is_mobile": False, "has_touch": False}
CHOICES = ("", "persona=owner", "objection=price", "persona=owner&objection=price", "q=nine+days", "objection=topic-1")


@pytest.fixture
def prospects(house: Flask) -> Iterator[None]:
    """Owners ask about the price of every fourth fact, heads of HR whether to trust every third."""
    kept = {prompt.id: (prompt.persona, prompt.situation) for prompt in db.session.scalars(select(Prompt))}
    with work():
        for fact in db.session.scalars(select(Fact).order_by(Fact.position)):
            _asked_about(fact, OWNER, "price", every=4)
            _asked_about(fact, HR, "trust", every=3)
    yield
    with work():
        for prompt in db.session.scalars(select(Prompt)):
            prompt.persona, prompt.situation = kept[prompt.id]


def _asked_about(fact: Fact, persona: str, situation: str, every: int) -> None:
    if fact.position % every == 0:
        asked = select(Prompt).join(Challenge, Challenge.prompt_id == Prompt.id).where(Challenge.fact_id == fact.id)
        for prompt in db.session.scalars(asked.limit(1)):
            prompt.persona, prompt.situation = persona, situation


def shown(page: Page) -> list[str]:
    return [text.strip() for text in page.locator("article:visible .fact-statement").all_inner_texts()]


def pick(page: Page, label: str) -> None:
    page.locator(".choose .chip", has_text=re.compile(f"^{label}$")).click()


@contextmanager
def offline(page: Page) -> Iterator[None]:
    page.context.set_offline(True)
    try:
        yield
    finally:
        page.context.set_offline(False)


@pytest.mark.parametrize("size", [{}, DESKTOP], ids=["phone", "desktop"])
def test_from_today_to_three_facts_without_a_network(
    phone: Phone, troupe: Troupe, prospects: None, size: dict[str, object]
) -> None:
    ana = phone(troupe.ana, **size)
    ana.get_by_role("link", name="A call in ten minutes?").click()
    expect(ana.get_by_role("heading", name="A call in ten minutes?")).to_be_visible()
    before = shown(ana)
    assert len(before) == 3
    with offline(ana):
        pick(ana, "Owner")
        pick(ana, "Price")
        expect(ana.locator("article:visible .asked").first).to_contain_text(OWNER)
        chosen = shown(ana)
        assert len(chosen) == 3
        ana.get_by_label("Search what helps on a call").fill("Bakeries")
        expect(ana.get_by_text("The best 3 of 3 facts")).to_be_visible()
        assert shown(ana) == chosen
        ana.get_by_label("Search what helps on a call").fill("unicorn")
        expect(ana.get_by_text("Nothing says that yet.")).to_be_visible()
        assert shown(ana) == []
        ana.go_back()
        expect(ana.locator(".choose :checked").nth(1)).to_have_value("")
        ana.go_back()
        expect(ana.locator("article:visible")).to_have_count(3)
        assert shown(ana) == before


def test_the_address_remembers_what_was_chosen(phone: Phone, troupe: Troupe, prospects: None) -> None:
    ana = phone(troupe.ana)
    ana.goto("/call")
    pick(ana, "Price")
    chosen = shown(ana)
    ana.get_by_role("link", name="The whole playbook").click()
    expect(ana.get_by_role("heading", name="What is true")).to_be_visible()
    ana.go_back()
    expect(ana.locator(".choose :checked").nth(1)).to_have_value("price")
    assert shown(ana) == chosen
    ana.reload()
    expect(ana.locator("article:visible").first).to_contain_text(chosen[0])
    assert shown(ana) == chosen


def test_the_device_and_the_server_choose_alike(phone: Phone, troupe: Troupe, prospects: None) -> None:
    with_scripts, without = phone(troupe.ben), phone(troupe.ben, java_script_enabled=False)
    for choice in CHOICES:
        without.goto(f"/call?{choice}")
        with_scripts.goto("/boards")
        with_scripts.goto(f"/call#{choice}")
        expect(with_scripts.locator("[data-scriptless]")).to_be_hidden()
        assert shown(with_scripts) == shown(without), choice
        lines = "article:visible [data-front] p, article:visible [data-front] blockquote"
        assert with_scripts.locator(lines).all_inner_texts() == without.locator(lines).all_inner_texts(), choice


def test_without_scripts_it_is_a_form(phone: Phone, troupe: Troupe, prospects: None) -> None:
    ana = phone(troupe.ana, java_script_enabled=False)
    ana.goto("/call")
    pick(ana, "Price")
    ana.get_by_role("button", name="Show what helps").click()
    expect(ana.locator(".choose :checked").nth(1)).to_have_value("price")
    expect(ana.locator("article:visible .asked").first).to_contain_text(OWNER)


def test_the_keyboard_is_enough(phone: Phone, troupe: Troupe, prospects: None) -> None:
    ana = phone(troupe.ana)
    ana.goto("/call")
    tab_to(ana, "[name=q]")
    tab_to(ana, "[name=persona]")
    ana.keyboard.press("ArrowRight")
    expect(ana.locator(".choose :checked").first).not_to_have_value("")
    tab_to(ana, "[name=objection]")
    ana.keyboard.press("ArrowRight")
    expect(ana.locator(".choose :checked").nth(1)).to_be_focused()
    tab_to(ana, "article summary")
    ana.keyboard.press("Enter")
    expect(ana.locator("article:visible [data-more]").first).to_be_visible()


def test_a_line_that_was_used_is_marked_on_the_spot(phone: Phone, troupe: Troupe) -> None:
    ana = phone(troupe.ana)
    recall(ana)
    ana.goto("/call")
    ana.get_by_role("button", name="Used it on a call").first.click()
    expect(ana.get_by_text("Did it work?")).to_be_visible()
    ana.get_by_role("button", name="Yes").click()
    expect(ana.get_by_text("It worked for you.")).to_be_visible()


@pytest.mark.parametrize("size", [{}, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    phone: Phone, troupe: Troupe, prospects: None, size: dict[str, object]
) -> None:
    ana = phone(troupe.ana, reduced_motion="reduce", **size)
    ana.goto("/call")
    ana.locator("article:visible summary").first.click()
    found = violations("call", ana) + wide("call", ana)
    ana.get_by_label("Search what helps on a call").fill("unicorn")
    assert found + violations("call, nothing found", ana) == []
