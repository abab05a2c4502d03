"""What waits on a phone is sent once, whatever happens to the phone, the network, the tabs or the person."""

import os
import signal
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, Playwright, Route, expect

from tests.journeys.conftest import Phone
from tests.journeys.offline import all_sent, has_its_days, replies_of, rows, states, until, votes_of, waits
from tests.journeys.phones import CHROMIUM, PHONE, Faults, new_phone, recall, reply, sign_in, tap
from tests.journeys.troupe import PASSWORD, Troupe

pytestmark = pytest.mark.journey

SAID = "Nine working days, with a named lead."


def test_two_tabs_send_what_waits_once(phone: Phone, troupe: Troupe) -> None:
    ana = away_with_a_reply(phone(troupe.ana))
    other = ana.context.new_page()
    other.goto("/")
    waits(other, 2)
    ana.context.set_offline(False)
    all_sent(ana)
    assert replies_of(troupe.ana)[1:] == [SAID]
    for tab in (ana, other):
        expect(tab.locator("#connection")).to_be_empty()


def test_an_answer_that_is_lost_on_its_way_back_makes_no_double(phone: Phone, troupe: Troupe) -> None:
    ana = phone(troupe.ana)
    has_its_days(ana)
    ana.goto("/?step=reply")
    committed: list[int] = []

    def lose(route: Route) -> None:
        committed.append(route.fetch().status)
        route.abort()

    ana.context.route("**/answers", lose)
    reply(ana, SAID)
    expect(ana.get_by_role("heading", name="Kept on this phone.")).to_be_visible(timeout=30_000)
    assert committed
    assert set(committed) <= {200, 201}
    assert replies_of(troupe.ana)[1:] == [SAID]
    ana.context.unroute_all(behavior="ignoreErrors")
    ana.reload()
    all_sent(ana)
    assert replies_of(troupe.ana)[1:] == [SAID]


def test_what_was_refused_says_why_and_may_be_copied_or_thrown_away(phone: Phone, troupe: Troupe) -> None:
    ana, elsewhere = away_with_a_reply(phone(troupe.ana)), phone(troupe.ana)
    elsewhere.goto("/?step=reply")
    reply(elsewhere, "From my other phone.")
    expect(elsewhere.get_by_text("Streak safe.")).to_be_visible()
    ana.context.set_offline(False)
    until(ana, "() => Boolean(document.querySelector('.toast'))")
    expect(ana.get_by_text("Something could not be taken.").first).to_be_visible()
    assert "refused" in states(ana)
    ana.goto("/me")
    entry = ana.locator(".outbox li", has_text=SAID)
    expect(entry).to_contain_text("Not taken")
    expect(entry).to_contain_text("You already replied that day.")
    entry.get_by_role("button", name="Throw it away").click()
    expect(entry).to_have_count(0)
    assert replies_of(troupe.ana)[1:] == ["From my other phone."]


def test_a_session_that_ran_out_keeps_what_waits_until_the_same_person_is_back(phone: Phone, troupe: Troupe) -> None:
    ana = away_with_a_reply(phone(troupe.ana))
    ana.context.clear_cookies()
    ana.context.set_offline(False)
    ana.goto("/")
    sign_in(ana, troupe.ben, PASSWORD)
    has_its_days(ana)
    ana.goto("/me")
    assert ana.get_by_text(SAID).count() == 0, "nobody else sees it"
    assert {row["state"] for row in rows(ana, "outbox")} == {"waiting"}
    ana.context.set_offline(True)
    ana.goto("/")
    expect(ana.get_by_text("Still got it? 1 of 1")).to_be_visible()
    ana.context.set_offline(False)
    ana.context.clear_cookies()
    sign_in(ana, troupe.ana, PASSWORD)
    all_sent(ana)
    assert replies_of(troupe.ana)[1:] == [SAID]
    assert len(replies_of(troupe.ben)) == 1, "yesterday's"


def test_signing_out_says_first_what_would_be_lost_and_then_leaves_nothing(phone: Phone, troupe: Troupe) -> None:
    ana = away_with_a_reply(phone(troupe.ana))
    said: list[str] = []

    def stay(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    def leave(dialog: Dialog) -> None:
        dialog.accept()

    ana.goto("/me")
    ana.once("dialog", stay)
    ana.get_by_role("button", name="Sign out").click()
    ana.wait_for_timeout(300)
    assert said == ["2 things on this phone have not been sent yet. Sign out and lose them?"]
    assert states(ana) == ["waiting", "waiting"]
    ana.once("dialog", leave)
    ana.context.route("**/api/**", lambda route: route.abort())
    ana.context.set_offline(False)
    ana.get_by_role("button", name="Sign out").click()
    expect(ana).to_have_url("/sign-in")
    assert rows(ana, "outbox") == rows(ana, "kept") == []
    assert ana.evaluate("JSON.stringify(localStorage)") == "{}"


def test_a_vote_that_waited_arrives_once(phone: Phone, troupe: Troupe) -> None:
    ana = phone(troupe.ana)
    recall(ana)
    reply(ana, SAID)
    ana.get_by_role("link", name="Judge").click()
    has_its_days(ana)
    ana.context.set_offline(True)
    tap(ana, "Right")
    tap(ana, "Wins")
    expect(ana.get_by_text("Your vote is kept")).to_be_visible(timeout=20_000)
    ana.context.set_offline(False)
    all_sent(ana)
    assert votes_of(troupe.ana) == 1


def test_a_killed_phone_sends_once_it_is_opened_again(
    playwright: Playwright, address: str, troupe: Troupe, tmp_path: Path
) -> None:
    faults = Faults()

    def opened() -> Page:
        context = playwright.chromium.launch_persistent_context(
            tmp_path / "profile", base_url=address, **CHROMIUM, **PHONE
        )
        return new_phone(context, faults)

    ana = opened()
    sign_in(ana, troupe.ana, PASSWORD)
    away_with_a_reply(ana)
    kill(tmp_path / "profile")
    ana = opened()
    ana.goto("/")
    if "/sign-in" in ana.url:  # Chromium writes cookies down every half minute only
        sign_in(ana, troupe.ana, PASSWORD)
    all_sent(ana)
    assert replies_of(troupe.ana)[1:] == [SAID]
    ana.context.close()
    assert not faults.found


def kill(profile: Path) -> None:
    """The browser that this test started, by the lock it holds on its profile: as an empty battery would."""
    os.kill(int(os.readlink(profile / "SingletonLock").rpartition("-")[2]), signal.SIGKILL)


def away_with_a_reply(page: Page) -> Page:
    has_its_days(page)
    page.context.set_offline(True)
    page.goto("/")
    recall(page)
    reply(page, SAID)
    expect(page.get_by_role("heading", name="Kept on this phone.")).to_be_visible()
    waits(page, 2)
    return page
