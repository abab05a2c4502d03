"""A board that is open on one phone moves when somebody elsewhere earns points."""

import pytest
from playwright.sync_api import expect

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
