"""Who asked their device for less motion sees none."""

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Phone
from tests.journeys.phones import recall, reply
from tests.journeys.troupe import Troupe

pytestmark = pytest.mark.journey

REPLY = "Nine working days with a named lead."
MOVING = """() => [...document.querySelectorAll("*")].filter((one) =>
  ["", "::before", "::after"].some((part) => {
    const { animationName, transitionDuration } = getComputedStyle(one, part || null);
    return animationName !== "none" || !/^(0s(, )?)+$/.test(transitionDuration);
  })
).map((one) => one.outerHTML.slice(0, 100))"""


def test_nothing_moves_for_who_wants_no_motion(phone: Phone, troupe: Troupe) -> None:
    still, moved = phone(troupe.ana, reduced_motion="reduce"), phone(troupe.ben)
    assert replied(still) == []
    assert replied(moved) != [], "others see it move"
    for path in ("/?step=result", "/boards", "/me"):
        still.goto(path)
        assert still.evaluate(MOVING) == []


def replied(page: Page) -> list[str]:
    recall(page)
    reply(page, REPLY)
    page.locator("[data-sent]").wait_for()
    return list(page.evaluate(MOVING))
