"""The screenshots that an installer shows, from a demonstration of its own: `python -m bench.store_pictures`.

They are committed, since a build has no running app; the sizes are those of the manifest in core/install.py.
"""

import base64
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench.screenshots import BENS_REPLY, SIZES, demonstration, judged, phone, to_his_reply
from tests.journeys.phones import CHROMIUM
from tests.journeys.server import ROOT, a_server

PICTURES = ROOT / "static" / "pictures"
QUALITY = 45
MOST_BYTES = 60 * 1024


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="repartee-pictures-") as folder:
        data = demonstration(Path(folder))
        with a_server(data) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(**CHROMIUM)
            for name, page in _scenes(browser, address, data):
                _take(page, PICTURES / f"{name}.webp")
            browser.close()


def _scenes(browser: Browser, address: str, data: Path) -> Iterator[tuple[str, Page]]:
    ben = phone(browser, address, "ben", scale=2)
    to_his_reply(ben)
    ben.get_by_label("What do you say?").fill(BENS_REPLY)
    yield "phone-reply", ben
    judged(ben, address, data)
    yield "phone-result", ben
    yield "phone-board", _at(ben, "/boards")
    desk = browser.new_page(base_url=address, viewport=SIZES["desktop"], storage_state=ben.context.storage_state())  # type: ignore[arg-type]
    yield "desk-result", _at(desk, "/?step=result")
    yield "desk-board", _at(desk, "/boards")


def _at(page: Page, path: str) -> Page:
    page.goto(path)
    page.wait_for_timeout(800)
    return page


def _take(page: Page, target: Path) -> None:
    """As WebP, which Playwright's own screenshots cannot be."""
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    session = page.context.new_cdp_session(page)
    size = page.viewport_size or SIZES["phone"]
    clip = {"x": 0, "y": 0, **size, "scale": page.evaluate("devicePixelRatio")}
    taken = session.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY, "clip": clip})
    target.write_bytes(base64.b64decode(taken["data"]))
    weight = target.stat().st_size
    print(f"{target.name}\t{weight} bytes", flush=True)
    assert weight <= MOST_BYTES, "Choose a lower quality"


if __name__ == "__main__":
    main()
