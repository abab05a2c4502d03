"""Every page there is an address for, as whoever may open it sees it: axe finds nothing, and nothing is too wide."""

import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route

from tests.conftest import settings_for
from tests.journeys.inspecting import violations, wide
from tests.journeys.phones import PHONE
from tests.permissions.house import a_house
from tests.permissions.pages import Page, pages_of
from webapp import create_app
from webapp.core.assets import DIST

pytestmark = pytest.mark.journey

HERE = "http://repartee.test"
NAMELESS_TABLE = re.compile(r"<table(?![^>]*aria-labelledby)")
REFERENCES = re.compile(r'\s(?:aria-labelledby|aria-describedby|aria-controls|for)="([^"]+)"')
IDS = re.compile(r'\sid="([^"]+)"')
SHOWN = """() => {
  for (const one of document.querySelectorAll("main details")) one.open = true;
  for (const one of document.querySelectorAll("main [hidden]:not(article)")) one.hidden = false;
}"""
"""What only somebody's tap, or another browser, would show."""
PHASES = "/huddle/"
"""Its pages hold all of a huddle's phases, of which one is shown and filled."""


@pytest.fixture(scope="module")
def pages(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Page]:
    folder = tmp_path_factory.mktemp("every-page")
    shutil.copy(migrated, folder / "repartee.db")
    app = create_app(settings_for(folder))
    with a_house(app, folder / "repartee.db") as house:
        return pages_of(app, house)


def test_axe_finds_nothing_on_any_page_and_none_scrolls_sideways(browser: Browser, pages: list[Page]) -> None:
    context = browser.new_context(**PHONE, reduced_motion="reduce", service_workers="block")
    page, found = context.new_page(), []
    page.route("**/*", answering(pages))
    for n, one in enumerate(pages):
        page.goto(f"{HERE}/{n}")
        if PHASES not in one.name:
            page.evaluate(SHOWN)
        found += wide(one.name, page) + violations(one.name, page)
    context.close()
    assert len(pages) > 60
    assert found == []


def test_every_page_has_one_heading_and_every_table_a_name(pages: list[Page]) -> None:
    assert [page.name for page in pages if page.html.count("<h1") != 1 and PHASES not in page.name] == []
    assert [page.name for page in pages if NAMELESS_TABLE.search(page.html)] == []


def test_no_id_is_given_twice(pages: list[Page]) -> None:
    """Scripts take the first, and it may be another's."""
    twice = [f"{page.name}: {one}" for page in pages for one, n in Counter(IDS.findall(page.html)).items() if n > 1]
    assert twice == []


def test_whatever_is_named_by_something_else_is_named_by_something_on_the_page(pages: list[Page]) -> None:
    missing = [f"{page.name}: {one}" for page in pages for one in {*referred_to(page.html)} - {*IDS.findall(page.html)}]
    assert missing == []


def referred_to(html: str) -> list[str]:
    return [one for several in REFERENCES.findall(html) for one in several.split()]


def answering(pages: list[Page]) -> Callable[[Route], None]:
    """With a page by its number, or with a built file; there is no server behind them."""

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(HERE)
        if path.startswith("/static/"):
            route.fulfill(path=DIST / path.removeprefix("/static/"))
        elif path[1:].isdigit():
            route.fulfill(body=pages[int(path[1:])].html, content_type="text/html; charset=utf-8")
        else:
            route.abort()

    return answer
