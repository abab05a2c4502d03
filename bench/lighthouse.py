"""What Lighthouse says of the pages a rep sees, as a mid-range phone: `python -m bench.lighthouse [runs]`.

First what two visits to today's page cost a phone that has never been here, in bytes and requests: the second one with
the service worker at work. Then each page is measured that often, and the median told.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from bench.figures import show, show_load
from bench.screenshots import PASSWORD, demonstration
from bench.visits import Visit, visits
from tests.journeys.phones import CHROMIUM, PHONE, sign_in
from tests.journeys.server import ROOT, a_server

VERSION = "12.2.3"
PAGES = {"sign-in": "/sign-in", "today": "/", "arena": "/arena", "board": "/boards"}
CATEGORIES = ("performance", "accessibility", "best-practices")
AUDITS = {"largest paint ms": "largest-contentful-paint", "blocking ms": "total-blocking-time"}


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with (
        tempfile.TemporaryDirectory(prefix="repartee-lighthouse-") as folder,
        a_server(demonstration(Path(folder))) as address,
    ):
        cookie, first, second = _by_hand(address)
        _show_visit("first visit", first)
        _show_visit("second visit", second)
        for name, path in PAGES.items():
            _show_page(name, [_audited(address + path, cookie if path != "/sign-in" else "") for _ in range(runs)])
    show_load()


def _by_hand(address: str) -> tuple[str, Visit, Visit]:
    """Ana's session, and what her two visits cost."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        page = browser.new_context(**PHONE, base_url=address).new_page()
        sign_in(page, "ana@demo.example", PASSWORD)
        cookies = page.context.cookies()
        first, second = visits(browser.new_context(**PHONE, base_url=address), cookies)
        browser.close()
    return "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in cookies), first, second


def _audited(url: str, cookie: str) -> dict[str, float]:
    flags = " ".join(["--headless=new", *CHROMIUM["args"]])
    command = ["npx", "--yes", f"lighthouse@{VERSION}", url, "--quiet", "--output=json", "--output-path=stdout"]
    command += [f"--chrome-flags={flags}", f"--only-categories={','.join(CATEGORIES)}"]
    if cookie:
        command.append(f"--extra-headers={json.dumps({'Cookie': cookie})}")
    environment = os.environ | {"CHROME_PATH": CHROMIUM["executable_path"]}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    report = json.loads(done.stdout)
    _show_what_fell_short(url, report)
    return _figures(report)


def _figures(report: dict[str, Any]) -> dict[str, float]:
    scores = {name: report["categories"][name]["score"] * 100 for name in CATEGORIES}
    return scores | {name: report["audits"][audit]["numericValue"] for name, audit in AUDITS.items()}


def _show_what_fell_short(url: str, report: dict[str, Any]) -> None:
    """By name, so that somebody can mend it."""
    for category in CATEGORIES[1:]:
        for ref in report["categories"][category]["auditRefs"]:
            audit = report["audits"][ref["id"]]
            if ref["weight"] and audit["score"] is not None and audit["score"] < 1:
                print(f"{url}: {category}: {audit['title']}", file=sys.stderr)


def _show_page(name: str, runs: list[dict[str, float]]) -> None:
    for figure in runs[0]:
        show(f"{name}, {figure}", round(statistics.median(run[figure] for run in runs)))


def _show_visit(name: str, visit: Visit) -> None:
    for kind, weight in sorted(visit.bytes.items()):
        show(f"{name}, bytes of {kind}", weight)
    show(f"{name}, bytes", sum(visit.bytes.values()))
    show(f"{name}, requests", visit.requests)


if __name__ == "__main__":
    main()
