"""What nobody's page may show: anything axe finds in either colour scheme, or anything wider than a small phone."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.journeys.phones import PHONE

EVERYTHING: dict[str, Any] = {"resultTypes": ["violations"]}
ONLY_COLOURS: dict[str, Any] = {"runOnly": ["color-contrast"], **EVERYTHING}
"""All that another scheme changes."""
NARROW = (360, 320)
"""A small phone; and 1280 pixels at 400 %, or a phone at 200 % text."""


def violations(name: str, page: Page) -> list[str]:
    found = []
    page.evaluate(AXE_SCRIPT)
    for scheme, options in (("light", EVERYTHING), ("dark", ONLY_COLOURS)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        rules = page.evaluate("async (options) => (await axe.run(options)).violations", options)
        found += [f"{name}, {scheme}: {rule['id']}: {node['html'][:150]}" for rule in rules for node in rule["nodes"]]
    page.emulate_media(color_scheme="light")
    return found


def wide(name: str, page: Page) -> list[str]:
    found = []
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": 740})
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found += [f"{name}: {over} px too wide at {width}"] if over > 0 else []
    page.set_viewport_size(PHONE["viewport"])
    return found
