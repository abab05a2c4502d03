"""A manager makes a competition, and a screen on the wall follows it: at once, and after a night without a network."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.colleagues import votes_in_hand
from tests.journeys.conftest import Phone
from tests.journeys.inspecting import violations, wide
from tests.journeys.offline import until
from tests.journeys.troupe import PASSWORD, Troupe

pytestmark = pytest.mark.journey

DESK = {"viewport": {"width": 1280, "height": 800}, "is_mobile": False, "has_touch": False}
WALL = {**DESK, "viewport": {"width": 1920, "height": 1080}}
SCORES = "() => [...document.querySelectorAll('.places .score')].map((score) => score.textContent).join()"
A_SECOND = 1000


def test_the_screen_changes_within_a_second_of_a_vote(phone: Phone, troupe: Troupe, address: str) -> None:
    mara, screen = phone(troupe.mara, **DESK), phone(**WALL)
    screen.goto(a_link(mara))
    screen.wait_for_selector("body[data-connected]")
    expect(screen.get_by_role("heading", name="The great duel")).to_be_visible()
    assert screen.locator(".places .who").all_inner_texts()[:2] == ["Cleo", "Dev"]
    assert fits(screen)
    for vote in list(votes_in_hand(address, troupe.kofi, PASSWORD))[:3]:
        before = screen.evaluate(SCORES)
        vote()
        screen.wait_for_function(f"(before) => ({SCORES})() !== before", arg=before, timeout=A_SECOND)


def test_after_a_night_without_a_network_the_screen_is_right_by_itself(
    phone: Phone, troupe: Troupe, address: str
) -> None:
    mara, screen = phone(troupe.mara, **DESK), phone(**WALL)
    screen.goto(a_link(mara))
    screen.wait_for_selector("body[data-connected]")
    screen.evaluate("navigator.serviceWorker.ready")
    until(screen, "async () => Boolean(await caches.match(location.pathname))")
    before = screen.evaluate(SCORES)
    votes = list(votes_in_hand(address, troupe.kofi, PASSWORD))
    screen.context.set_offline(True)
    expect(screen.get_by_text("No connection just now.")).to_be_visible(timeout=20_000)
    screen.reload()
    assert screen.evaluate(SCORES) == before, "switched off and on in the night, it shows what it knew"
    for vote in votes[:2]:
        vote()
    screen.evaluate("window.neverReloaded = true")
    screen.context.set_offline(False)
    screen.wait_for_function(f"(before) => ({SCORES})() !== before", arg=before, timeout=20_000)
    expect(screen.get_by_text("No connection just now.")).to_be_hidden()
    assert screen.evaluate("window.neverReloaded")


def test_a_withdrawn_screen_goes_dark(phone: Phone, troupe: Troupe) -> None:
    mara, screen = phone(troupe.mara, **DESK), phone(**WALL)
    screen.goto(a_link(mara))
    screen.wait_for_selector("body[data-connected]")
    mara.get_by_role("button", name="Withdraw it").click()
    expect(screen.get_by_text("This link was withdrawn.")).to_be_visible()
    expect(screen.locator(".places")).to_have_count(0)


def test_the_pages_hold_for_everybody(phone: Phone, troupe: Troupe) -> None:
    mara, ana = phone(troupe.mara, reduced_motion="reduce"), phone(troupe.ana, reduced_motion="reduce")
    a_link(mara)
    number = mara.url.rstrip("/").split("/")[-2]
    found: list[str] = []
    for page, path in (
        (mara, "/desk/competitions"),
        (mara, "/desk/competitions/new"),
        (mara, f"/desk/competitions/{number}"),
        (mara, f"/desk/competitions/{number}/what"),
        (mara, f"/desk/competitions/{number}/when"),
        (mara, "/desk/competitions/seasons"),
        (ana, "/boards"),
        (ana, f"/competitions/{number}"),
        (ana, f"/competitions/{number}/print"),
    ):
        page.goto(path)
        found += wide(path, page) + violations(path, page)
        page.set_viewport_size({"width": 390, "height": 844})
    assert found == []


def a_link(mara: Page) -> str:
    """Mara goes through the three steps, publishes, and asks for the screen's link."""
    mara.goto("/desk/competitions/new?between=people")
    mara.get_by_label("What is it called?").fill("The great duel")
    for name in ("Ana", "Ben", "Cleo", "Dev"):
        mara.get_by_label(name).check()
    mara.get_by_role("button", name="On to what counts").click()
    mara.get_by_label("Points").check()
    mara.get_by_role("button", name="On to when").click()
    today = mara.evaluate("new Date(Date.now() - 36e5 * 30).toISOString().slice(0, 16)")
    later = mara.evaluate("new Date(Date.now() + 36e5 * 60).toISOString().slice(0, 16)")
    mara.get_by_label("It starts").fill(today)
    mara.get_by_label("It ends").fill(later)
    mara.get_by_role("button", name="Keep and look at it").click()
    mara.get_by_role("button", name="Publish").click()
    mara.get_by_role("button", name="New link").click()
    return str(mara.get_by_label("Link", exact=True).input_value())


def fits(screen: Page) -> bool:
    """Nothing scrolls, and the smallest words can be read from six metres away."""
    return bool(
        screen.evaluate(
            "document.documentElement.scrollHeight <= innerHeight && [...document.querySelectorAll('p, span, b, h1')]"
            ".every((text) => parseFloat(getComputedStyle(text).fontSize) >= innerHeight * 0.039)"
        )
    )
