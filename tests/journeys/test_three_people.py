"""Two reps and a coach at once, each on a phone of their own."""

import statistics

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Phone
from tests.journeys.phones import is_connected, recall, reply, tap
from tests.journeys.troupe import Troupe

pytestmark = pytest.mark.journey

VOTES = 30
ANAS = "Nine working days, and a named lead stays with you. Shall we pencil in Monday?"
BENS = "Nine days. Who would be your lead on the first one?"

# Notes on the phone's own clock when a tally changed; all phones here share one machine's.
WATCH_THE_TALLY = """
window.arrivals = [];
new MutationObserver(() => window.arrivals.push(performance.timeOrigin + performance.now()))
  .observe(document.querySelector("[data-tally]"), { childList: true, characterData: true, subtree: true });
"""
NOTE_THE_TAP = """
document.addEventListener("change", () => (window.tapped = performance.timeOrigin + performance.now()), true);
"""


def test_votes_arrive_on_the_authors_phone_as_they_are_tapped(phone: Phone, troupe: Troupe) -> None:
    ana, ben, kofi = phone(troupe.ana), phone(troupe.ben), phone(troupe.kofi)

    recall(ana)
    reply(ana, ANAS)
    expect(ana.get_by_role("heading", name="Streak safe.")).to_be_visible()
    ana.get_by_role("link", name="Straight to my result").click()
    expect(ana.get_by_text("Waiting for its first judge")).to_be_visible()
    is_connected(ana)
    points = head_points(ana)
    ana.evaluate(WATCH_THE_TALLY)

    recall(ben)
    reply(ben, BENS)
    ben.get_by_role("link", name="Judge").click()
    expect(ben.get_by_label("A colleague replied")).to_have_text(ANAS)
    tap(ben, "Right")
    tap(ben, "Wins")
    expect(ben.get_by_role("heading", name="You are the first to judge it.")).to_be_visible()
    expect(ana.get_by_text("1 vote")).to_be_visible()
    expect(ana.get_by_role("status").filter(has_text="A vote just came in")).to_be_attached()
    ana.wait_for_function(f"() => Number(document.querySelector('[data-head=points]').textContent) > {points}")

    to_anas_reply(kofi)
    tap(kofi, "Partly")
    tap(kofi, "Keeps")
    expect(ana.get_by_text("2 votes")).to_be_visible()
    expect(kofi.locator("#verdict [data-text=votes]")).to_have_text("2 votes")
    assert shown(ana) == shown(kofi)

    measure(ana, ben, kofi)


def measure(ana: Page, ben: Page, kofi: Page) -> None:
    """Ben and Kofi change their minds, over and over; every change is seen on Ana's phone."""
    took = []
    for page in (ben, kofi):
        page.evaluate(NOTE_THE_TAP)
    for n in range(VOTES):
        judge = (ben, kofi)[n % 2]
        seen = ana.evaluate("arrivals.length")
        tap(judge, ("Wrong", "Right")[n // 2 % 2])
        ana.wait_for_function(f"() => arrivals.length > {seen}", polling=10)
        took.append(ana.evaluate(f"arrivals[{seen}]") - judge.evaluate("tapped"))
        expect(judge.locator("[data-tally] [data-text=fact]")).to_have_text(shown(ana))
    assert len(took) == VOTES
    p95 = statistics.quantiles(took, n=20)[-1]
    print(f"\nfrom tap to the other phone, {VOTES} votes: median {statistics.median(took):.0f} ms,", end=" ")
    print(f"p95 {p95:.0f} ms, worst {max(took):.0f} ms")


def to_anas_reply(kofi: Page) -> None:
    """A coach is served the least judged first; Ana's has one vote already."""
    for _ in range(10):
        if kofi.get_by_label("A colleague replied").inner_text() == ANAS:
            return
        before = kofi.locator("form[data-vote]").get_attribute("data-vote")
        tap(kofi, "Right")
        tap(kofi, "Keeps")
        kofi.get_by_role("button", name="Next reply").click()
        kofi.wait_for_selector(f"form[data-vote]:not([data-vote='{before}'])")
    raise AssertionError("Ana's reply never came up")


def shown(page: Page) -> str:
    return page.locator("[data-tally] [data-text=fact]").inner_text()


def head_points(page: Page) -> int:
    return int(page.locator("[data-head=points]").inner_text())
