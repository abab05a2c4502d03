"""A reply may hold a link or a word of any length: it breaks over lines, and no page grows by it."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Phone
from tests.journeys.inspecting import wide
from tests.journeys.phones import recall, reply, tap
from tests.journeys.test_huddle import come_in, go_on, open_huddle, say
from tests.journeys.troupe import Troupe

pytestmark = pytest.mark.journey

LINK = "https://files.repartee.test/" + "a1b2c3d4e5" * 20
WORD = "W" * 400


def test_a_long_link_in_a_reply_makes_no_page_scroll_sideways(phone: Phone, troupe: Troupe) -> None:
    ana, ben, kofi = phone(troupe.ana), phone(troupe.ben), phone(troupe.kofi)
    found = []
    recall(ana)
    reply(ana, f"Nine working days: {LINK}")
    found += within("Streak safe", ana)
    ana.goto("/?step=result")
    found += within("Result", ana)

    recall(ben)
    reply(ben, WORD)
    ben.locator(".way-on a.button").click()
    expect(ben.get_by_label("A colleague replied")).to_contain_text(LINK)
    found += within("Judging", ben)
    tap(ben, "Right")
    tap(ben, "Wins")
    expect(ben.locator("#verdict [data-text=votes]")).to_have_text("1 vote")
    ben.goto("/arena")
    found += within("Arena", ben)
    kofi.goto("/desk/coaching")
    found += within("Coach's desk", kofi)
    assert found == []


def test_a_long_link_in_a_huddle_makes_no_phone_scroll_sideways(phone: Phone, troupe: Troupe) -> None:
    screen, code = open_huddle(phone, troupe)
    ana, ben = (come_in(phone(who), code) for who in (troupe.ana, troupe.ben))
    go_on(screen, "Start")
    say(ana, LINK)
    expect(ana.get_by_text("It's in.")).to_be_visible()
    go_on(screen, "On to judging")
    expect(ben.locator("[data-ballot]")).to_contain_text(LINK)
    assert within("Huddle", ben) == []


def within(name: str, page: Page) -> list[str]:
    """Nothing scrolls sideways, and no bubble reaches over the edge."""
    page.locator(".bubble:visible").first.wait_for()
    over = page.evaluate(
        "() => [...document.querySelectorAll('.bubble')]"
        ".filter((one) => one.getBoundingClientRect().right > innerWidth).length"
    )
    return wide(name, page) + ([f"{name}: a bubble is cut off"] if over else [])
