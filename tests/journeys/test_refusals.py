"""What is refused says so, and nothing that was typed or chosen is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Phone
from tests.journeys.offline import all_sent, has_its_days
from tests.journeys.phones import is_connected, recall, reply, tap
from tests.journeys.troupe import Troupe

pytestmark = pytest.mark.journey


def test_a_change_of_mind_after_closing_rolls_back_with_a_sentence(
    phone: Phone, troupe: Troupe, close_voting: Callable[[str], None]
) -> None:
    ben = phone(troupe.ben)
    recall(ben)
    reply(ben, "Nine days. Who leads on your side?")
    ben.get_by_role("link", name="Judge").click()
    is_connected(ben)
    tap(ben, "Right")
    tap(ben, "Wins")
    expect(ben.locator("#verdict [data-text=votes]")).to_have_text("1 vote")
    close_voting(troupe.cleo)
    close_voting(troupe.dev)
    tap(ben, "Wrong")
    expect(ben.locator("#toasts p")).to_contain_text("closed")
    expect(ben.get_by_role("radio", name="Right")).to_be_checked()
    expect(ben.get_by_role("radio", name="Wins")).to_be_checked()
    expect(ben.locator("#verdict [data-text=votes]")).to_have_text("1 vote")


def test_a_first_vote_after_closing_leaves_nothing_chosen(
    phone: Phone, troupe: Troupe, close_voting: Callable[[str], None]
) -> None:
    ben = phone(troupe.ben)
    recall(ben)
    reply(ben, "Nine days. Who leads on your side?")
    ben.get_by_role("link", name="Judge").click()
    is_connected(ben)
    close_voting(troupe.cleo)
    close_voting(troupe.dev)
    tap(ben, "Right")
    tap(ben, "Wins")
    expect(ben.locator("#toasts p")).to_contain_text("closed")
    expect(ben.locator("#verdict")).to_be_hidden()
    assert ben.locator("input[type=radio]:checked").count() == 0


def test_a_second_reply_from_another_tab_is_refused_and_keeps_its_text(phone: Phone, troupe: Troupe) -> None:
    ana = phone(troupe.ana)
    recall(ana)
    late = ana.context.new_page()
    late.goto("/?step=reply")
    reply(ana, "Nine working days with a named lead.")
    expect(ana.get_by_role("heading", name="Streak safe.")).to_be_visible()
    reply(late, "And another thought of mine.")
    expect(late.get_by_role("alert")).to_be_visible()
    expect(late.get_by_label("What do you say?")).to_have_value("And another thought of mine.")


def test_a_half_written_reply_survives_a_reload(phone: Phone, troupe: Troupe) -> None:
    ana = phone(troupe.ana)
    recall(ana)
    ana.get_by_label("What do you say?").press_sequentially("Nine working da")
    ana.reload()
    ana.goto("/?step=reply")
    expect(ana.get_by_label("What do you say?")).to_have_value("Nine working da")
    reply(ana, "Nine working days with a named lead.")
    expect(ana.get_by_role("heading", name="Streak safe.")).to_be_visible()
    assert ana.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft'))") == []


def test_a_reply_sent_offline_keeps_its_text_and_goes_through_later(phone: Phone, troupe: Troupe) -> None:
    ana = phone(troupe.ana)
    recall(ana)
    has_its_days(ana)
    ana.context.set_offline(True)
    reply(ana, "Nine working days with a named lead.")
    expect(ana.get_by_role("heading", name="Kept on this phone.")).to_be_visible()
    expect(ana.get_by_text("Nine working days with a named lead.")).to_be_visible()
    ana.context.set_offline(False)
    all_sent(ana)
    ana.goto("/?step=replied")
    expect(ana.get_by_role("heading", name="Streak safe.")).to_be_visible()
