"""A walk through every page and step; each name that is yielded is on screen at that moment."""

from collections.abc import Callable, Iterator

from playwright.sync_api import Page, expect

from tests.journeys.phones import reply, tap

Choose = Callable[[Page, bool], None]
"""Taps a recall's answer, the right one or a wrong one."""


def before_signing_in(page: Page) -> Iterator[str]:
    page.goto("/sign-in?next=/boards")
    yield "sign-in"
    page.get_by_label("Work e-mail").fill("nobody@repartee.test")
    page.get_by_label("Password").fill("not this one")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    yield "sign-in-refused"
    page.goto("/offline")
    yield "offline"


def a_reps_day(page: Page, text: str, choose: Choose, let_them_judge: Callable[[], None]) -> Iterator[str]:
    """From the first recall to the second try, then whatever the rep may open."""
    page.goto("/arena")
    yield "arena-locked"
    page.goto("/")
    yield from _recalls(page, choose)
    yield from _reply(page, text)
    yield from _judging(page)
    let_them_judge()
    yield from _result(page, text)
    yield from _around(page)


def a_coachs_day(page: Page) -> Iterator[str]:
    page.goto("/")
    yield "coach-queue"
    tap(page, "Partly")
    tap(page, "Keeps")
    _counted(page)
    yield "coach-voted"
    page.get_by_text("Give a badge").click()
    page.get_by_text("Should it not count?").click()
    yield "coach-everything"
    page.locator("#word .button").click()
    page.locator("#verdict").wait_for(state="hidden")
    page.get_by_role("button", name="Skip this one for now").click()
    yield "coach-skipped"
    yield from _boards(page, "coach-")
    page.goto("/me")
    yield "coach-me"


def a_managers_day(page: Page) -> Iterator[str]:
    page.goto("/")
    yield "manager-start"
    page.goto("/desk/wordings")
    yield "manager-wordings"
    yield from _boards(page, "manager-")


def _recalls(page: Page, choose: Choose) -> Iterator[str]:
    answered = 0
    while page.get_by_text("Still got it?").count():
        yield f"recall-{answered + 1}"
        choose(page, answered % 2 == 0)
        page.get_by_role("link", name="On we go").wait_for()
        yield f"recalled-{'right' if page.get_by_text('still got it.').count() else 'wrong'}"
        page.get_by_role("link", name="On we go").click()
        page.locator("#step [data-arrive]").wait_for()
        page.get_by_role("link", name="On we go").wait_for(state="detached")
        answered += 1


def _reply(page: Page, text: str) -> Iterator[str]:
    fact = page.locator("details.fact")
    first = fact.get_attribute("open") is not None
    yield "reply-fact-first-met" if first else "reply-fact-folded"
    fact.locator("summary").click()
    yield "reply-fact-closed" if first else "reply-fact-peeked"
    page.get_by_label("What do you say?").fill("Well, it depends. " * 11)
    yield "reply-long"
    reply(page, "   ")
    expect(page.get_by_role("alert")).to_be_visible()
    yield "reply-refused"
    reply(page, text)
    expect(page.get_by_text("The rest may wait.").or_(page.get_by_text("streak untouched"))).to_be_visible()
    yield "replied"


def _judging(page: Page) -> Iterator[str]:
    page.locator(".way-on a.button").click()
    page.locator("#judge").wait_for()
    yield "judge"
    tap(page, "Right")
    yield "judge-half"
    tap(page, "Keeps")
    _counted(page)
    yield "voted"
    page.locator("#verdict .chip").first.tap()
    yield "voted-reason"
    page.locator("#verdict a.button").click()
    expect(page.locator("#verdict")).to_be_hidden()
    yield "judge-second"
    page.goto("/arena")
    yield "arena-open"
    page.locator("article a").last.click()
    page.locator("#judge").wait_for()
    page.get_by_text("Something wrong with it?").click()
    yield "answer-i-judged"


def _result(page: Page, text: str) -> Iterator[str]:
    page.goto("/?step=result")
    yield "result"
    page.locator("#second-try summary").click()
    yield "second-try"
    page.get_by_label("Again, better?").fill(text)
    page.get_by_role("button", name="Try it").click()
    expect(page.locator("#second-try .points-used")).to_be_visible()
    yield "second-tried"
    page.get_by_role("link", name="What the judges said").click()
    page.get_by_role("heading", name="How your reply landed").wait_for()
    if (missed := page.get_by_text("I did say that")).count():
        missed.first.click()
    yield "answer"


def _around(page: Page) -> Iterator[str]:
    yield from _boards(page)
    page.goto("/me")
    yield "me"
    page.goto("/playbook")
    page.get_by_role("button", name="Used it on a call").first.click()
    page.get_by_text("Did it work?").wait_for()
    yield "playbook"
    page.goto("/call")
    yield "call"
    page.goto("/playbook?q=unicorn")
    yield "playbook-nothing"
    page.goto("/?step=judge")
    token = page.locator("meta[name=csrf-token]").get_attribute("content")
    started = page.request.post("/practice", form={"csrf_token": token or ""}, headers={"Referer": page.url})
    page.goto(started.url)
    yield "practice"
    reply(page, "Give me a minute of it: one site, one week, your numbers.")
    page.get_by_role("heading", name="That one was just for you.").wait_for()
    yield "practised"
    page.goto("/answers/999999")
    yield "not-found"


def _boards(page: Page, prefix: str = "") -> Iterator[str]:
    for board in ("people", "teams", "cohorts"):
        page.goto(f"/boards/{board}")
        yield f"{prefix}boards-{board}"


def _counted(page: Page) -> None:
    page.locator("#verdict .tally:not([data-votes='0'])").wait_for()
