"""From an empty installation to a running competition on the office screen, at a desk and on a phone."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import monday, papers
from tests.journeys.phones import PHONE, Faults, new_phone

pytestmark = pytest.mark.journey

DESK = {**PHONE, "viewport": {"width": 1280, "height": 800}, "is_mobile": False, "has_touch": False}
WALL = {**DESK, "viewport": {"width": 1920, "height": 1080}}
A_SECOND_OR_SO = 1500
Visit = Callable[[dict[str, Any]], Page]


@pytest.fixture
def visit(tmp_path: Path, migrated: Path, browser: Browser) -> Iterator[Visit]:
    """Browsers of different people, on a house nobody has been in. None of them may have shown a fault."""
    faults = Faults()
    with monday.an_empty_house(tmp_path, migrated) as address:
        yield lambda size: new_phone(browser.new_context(**size, base_url=address), faults)
        for context in browser.contexts:
            context.close()
    assert not faults.found


@pytest.mark.parametrize("her_size", [DESK, PHONE], ids=["at her desk", "on her phone"])
def test_a_manager_sets_everything_up_on_a_monday(visit: Visit, her_size: dict[str, Any]) -> None:
    vera, wall, jorg = visit(her_size), visit(WALL), visit(PHONE)
    _all(monday.setting_up(vera))
    wall.goto(vera.get_by_label("Link", exact=True).input_value())
    wall.wait_for_selector("body[data-connected]")
    expect(wall.locator(".places li")).to_have_count(len(papers.TEAMS))
    _all(monday.inviting(vera))
    _all(monday.first_minutes(jorg, vera.get_by_label("Their link").input_value()))
    score = wall.locator(".places li", has_text=papers.team_of(monday.REP)).locator(".score")
    before = score.inner_text()
    monday.say_it(jorg)
    expect(score).not_to_have_text(before, timeout=A_SECOND_OR_SO)


def _all(steps: Iterator[str]) -> None:
    for _step in steps:
        pass
