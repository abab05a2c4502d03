"""German, which is longer, and a language that nobody speaks, from right to left: no page grows wider than its screen,
and what points along the line points the other way."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.conftest import Phone
from tests.journeys.phones import PHONE
from tests.journeys.server import a_server
from tests.journeys.troupe import PASSWORD, Troupe
from tests.wording import compile_foreign

pytestmark = pytest.mark.journey

WIDTHS = (360, 390, 1280)
REPS = ("/?step=reply", "/?step=judge", "/?step=result", "/boards", "/boards/teams", "/arena", "/playbook", "/me")
MANAGERS = ("/", "/desk/people", "/desk/playbook", "/desk/competitions", "/desk/pins", "/me")


@pytest.fixture(scope="module")
def foreign(house: Flask, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Another server for the same house, in the language that nobody speaks."""
    words = compile_foreign(tmp_path_factory.mktemp("foreign"))
    folder = tmp_path_factory.mktemp("foreign-data")
    url = house.config["SQLALCHEMY_DATABASE_URI"]
    with a_server(folder, target="tests.journeys.foreign:app", DATABASE_URL=url, FOREIGN_WORDS=str(words)) as address:
        yield address


def test_german_fits_a_small_phone(phone: Phone, troupe: Troupe) -> None:
    ana, mara = (phone(locale="de-DE") for _who in range(2))
    found = the_day(ana, troupe.ana) + around(mara, troupe.mara, MANAGERS)
    expect(ana.locator("html")).to_have_attribute("lang", "de")
    expect(mara.locator("html")).to_have_attribute("lang", "de")
    assert found == []


def test_from_right_to_left_everything_stays_on_the_page_and_arrows_turn(
    browser: Browser, foreign: str, troupe: Troupe
) -> None:
    french = {**PHONE, "base_url": foreign, "locale": "fr"}
    with browser.new_context(**french) as hers, browser.new_context(**french) as managers:
        ana, mara = hers.new_page(), managers.new_page()
        assert the_day(ana, troupe.ana) + around(mara, troupe.mara, MANAGERS) == []
        expect(ana.locator("html")).to_have_attribute("dir", "rtl")
        ana.goto("/?step=result")
        ana.locator("#second-try summary").click()
        assert corners(ana.locator("textarea")) == ["0px", "26px"], "the bubble's tail is where the line ends"
        arrow = mara.locator(".icon[data-directed]").first
        assert arrow.evaluate("icon => getComputedStyle(icon).scale") == "-1 1"


def the_day(page: Page, email: str) -> list[str]:
    found = signed_in(page, email)
    page.locator("#step form button").first.click()
    page.locator("#step a.button").wait_for()
    found += wide("recalled", page)
    page.goto("/?step=reply")
    page.locator("textarea").fill("Nine working days with a named lead.")
    page.locator("#step form button").last.click()
    page.locator(".way-on a.button").wait_for()
    return found + wide("replied", page) + visited(page, REPS)


def around(page: Page, email: str, paths: tuple[str, ...]) -> list[str]:
    return signed_in(page, email) + visited(page, paths)


def signed_in(page: Page, email: str) -> list[str]:
    page.goto("/sign-in")
    found = wide("sign-in", page)
    page.locator("[name=email]").first.fill(email)
    page.locator("[name=password]").first.fill(PASSWORD)
    page.locator("[name=password]").first.press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)
    return found + wide("today", page)


def visited(page: Page, paths: tuple[str, ...]) -> list[str]:
    found = []
    for path in paths:
        page.goto(path)
        found += wide(path, page)
    return found


def wide(name: str, page: Page) -> list[str]:
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        over = page.evaluate(OVER)
        found += [f"{name} at {width}: {over}"] if over else []
    page.set_viewport_size(PHONE["viewport"])
    return found


def corners(area: Locator) -> list[str]:
    """The lower ones, on the left and on the right."""
    return [area.evaluate(f"area => getComputedStyle(area).borderBottom{side}Radius") for side in ("Left", "Right")]


# What reaches over the edge: the page itself, and words cut off in a button, a tab or the navigation.
OVER = """() => {
  const root = document.documentElement;
  const cut = [...document.querySelectorAll("button, .button, .nav a, .tabs a, .chip")].filter(
    (one) => one.offsetParent && one.scrollWidth > one.clientWidth + 1 && !one.closest(".unseen"),
  );
  const over = root.scrollWidth - root.clientWidth;
  const wide = over > 0 ? [`${over} px too wide`] : [];
  return [...wide, ...cut.map((one) => `cut off: ${one.textContent.trim()}`)].join("; ");
}"""
