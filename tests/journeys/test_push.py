"""A push arrives on a phone: it is shown once, and a tap opens the page it is about."""

import json
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.journeys.conftest import Phone
from tests.journeys.offline import has_its_days
from tests.journeys.phones import recall, reply
from tests.journeys.troupe import Troupe

pytestmark = pytest.mark.journey

TITLE, NOTE = "And you say?", "Kofi left you a note"
SAID = {"id": 7, "tag": "reminder", "title": TITLE, "body": "“How long will this take us?”", "waiting": 1}
SHOWN = """async () => (await (await navigator.serviceWorker.ready).getNotifications())
  .map(({ title, body, tag, data }) => ({ title, body, tag, url: data.url }))"""


class Pushes:
    """Hands messages to the worker as the browser does once it has decrypted them."""

    def __init__(self, page: Page) -> None:
        self.page, self.registrations = page, []
        self.browser: CDPSession = page.context.new_cdp_session(page)
        self.browser.on("ServiceWorker.workerRegistrationUpdated", self._note)
        self.browser.send("ServiceWorker.enable")

    def deliver(self, **more: Any) -> None:
        self.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        icon = self.page.locator("link[rel=apple-touch-icon]").get_attribute("href")
        said = {"url": "/boards", "icon": icon, **SAID, **more}
        origin = self.page.evaluate("location.origin")
        self.browser.send(
            "ServiceWorker.deliverPushMessage",
            {"origin": origin, "registrationId": self.registrations[-1], "data": json.dumps(said)},
        )

    def shown(self, *titles: str) -> list[dict[str, str]]:
        """These, once they are the ones that are there."""
        for _ in range(100):
            found: list[dict[str, str]] = self.page.evaluate(SHOWN)
            if sorted(one["title"] for one in found) == sorted(titles):
                return found
            self.page.wait_for_timeout(100)
        raise AssertionError(f"shown are {found}")

    def _note(self, event: dict[str, Any]) -> None:
        self.registrations += [one["registrationId"] for one in event["registrations"] if not one["isDeleted"]]


@pytest.fixture
def ana(phone: Phone, troupe: Troupe) -> Page:
    page = phone(troupe.ana, permissions=["notifications"])
    has_its_days(page)  # By then the worker has let go of whoever was here before, their notifications too.
    return page


def test_a_push_is_shown_once_and_a_later_one_takes_its_place(ana: Page) -> None:
    pushes = Pushes(ana)
    pushes.deliver()
    assert pushes.shown(TITLE) == [{"title": TITLE, "body": SAID["body"], "tag": "reminder", "url": "/boards"}]
    pushes.deliver(title="Said twice by its service")
    pushes.deliver(id=8, tag="note", title=NOTE)
    pushes.shown(TITLE, NOTE)
    pushes.deliver(id=9, title="A later one")
    pushes.shown("A later one", NOTE)


def test_after_the_reply_nothing_waits_any_more(ana: Page) -> None:
    pushes = Pushes(ana)
    pushes.deliver()
    pushes.deliver(id=9, tag="note", title=NOTE)
    pushes.shown(TITLE, NOTE)
    recall(ana)
    reply(ana, "Nine working days, and you have your first week in writing.")
    expect(ana.get_by_text("The rest may wait.")).to_be_visible()
    pushes.shown(NOTE)


def test_signing_out_leaves_no_notification_for_whoever_comes_next(ana: Page) -> None:
    pushes = Pushes(ana)
    pushes.deliver()
    pushes.shown(TITLE)
    ana.goto("/me")
    ana.get_by_role("button", name="Sign out").click()
    expect(ana).to_have_url("/sign-in")
    pushes.shown()


def test_a_tap_opens_the_page_it_is_about(ana: Page) -> None:
    pushes = Pushes(ana)
    pushes.deliver()
    pushes.shown(TITLE)
    (worker,) = ana.context.service_workers
    worker.evaluate(
        """async () => {
          const [notification] = await registration.getNotifications();
          self.dispatchEvent(new NotificationEvent("notificationclick", { notification }));
        }"""
    )
    expect(ana).to_have_url("/boards")
    pushes.shown()


def test_where_the_browser_blocks_notifications_the_page_says_what_to_do(phone: Phone, troupe: Troupe) -> None:
    ana = phone(troupe.ana)
    ana.add_init_script("Object.defineProperty(Notification, 'permission', { get: () => 'denied' })")
    ana.goto("/me")
    ana.get_by_role("link", name="Reminders").click()
    expect(ana.get_by_text("Your browser blocks notifications from Repartee.")).to_be_visible()
    expect(ana.get_by_role("button", name="Turn reminders on")).to_be_hidden()


def test_on_an_iphone_the_page_says_that_it_belongs_on_the_home_screen(phone: Phone, troupe: Troupe) -> None:
    ana = phone(troupe.ana)
    ana.add_init_script("delete window.PushManager; navigator.standalone = false")
    ana.goto("/reminders")
    expect(ana.get_by_text("“Add to Home Screen”")).to_be_visible()
