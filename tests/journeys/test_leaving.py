"""Signing out reaches every tab and leaves nothing behind; being offline leaves what was seen."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Phone
from tests.journeys.offline import has_its_days, rows
from tests.journeys.phones import is_connected, recall
from tests.journeys.troupe import Troupe

pytestmark = pytest.mark.journey


def test_signing_out_in_one_tab_cuts_the_other(phone: Phone, troupe: Troupe) -> None:
    ana = phone(troupe.ana)
    ana.goto("/boards")
    is_connected(ana)
    other = ana.context.new_page()
    other.goto("/me")
    other.get_by_role("button", name="Sign out").click()
    expect(ana).to_have_url("/sign-in")
    ana.goto("/me")
    expect(ana.get_by_label("Password")).to_be_visible()


def test_offline_the_session_goes_on_and_after_signing_out_nothing_is_left(phone: Phone, troupe: Troupe) -> None:
    ana = phone(troupe.ana)
    recall(ana)
    ana.get_by_label("What do you say?").press_sequentially("Nine working da")
    has_its_days(ana)
    prompt = ana.get_by_text("How long will this take us?")
    expect(prompt).to_be_visible()

    ana.context.set_offline(True)
    ana.goto("/?step=reply")
    expect(prompt).to_be_visible()
    expect(ana.get_by_label("What do you say?")).to_have_value("Nine working da")
    ana.goto("/playbook")
    expect(ana.get_by_role("heading", name="No connection, no drama.")).to_be_visible()
    expect(ana.get_by_text("What you typed is kept on this phone.")).to_be_visible()

    ana.context.set_offline(False)
    ana.goto("/me")
    ana.get_by_role("button", name="Sign out").click()
    expect(ana).to_have_url("/sign-in")
    ana.context.set_offline(True)
    ana.goto("/")
    expect(ana.get_by_role("heading", name="No connection, no drama.")).to_be_visible()
    assert prompt.count() == 0
    assert ana.get_by_text("Ana").count() == 0
    assert ana.evaluate("JSON.stringify(localStorage)") == "{}"
    assert (
        ana.evaluate("async () => (await caches.keys()).some((name) => ['pages', 'visited'].includes(name))") is False
    )
    assert rows(ana, "kept") == rows(ana, "outbox") == []
