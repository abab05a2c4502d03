"""A day without a network: everything is there, everything is kept, and everything arrives once."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Phone
from tests.journeys.offline import all_sent, has_its_days, recalls_of, replies_of, states, votes_of, waits
from tests.journeys.phones import recall, reply, tap
from tests.journeys.test_for_everybody import violations, wide
from tests.journeys.troupe import Troupe

pytestmark = pytest.mark.journey


def test_a_whole_session_in_airplane_mode_arrives_once(phone: Phone, troupe: Troupe) -> None:
    ana = phone(troupe.ana)
    has_its_days(ana)
    ana.context.set_offline(True)
    ana.goto("/")
    expect(ana.get_by_text("Still got it? 1 of 1")).to_be_visible()
    ana.get_by_role("button", name="Nine days").click()
    expect(ana.get_by_role("heading", name="Right. You've still got it.")).to_be_visible()
    ana.get_by_role("link", name="On we go").click()
    reply(ana, "Nine working days, <b>named lead</b>.")
    expect(ana.get_by_role("heading", name="Kept on this phone.")).to_be_visible()
    expect(ana.get_by_text("Nine working days, <b>named lead</b>.")).to_be_visible()
    waits(ana, 2)
    ana.get_by_role("link", name="On we go").click()
    judged = judge_all(ana)
    expect(ana.get_by_role("heading", name="Done for today")).to_be_visible()
    assert violations("offline", ana) + wide("offline", ana) == []
    assert judged > 0
    waits(ana, 2 + judged)
    assert len(replies_of(troupe.ana)) == 1, "yesterday's"

    ana.context.set_offline(False)
    all_sent(ana)
    assert replies_of(troupe.ana)[1:] == ["Nine working days, <b>named lead</b>."]
    assert (recalls_of(troupe.ana), votes_of(troupe.ana)) == (1, judged)
    expect(ana.locator("#connection")).to_be_empty()
    ana.goto("/?step=result")
    expect(ana.get_by_text("Nine working days, <b>named lead</b>.")).to_be_visible()
    assert states(ana) == ["sent"] * (2 + judged)


def test_the_connection_goes_in_the_middle_and_the_session_goes_on(phone: Phone, troupe: Troupe) -> None:
    ana = phone(troupe.ana)
    has_its_days(ana)
    ana.goto("/")
    ana.context.set_offline(True)
    recall(ana)
    reply(ana, "Nine days, named lead.")
    expect(ana.get_by_role("heading", name="Kept on this phone.")).to_be_visible()
    ana.context.set_offline(False)
    all_sent(ana)
    assert replies_of(troupe.ana)[1:] == ["Nine days, named lead."]
    expect(ana.get_by_text("What waited on this phone has been sent.").first).to_be_visible()


def judge_all(page: Page) -> int:
    """Every reply that was kept to be judged; how many there were."""
    judged, over = 0, page.get_by_role("heading", name="Done for today")
    ballot = page.get_by_text("Is the fact right?")
    expect(ballot.or_(over)).to_be_visible()
    while ballot.is_visible():
        tap(page, "Right")
        tap(page, "Keeps")
        expect(page.get_by_text("Your vote is kept")).to_be_visible()
        judged += 1
        page.get_by_role("link", name="On we go").click()
        expect(ballot.or_(over)).to_be_visible()
    return judged
