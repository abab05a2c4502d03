"""Networks that hang, servers that stumble, and browsers that keep nothing: nobody waits long, and nothing is lost."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from playwright.sync_api import BrowserContext, Error, Page, Route, expect

from tests.journeys.conftest import Phone
from tests.journeys.offline import all_sent, has_its_days, recalls_of, replies_of, states, until, waits
from tests.journeys.phones import PHONE, Faults, new_phone, recall, reply, sign_in
from tests.journeys.troupe import PASSWORD, Troupe

pytestmark = pytest.mark.journey

SAID = "Nine working days, with a named lead."
KEEPS_NOTHING = "() => { IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError') } }"
IS_FULL = "() => { IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError') } }"


def test_where_the_network_hangs_the_session_goes_on_and_arrives_once(phone: Phone, troupe: Troupe) -> None:
    ana, held = phone(troupe.ana), list[Route]()
    has_its_days(ana)

    def hang(route: Route) -> None:
        held.append(route)

    ana.context.route("**/*", hang)
    ana.goto("/")
    recall(ana)
    reply(ana, SAID)
    expect(ana.get_by_role("heading", name="Kept on this phone.")).to_be_visible()
    waits(ana, 2)
    assert len(replies_of(troupe.ana)) == 1, "yesterday's"
    ana.context.unroute_all(behavior="ignoreErrors")
    for late in held:
        let_go(late)
    ana.reload()
    all_sent(ana)
    assert (recalls_of(troupe.ana), replies_of(troupe.ana)[1:]) == (1, [SAID])


def test_what_the_server_stumbles_over_waits_and_holds_up_nothing_else(
    new_context: Callable[..., BrowserContext], troupe: Troupe
) -> None:
    ana = new_phone(new_context(**PHONE), Faults())
    sign_in(ana, troupe.ana, PASSWORD)
    has_its_days(ana)
    ana.context.set_offline(True)
    ana.goto("/")
    recall(ana)
    reply(ana, SAID)
    waits(ana, 2)
    ana.context.route("**/api/v1/recalls/*", lambda route: route.fulfill(status=500))
    ana.context.set_offline(False)
    until(ana, "() => document.querySelector('#connection').textContent.includes('1 thing waits')")
    assert states(ana) == ["waiting", "sent"]
    ana.context.unroute_all(behavior="ignoreErrors")
    ana.reload()
    all_sent(ana)
    assert (recalls_of(troupe.ana), replies_of(troupe.ana)[1:]) == (1, [SAID])


def test_a_browser_that_keeps_nothing_says_so_and_works_with_a_network(phone: Phone, troupe: Troupe) -> None:
    ana = phone()
    ana.context.add_init_script(f"({KEEPS_NOTHING})()")
    to_the_worker(ana, KEEPS_NOTHING)
    sign_in(ana, troupe.ana, PASSWORD)
    expect(ana.get_by_text("This browser keeps nothing for later").first).to_be_visible()
    recall(ana)
    reply(ana, SAID)
    expect(ana.get_by_text("Streak safe.")).to_be_visible()
    ana.goto("/me")
    ana.get_by_role("button", name="Sign out").click()
    expect(ana).to_have_url("/sign-in")


def test_a_full_phone_sends_at_once(phone: Phone, troupe: Troupe) -> None:
    ana = phone()
    to_the_worker(ana, IS_FULL)
    sign_in(ana, troupe.ana, PASSWORD)
    ana.goto("/?step=reply")
    reply(ana, SAID)
    expect(ana.get_by_text("Streak safe.")).to_be_visible()


def let_go(late: Route) -> None:
    """On its way after all, unless nobody waits for it any more."""
    with suppress(Error):
        late.continue_()


def to_the_worker(page: Page, script: str) -> None:
    page.goto("/sign-in")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    (worker,) = page.context.service_workers
    worker.evaluate(script)
