"""The result moves while its author looks at it, and says so when the server is gone."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Phone
from tests.journeys.phones import is_connected, recall, reply, tap
from tests.journeys.test_socket_lost import to_result
from tests.journeys.troupe import Troupe

pytestmark = pytest.mark.journey


def test_points_and_place_follow_the_votes_and_may_fall(phone: Phone, troupe: Troupe) -> None:
    ana, ben = phone(troupe.ana), phone(troupe.ben)
    recall(ben)
    reply(ben, "Nine days. Who leads on your side?")
    to_result(ana, "Nine working days with a named lead.")
    is_connected(ana)
    expect(ana.get_by_text("What the judges said")).to_be_hidden()
    before = int(ana.locator("[data-sum]").inner_text())
    ben.get_by_role("link", name="Judge").click()
    tap(ben, "Right")
    tap(ben, "Wins")
    expect(ben.get_by_text("You are the first to judge it.")).to_be_visible()
    expect(ben.get_by_text("What held it back?")).to_be_hidden()
    expect(ana.locator("[data-reason=quality] .amount")).to_have_text("+13")
    expect(ana.locator("[data-sum]")).to_have_text(str(before + 13))
    expect(ana.get_by_text("What the judges said")).to_be_visible()
    tap(ben, "Loses")
    expect(ben.get_by_text("What held it back?")).to_be_visible()
    expect(ana.locator("[data-reason=quality] .amount")).not_to_have_text("+13")
    expect(ana.get_by_text("fewer for now")).to_be_attached()


def test_a_server_that_cannot_be_reached_is_shown_and_so_is_its_return(phone: Phone, troupe: Troupe) -> None:
    ana = phone(troupe.ana)
    is_connected(ana) if ana.locator("[data-watch]").count() else ana.wait_for_timeout(1500)
    ana.context.set_offline(True)
    expect(ana.locator("#connection")).to_have_text("No connection", timeout=40_000)
    ana.context.set_offline(False)
    expect(ana.locator("#connection")).to_be_hidden(timeout=20_000)
