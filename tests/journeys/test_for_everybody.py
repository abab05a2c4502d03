"""Every page and step: axe finds nothing in either colour scheme, nothing is wider than a small phone, and the
keyboard is enough."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys import walk
from tests.journeys.colleagues import judge
from tests.journeys.conftest import Phone
from tests.journeys.phones import PHONE, recall
from tests.journeys.troupe import PASSWORD, Troupe

pytestmark = pytest.mark.journey

REPLY = "Nine working days with a named lead. Shall we pencil in Monday?"
ONLY_COLOURS: dict[str, Any] = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}
EVERYTHING: dict[str, Any] = {"resultTypes": ["violations"]}
NARROW = (360, 320)
"""A small phone; and 1280 pixels at 400 %, or a phone at 200 % text."""


def test_axe_finds_nothing_and_nothing_scrolls_sideways(phone: Phone, troupe: Troupe, address: str) -> None:
    found: list[str] = []
    for name, page in everything(phone, troupe, address):
        found += wide(name, page) + violations(name, page)
    assert found == []


def everything(phone: Phone, troupe: Troupe, address: str) -> Iterator[tuple[str, Page]]:
    ana, kofi, mara = (phone(who, reduced_motion="reduce") for who in (troupe.ana, troupe.kofi, troupe.mara))
    stranger = phone(reduced_motion="reduce")

    def let_them_judge() -> None:
        judge(address, troupe.kofi, PASSWORD, REPLY, 2, 1, "no_proof")

    yield from ((name, stranger) for name in walk.before_signing_in(stranger))
    yield from ((name, ana) for name in walk.a_reps_day(ana, REPLY, choose, let_them_judge))
    yield from chain(
        ((name, kofi) for name in walk.a_coachs_day(kofi)), ((name, mara) for name in walk.a_managers_day(mara))
    )


def choose(page: Page, right: bool) -> None:
    page.get_by_role("button", name="Nine days" if right else "A year").click()


def violations(name: str, page: Page) -> list[str]:
    found = []
    for scheme, options in (("light", EVERYTHING), ("dark", ONLY_COLOURS)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        response = Axe().run(page, options=options).response
        found += [
            f"{name}, {scheme}: {rule['id']}: {node['html'][:150]}"
            for rule in response["violations"]
            for node in rule["nodes"]
        ]
    page.emulate_media(color_scheme="light")
    return found


def wide(name: str, page: Page) -> list[str]:
    found = []
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": 740})
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found += [f"{name}: {over} px too wide at {width}"] if over > 0 else []
    page.set_viewport_size(PHONE["viewport"])
    return found


def test_the_keyboard_is_enough_to_reply_and_to_vote(phone: Phone, troupe: Troupe) -> None:
    ana = phone(troupe.ana)
    recall(ana)
    ana.get_by_label("What do you say?").wait_for()
    tab_to(ana, "textarea")
    ana.keyboard.type("Nine working days with a named lead.")
    tab_to(ana, "form .button")
    ana.keyboard.press("Enter")
    expect(ana.get_by_role("heading", name="Streak safe.")).to_be_focused()
    tab_to(ana, ".way-on .button")
    ana.keyboard.press("Enter")
    expect(ana.locator("#vote-sentence")).to_be_focused()
    tab_to(ana, "[name=fact]")
    ana.keyboard.press("Space")
    tab_to(ana, "[name=persuasion]")
    ana.keyboard.press("Space")
    expect(ana.locator("#verdict [data-text=votes]")).to_have_text("1 vote")
    ana.keyboard.press("ArrowRight")
    expect(ana.get_by_role("radio", name="Keeps")).to_be_checked()
    expect(ana.locator("#verdict [data-text=votes]")).to_have_text("1 vote")


def tab_to(page: Page, selector: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"The keyboard never reached {selector}")
