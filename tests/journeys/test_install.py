"""Onto the home screen, and from other apps into this one."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Phone
from tests.journeys.inspecting import violations, wide
from tests.journeys.phones import recall, reply, sign_in
from tests.journeys.troupe import PASSWORD, Troupe

pytestmark = pytest.mark.journey

SAID = "We already have a tool for that, and nobody uses it."
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.5 Mobile/15E148 Safari/604.1"
)
CHROME_ON_IPHONE = IPHONE.replace("Version/18.5", "CriOS/140.0.0.0")
OFFERS = """
() => {
  const offer = new Event("beforeinstallprompt", { cancelable: true });
  offer.prompt = () => document.documentElement.toggleAttribute("data-asked", true);
  dispatchEvent(offer);
  return offer.defaultPrevented;
}
"""
SHARES = """
(text) => {
  const form = Object.assign(document.createElement("form"), { method: "post", action: "/share" });
  form.append(Object.assign(document.createElement("textarea"), { name: "text", value: text }));
  document.body.append(form);
  form.submit();
}
"""


def test_a_browser_that_can_install_is_asked_when_somebody_taps(phone: Phone, troupe: Troupe) -> None:
    ana = at_the_result(phone(troupe.ana))
    expect(card(ana)).to_be_hidden()
    assert ana.evaluate(OFFERS)
    expect(card(ana)).to_be_visible()
    expect(card(ana).get_by_text("Tap Share")).to_be_hidden()
    assert violations("install", ana) + wide("install", ana) == []
    card(ana).get_by_role("button", name="Put it there").click()
    expect(ana.locator("html")).to_have_attribute("data-asked", "")
    expect(card(ana)).to_be_hidden()


def test_who_declines_is_not_asked_again_on_this_device(phone: Phone, troupe: Troupe) -> None:
    ana = at_the_result(phone(troupe.ana))
    ana.evaluate(OFFERS)
    card(ana).get_by_role("button", name="No, thanks").click()
    expect(card(ana)).to_be_hidden()
    expect(ana.locator("main")).to_be_focused()
    ana.reload()
    ana.evaluate(OFFERS)
    expect(ana.get_by_role("heading", level=1)).to_be_visible()
    expect(card(ana)).to_be_hidden()


def test_safari_on_an_iphone_shows_the_steps(phone: Phone, troupe: Troupe) -> None:
    ana = at_the_result(phone(troupe.ana, user_agent=IPHONE))
    expect(card(ana).get_by_role("listitem")).to_have_count(3)
    expect(card(ana).get_by_text("Add to Home Screen")).to_be_visible()
    expect(card(ana).get_by_role("button", name="Put it there")).to_be_hidden()
    assert violations("install on an iPhone", ana) + wide("install on an iPhone", ana) == []


def test_nobody_is_asked_where_it_cannot_be_done_or_is_done(phone: Phone, troupe: Troupe) -> None:
    other = at_the_result(phone(troupe.ana, user_agent=CHROME_ON_IPHONE))
    expect(card(other)).to_be_hidden()
    installed = phone(troupe.ana, user_agent=IPHONE)
    installed.add_init_script("navigator.standalone = true")
    installed.goto("/?step=result")
    installed.evaluate(OFFERS)
    expect(installed.get_by_role("heading", level=1)).to_be_visible()
    expect(card(installed)).to_be_hidden()


def test_a_shared_message_outlives_signing_in_and_is_handed_in(phone: Phone, troupe: Troupe) -> None:
    ana = phone()
    ana.goto("/offline")
    ana.evaluate(SHARES, SAID)
    ana.wait_for_url("**/sign-in?next=/share")
    ana.get_by_label("Work e-mail").fill(troupe.ana)
    ana.get_by_label("Password").fill(PASSWORD)
    ana.get_by_role("button", name="Sign in", exact=True).click()
    words = ana.get_by_label("The prospect's words")
    expect(words).to_have_value(SAID)
    assert violations("share", ana) + wide("share", ana) == []
    ana.get_by_label("Deal stage").select_option("Demo")
    ana.get_by_role("button", name="Hand it in").click()
    expect(ana.get_by_role("heading", name="Thank you.")).to_be_visible()
    assert violations("shared", ana) + wide("shared", ana) == []
    mara = phone(troupe.mara)
    mara.goto("/desk/playbook/review")
    expect(mara.get_by_text(SAID)).to_be_visible()


def test_todays_page_comes_whole_in_one_answer(phone: Phone, troupe: Troupe) -> None:
    ana, asked = phone(), []
    sign_in(ana, troupe.ana, PASSWORD)
    ana.on("request", lambda one: asked.append((one.resource_type, one.url)) if not one.service_worker else None)
    ana.goto("/", wait_until="networkidle")
    expect(ana.get_by_role("heading", level=1)).to_be_visible()
    assert [kind for kind, _url in asked if kind in ("document", "xhr", "fetch")] == ["document"]


def card(page: Page) -> Locator:
    return page.locator("[data-install]")


def at_the_result(page: Page) -> Page:
    recall(page)
    reply(page, "Nine working days with a named lead.")
    page.get_by_role("heading", name="Streak safe.").wait_for()
    page.goto("/?step=result")
    return page
