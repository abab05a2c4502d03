"""A huddle in a meeting: the leader's big screen and phones, one of which reloads and one comes late."""

from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Phone
from tests.journeys.inspecting import EVERYTHING, ONLY_COLOURS, wide
from tests.journeys.phones import is_connected
from tests.journeys.troupe import Troupe
from webapp.core import clock
from webapp.core.work import work
from webapp.huddle import actions
from webapp.huddle.queries import by_code
from webapp.huddle.rules import USUAL

pytestmark = pytest.mark.journey

BIG: dict[str, Any] = {"viewport": {"width": 1920, "height": 1080}, "is_mobile": False, "has_touch": False}


def test_a_round_from_the_lobby_to_the_best_three(phone: Phone, troupe: Troupe) -> None:
    screen, code = open_huddle(phone, troupe)
    ana, ben = (come_in(phone(who), code) for who in (troupe.ana, troupe.ben))
    expect(screen.locator(".screen-count [data-fill=joined]").first).to_have_text("2")
    check("screen-lobby", screen)
    check("phone-lobby", ana)

    go_on(screen, "Start")
    say(ana, "Nine working days, with a named lead. Shall we plan your first week?")
    expect(ana.get_by_text("It's in.")).to_be_visible()
    ben.get_by_label("What do you say?").fill("Half a thought that nobody sen")
    check("phone-replying", ana)
    check("screen-replying", screen)
    ben.reload()
    expect(ben.get_by_label("What do you say?")).to_have_value("Half a thought that nobody sen")
    is_connected(ben)
    cleo = come_in(phone(troupe.cleo), code)
    say(cleo, "Nine days. Who on your side would own it?")
    expect(screen.locator(".screen-foot [data-fill=replied]")).to_have_text("2")
    assert seconds(screen) > 60, "the clock runs down from two minutes"

    go_on(screen, "On to judging")
    dev = come_in(phone(troupe.dev), code)
    expect(screen.locator(".screen-foot [data-fill=joined]").last).to_have_text("4")
    for page, most in ((ana, 2), (cleo, 2), (dev, 3), (ben, 2)):
        expect(page.locator("[data-ballot]")).to_have_count(most)
    check("phone-judging", dev)
    for page in (ana, ben, cleo, dev):
        judge_all(page)
    expect(screen.locator(".screen-foot [data-fill=votes]")).to_have_text("9")
    expect(screen.locator(".screen-foot [data-fill=judged]")).to_have_text("4")
    check("phone-judged", dev)
    check("screen-judging", screen)

    go_on(screen, "Close the voting")
    expect(ana.get_by_role("heading", name="The votes are in. Look up.")).to_be_visible()
    check("phone-reveal", ana)
    for button, place, name in (
        ("Show third place", 3, "Ben"),
        ("Show second place", 2, "Cleo"),
        ("And the winner is…", 1, "Ana"),
    ):
        expect(ana.get_by_role("heading", name="First place.")).to_be_hidden()
        go_on(screen, button)
        expect(screen.locator(f"[data-card='{place}'] [data-part=name]")).to_have_text(name)
    check("screen-reveal", screen)
    expect(ana.get_by_role("heading", name="First place. The room is yours.")).to_be_visible()
    expect(cleo.get_by_role("heading", name="Second place.")).to_be_visible()
    check("phone-result", ana)
    go_on(screen, "That's it")
    expect(dev.get_by_role("link", name="On to today's challenge")).to_be_visible()
    check("screen-over", screen)
    check("phone-over", dev)
    screen.get_by_role("link", name="Back to the desk").click()
    expect(screen.get_by_role("row", name="Ana")).to_be_visible()
    check("desk", screen)


def test_a_phone_without_sockets_keeps_up_by_asking(phone: Phone, troupe: Troupe) -> None:
    screen, code = open_huddle(phone, troupe)
    ana = phone(troupe.ana)
    ana.context.route("**/socket.io/**", lambda route: route.abort())
    ana.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    come_in(ana, code)
    ben = come_in(phone(troupe.ben), code)
    go_on(screen, "Start")
    say(ben, "Nine days, and a named lead.")
    say(ana, "Nine working days.")
    expect(ana.get_by_text("It's in.")).to_be_visible()
    go_on(screen, "On to judging")
    judge_all(ana)
    expect(screen.locator(".screen-foot [data-fill=votes]")).to_have_text("1")


def test_when_the_time_is_up_nobody_has_to_tell_the_phones(phone: Phone, troupe: Troupe, house: Flask) -> None:
    """What is written is sent as it is, and the replies to judge come by themselves."""
    screen, code = open_huddle(phone, troupe)
    ana, ben = (come_in(phone(who), code) for who in (troupe.ana, troupe.ben))
    begun_ago(code, timedelta(seconds=USUAL - 5))
    for page, words in ((ana, "Nine working days."), (ben, "Nine days, and a named lead.")):
        page.reload()
        page.get_by_label("What do you say?").fill(words)
    for page in (ana, ben):
        expect(page.locator("[data-ballot]")).to_have_count(1)
    judge_all(ana)
    screen.reload()
    expect(screen.locator(".screen-foot [data-fill=replied]")).to_have_text("2")
    expect(screen.get_by_role("button", name="Close the voting")).to_be_visible()


def begun_ago(code: str, ago: timedelta) -> None:
    """The leader started it a while ago; nobody is told."""
    with work():
        huddle = by_code(code)
        assert huddle is not None
        actions.go_on(huddle.leader, huddle.id, 0, now=clock.now() - ago)


def open_huddle(phone: Phone, troupe: Troupe) -> tuple[Page, str]:
    screen = phone(troupe.kofi, **BIG)
    screen.goto("/desk/huddle")
    screen.get_by_role("button", name="Open it on this screen").click()
    is_connected(screen)
    return screen, screen.locator(".lobby .screen-code").inner_text()


def come_in(page: Page, code: str) -> Page:
    page.goto(f"/huddle/{code}")
    page.get_by_role("button", name="I'm in").click()
    expect(page.get_by_text("Huddle with Kofi")).to_be_visible()
    return page


def go_on(screen: Page, button: str) -> None:
    screen.get_by_role("button", name=button).click()
    expect(screen.get_by_role("button", name=button)).to_be_hidden()


def say(page: Page, text: str) -> None:
    page.get_by_label("What do you say?").fill(text)
    page.get_by_role("button", name="Say it").click()


WORTH = {"Nine working": ("Right", "Wins"), "Nine days": ("Right", "Keeps"), "Half a": ("Wrong", "Loses")}


def judge_all(page: Page) -> None:
    page.locator("[data-ballot]").first.wait_for()
    for form in page.locator("[data-ballot]").all():
        text = form.locator("[data-text]").inner_text()
        for label in next(taps for words, taps in WORTH.items() if text.startswith(words)):
            form.locator(".tap", has_text=label).tap()
        expect(form.get_by_text("Counted,")).to_be_visible()
    expect(page.locator("[data-done]")).to_be_visible()


def seconds(page: Page) -> int:
    minutes, rest = page.locator(".screen-clock").inner_text().split(":")
    return 60 * int(minutes) + int(rest)


def check(name: str, page: Page) -> None:
    """Axe finds nothing in either colour scheme, and nothing scrolls sideways."""
    found = []
    for scheme, options in (("light", EVERYTHING), ("dark", ONLY_COLOURS)):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        rules = Axe().run(page, options=options).response["violations"]
        found += [f"{name}, {scheme}: {rule['id']}: {n['html'][:150]}" for rule in rules for n in rule["nodes"]]
    page.emulate_media(color_scheme="light")
    if page.viewport_size == {"width": 390, "height": 844}:
        found += wide(name, page)
    assert found == []
