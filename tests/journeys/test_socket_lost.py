"""A phone that loses its connection is right again without a reload."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Phone
from tests.journeys.offline import all_sent, has_its_days, votes_of
from tests.journeys.phones import is_connected, recall, reply, tap
from tests.journeys.troupe import Troupe

pytestmark = pytest.mark.journey


def test_a_vote_missed_offline_is_there_on_return_and_on_a_second_tab(phone: Phone, troupe: Troupe) -> None:
    ana, ben = phone(troupe.ana), phone(troupe.ben)
    to_result(ana, "Nine working days with a named lead.")
    second = ana.context.new_page()
    second.goto("/?step=result")
    for tab in (ana, second):
        is_connected(tab)
        tab.evaluate("window.neverReloaded = true")
    ana.context.set_offline(True)
    expect(ana.get_by_text("No connection. The page goes on when it is back.").first).to_be_attached()

    recall(ben)
    reply(ben, "Nine days. Who leads on your side?")
    ben.get_by_role("link", name="Judge").click()
    tap(ben, "Right")
    tap(ben, "Keeps")
    expect(ben.locator("#verdict [data-text=votes]")).to_have_text("1 vote")
    ana.wait_for_timeout(300)
    assert ana.get_by_text("Waiting for its first judge").is_visible()

    ana.context.set_offline(False)
    for tab in (ana, second):
        expect(tab.get_by_text("1 vote")).to_be_visible(timeout=20_000)
        assert tab.evaluate("window.neverReloaded")
    assert shown(ana) == shown(second) == shown(ben)


def test_a_vote_tapped_offline_is_kept_and_sent_once(phone: Phone, troupe: Troupe) -> None:
    ben = phone(troupe.ben)
    recall(ben)
    reply(ben, "Nine days. Who leads on your side?")
    ben.get_by_role("link", name="Judge").click()
    is_connected(ben)
    has_its_days(ben)
    ben.context.set_offline(True)
    tap(ben, "Right")
    tap(ben, "Wins")
    expect(ben.get_by_text("Your vote is kept")).to_be_visible(timeout=20_000)
    ben.context.set_offline(False)
    all_sent(ben)
    assert votes_of(troupe.ben) == 1


def test_a_connection_lost_while_the_page_came_is_live_once_it_returns(phone: Phone, troupe: Troupe) -> None:
    ana = phone(troupe.ana, service_workers="block")
    ana.clock.install()
    ana.goto("/boards")
    ana.context.route("**/static/socket-*.js", lambda route: route.abort())
    with ana.expect_event("requestfailed"):
        ana.clock.run_for(1000)
    ana.clock.resume()
    ana.context.unroute_all(behavior="ignoreErrors")
    ana.context.set_offline(True)
    ana.context.set_offline(False)
    is_connected(ana)


def to_result(page: Page, text: str) -> None:
    recall(page)
    reply(page, text)
    page.get_by_role("link", name="Straight to my result").click()
    expect(page.get_by_text("Waiting for its first judge")).to_be_visible()


def shown(page: Page) -> list[str]:
    return page.locator("[data-tally]").first.locator("[data-text=fact], [data-text=persuasion]").all_inner_texts()
