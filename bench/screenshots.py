"""Every page and step of a demonstration of its own, as pictures: `python -m bench.screenshots [folder]`.

Each is taken at phone and desktop size, in light and dark: `screenshots/phone-light/07-judge.png`.
"""

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys import walk
from tests.journeys.colleagues import judge
from tests.journeys.phones import CHROMIUM, PHONE, reply, sign_in
from tests.journeys.server import ROOT, a_server

PASSWORD = "repartee-demo"
SIZES = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 800}}
SCHEMES = ("light", "dark")
TAP_FADES = 300
"""Milliseconds for which a tap stays highlighted."""
README_PICTURE = ROOT / "docs" / "phone.png"
REPLY = "Fair question. Two calls of 45 minutes, and they leave with next week's rota done. Shall we start with one?"
BENS_REPLY = "Two calls of 45 minutes, and next week's rota is done when they hang up. Shall we book the first?"
VOTES = ((2, 2, ""), (2, 1, "no_next_step"), (1, 2, "no_proof"), (2, 2, ""))


def main() -> None:
    target = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "screenshots")
    with tempfile.TemporaryDirectory(prefix="repartee-screenshots-") as folder:
        data = demonstration(Path(folder))
        with a_server(data) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(**CHROMIUM)
            for number, (name, page) in enumerate(_everything(browser, address, data), start=1):
                _take(page, target, f"{number:02d}-{name}")
                print(f"{number:02d} {name}", flush=True)
            _readme_picture(browser, address, data)
            browser.close()


def demonstration(folder: Path) -> Path:
    """A fresh one, or a copy of the one at REPARTEE_DEMO."""
    if made := os.environ.get("REPARTEE_DEMO"):
        for file in Path(made).glob("*.db*"):
            (folder / file.name).write_bytes(file.read_bytes())
        return folder
    environment = os.environ | {"REPARTEE_DATA": str(folder), "FLASK_APP": "webapp"}
    for command in (["db", "upgrade"], ["demo"]):
        subprocess.run([sys.executable, "-m", "flask", *command], cwd=ROOT, env=environment, check=True)
    return folder


def _everything(browser: Browser, address: str, data: Path) -> Iterator[tuple[str, Page]]:
    def choose(page: Page, right: bool) -> None:
        question = page.locator("#step h1").inner_text()
        page.get_by_role("button", name=_choice(data, question, right), exact=True).click()

    def let_them_judge() -> None:
        for email, vote in zip(colleagues(data), VOTES, strict=False):
            judge(address, email, PASSWORD, REPLY, *vote)

    stranger, ana = phone(browser, address), phone(browser, address, "ana")
    kofi, mara = phone(browser, address, "kofi"), phone(browser, address, "mara")
    yield from ((name, stranger) for name in walk.before_signing_in(stranger))
    yield from ((name, ana) for name in walk.a_reps_day(ana, REPLY, choose, let_them_judge))
    yield from chain(
        ((name, kofi) for name in walk.a_coachs_day(kofi)), ((name, mara) for name in walk.a_managers_day(mara))
    )


def phone(browser: Browser, address: str, who: str = "", scale: int = 1) -> Page:
    held: dict[str, Any] = {**PHONE, "device_scale_factor": scale, "base_url": address, "reduced_motion": "reduce"}
    page = browser.new_context(**held).new_page()
    if who:
        sign_in(page, f"{who}@demo.example", PASSWORD)
    return page


def _take(page: Page, target: Path, name: str) -> None:
    page.wait_for_timeout(TAP_FADES)
    for size, viewport in SIZES.items():
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        for scheme in SCHEMES:
            folder = target / f"{size}-{scheme}"
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.screenshot(path=folder / f"{name}.png")
        _take_whole(page, target, size, name)
    page.set_viewport_size(PHONE["viewport"])
    page.emulate_media(color_scheme="light")


def _take_whole(page: Page, target: Path, size: str, name: str) -> None:
    """A long page once more, on a screen as tall as it is, so that what is docked stays at the bottom."""
    height = page.evaluate("document.documentElement.scrollHeight")
    if height <= SIZES[size]["height"] * 1.1:
        return
    page.set_viewport_size({"width": SIZES[size]["width"], "height": height})
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.screenshot(path=target / f"{size}-{scheme}" / f"{name}-whole.png")


def _readme_picture(browser: Browser, address: str, data: Path) -> None:
    ben = phone(browser, address, "ben", scale=2)
    to_his_reply(ben)
    judged(ben, address, data)
    ben.screenshot(path=README_PICTURE)


def to_his_reply(ben: Page) -> None:
    while ben.get_by_text("Still got it?").count():
        ben.locator(".choice").first.click()
        ben.get_by_role("link", name="On we go").click()
        ben.get_by_role("link", name="On we go").wait_for(state="detached")


def judged(ben: Page, address: str, data: Path) -> None:
    """Ben has replied, and looks on as colleagues and a coach judge it."""
    reply(ben, BENS_REPLY)
    ben.get_by_role("link", name="Straight to my result").click()
    ben.get_by_text("Waiting for its first judge").wait_for()
    others = [email for email in colleagues(data) if not email.startswith("ben@")]
    for email, vote in zip(others, VOTES[:3], strict=False):
        judge(address, email, PASSWORD, BENS_REPLY, *vote)
    ben.get_by_text("3 votes").wait_for()
    ben.wait_for_timeout(800)


def _choice(data: Path, question: str, right: bool) -> str:
    found = _rows(
        data,
        "SELECT c.text FROM choices c JOIN facts f ON f.id = c.fact_id WHERE f.question = ? AND c.is_right = ? LIMIT 1",
        question,
        right,
    )
    return str(found[0][0])


def colleagues(data: Path) -> list[str]:
    """The coach, and reps of Ana's cohort who have replied today already."""
    rows = _rows(
        data,
        "SELECT p.email FROM people p JOIN people ana ON ana.cohort_id = p.cohort_id AND ana.email = 'ana@demo.example'"
        " WHERE EXISTS (SELECT 1 FROM answers a WHERE a.person_id = p.id AND a.day = date('now')) AND p.id <> ana.id",
    )
    return ["kofi@demo.example", *(row[0] for row in rows)]


def _rows(data: Path, query: str, *values: object) -> list[tuple[object, ...]]:
    with sqlite3.connect(data / "repartee.db", timeout=20) as database:
        return database.execute(query, values).fetchall()


if __name__ == "__main__":
    main()
