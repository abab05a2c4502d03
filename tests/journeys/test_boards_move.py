"""A board that is open on one phone moves when somebody elsewhere earns points."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import Phone
from tests.journeys.phones import is_connected, recall, reply
from tests.journeys.troupe import Troupe

pytestmark = pytest.mark.journey


def test_a_reply_moves_its_author_up_on_an_open_board(phone: Phone, troupe: Troupe) -> None:
    ben, ana = phone(troupe.ben), phone(troupe.ana)
    ben.goto("/boards/people?period=all")
    is_connected(ben)
    rows = ben.locator("[data-board-rows=top] [data-cell=name]")
    assert rows.all_inner_texts()[:2] == ["Cleo", "Dev"]
    recall(ana)
    reply(ana, "Nine working days with a named lead.")
    expect(rows.first).to_have_text("Ana")
    first = ben.locator("[data-board-rows=top] [data-row]").first
    expect(first.locator("[data-cell=rank]")).to_have_text("1")
    expect(first.locator("[data-cell=points]")).to_have_text("22")
    expect(ben.locator("[data-my-rank]")).to_have_text("4")


def test_a_page_of_another_day_becomes_todays_without_a_reload(phone: Phone, troupe: Troupe) -> None:
    ben, shown = phone(troupe.ben, service_workers="block"), []

    def as_of_yesterday(route: Route) -> None:
        page = re.sub(r'"start": "[0-9-]+"', '"start": "2026-01-01"', route.fetch().text())
        shown.append(page.replace(">10</td>", ">77</td>"))
        route.fulfill(body=shown[0], content_type="text/html")

    ben.route(re.compile(r"/boards/people.period=day$"), as_of_yesterday, times=1)
    ben.goto("/boards/people?period=day")
    ben.evaluate("window.neverReloaded = true")
    expect(ben.locator("[data-board-rows=top] [data-cell=points]").first).to_have_text("10")
    assert "2026-01-01" in shown[0]
    assert ">77</td>" in shown[0]
    assert start_of(ben) != "2026-01-01"
    assert ben.evaluate("window.neverReloaded")


def test_news_of_another_day_or_scope_moves_nothing(phone: Phone, troupe: Troupe) -> None:
    ben, dev, ana = phone(troupe.ben), phone(troupe.dev), phone(troupe.ana)
    for other in (ben, dev):
        other.goto("/boards/people?period=day")
        is_connected(other)
    ben.evaluate(
        """() => {
            const board = document.querySelector("#board [data-watch]");
            board.dataset.watch = JSON.stringify({ ...JSON.parse(board.dataset.watch), start: "2026-01-01" });
        }"""
    )
    recall(ana)
    reply(ana, "Nine working days with a named lead.")
    first = "[data-board-rows=top] [data-cell=name]"
    expect(dev.locator(first).first).to_have_text("Ana")
    ben.wait_for_timeout(300)
    assert ben.locator(first).all_inner_texts()[:2] == ["Cleo", "Dev"]


def start_of(page: Page) -> str:
    start: str = page.evaluate("JSON.parse(document.querySelector('#board [data-watch]').dataset.watch).start")
    return start
