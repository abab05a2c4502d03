"""Phones in people's hands: real Chromium, a touch screen of 390 x 844, and an ear for everything that goes wrong."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, WebError, expect

CHROMIUM: dict[str, Any] = {
    "executable_path": "/usr/bin/chromium",
    "args": [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ],
}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 1,
    "is_mobile": True,
    "has_touch": True,
    "user_agent": "Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Mobile Safari/537.36",
    "locale": "en-GB",
    "timezone_id": "Europe/Berlin",
}

OF_THE_NETWORK = ("Failed to load resource", "WebSocket connection to", "Failed to fetch", "blocked by Playwright")
"""What the console says of refusals and of being offline; files of ours are looked at by their responses."""

OFFLINE = ("net::ERR_ABORTED", "net::ERR_INTERNET_DISCONNECTED", "net::ERR_FAILED")
"""How requests fail that were left behind, or made while there was no connection; the last through the worker."""


@dataclass
class Faults:
    """What a visitor's console and network would show to be broken."""

    found: list[str] = field(default_factory=list)

    def listen(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", self._script)
        context.on("response", self._response)
        context.on("requestfailed", self._failed)

    def _script(self, error: WebError) -> None:
        # Chromium reports its own page transition as a script's error when one leaves during it.
        if "Transition was" not in str(error.error):
            self.found.append(f"script: {error.error}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(known in message.text for known in OF_THE_NETWORK):
            self.found.append(f"console: {message.text} ({message.location.get('url')})")

    def _response(self, response: Response) -> None:
        if response.status >= 500 or (response.status >= 400 and _is_asset(response.url)):
            self.found.append(f"{response.status}: {response.url}")

    def _failed(self, request: Request) -> None:
        if _is_asset(request.url) and request.failure not in OFFLINE:
            self.found.append(f"{request.failure}: {request.url}")


def sign_in(page: Page, email: str, password: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("Work e-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def recall(page: Page, choice: str = "Nine days") -> None:
    page.get_by_role("button", name=choice).click()
    page.get_by_role("link", name="On we go").click()


def reply(page: Page, text: str) -> None:
    page.get_by_label("What do you say?").fill(text)
    page.get_by_role("button", name="Say it").click()


def tap(page: Page, label: str) -> None:
    """One tap on the ballot: Wrong, Partly, Right, or Loses, Keeps, Wins."""
    page.locator(".ballot label", has_text=label).tap()


def is_connected(page: Page) -> None:
    """Wait until the page's socket has been heard: what it watches has been asked for."""
    page.wait_for_function("() => document.documentElement.dataset.heard > 0")


def new_phone(context: BrowserContext, faults: Faults) -> Page:
    faults.listen(context)
    context.add_init_script(HEARS)
    context.set_default_timeout(15_000)
    return context.new_page()


def _is_asset(url: str) -> bool:
    return "/static/" in url or url.endswith(("/sw.js", ".webmanifest", "favicon.ico"))


# Counts the frames that arrive, so that a test may wait for a live page without asking the page's own code.
HEARS = """
const Native = WebSocket;
window.WebSocket = class extends Native {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({ data }) => {
      const root = document.documentElement;
      if (root && String(data).startsWith("43")) root.dataset.heard = Number(root.dataset.heard ?? 0) + 1;
    });
  }
};
"""

expect.set_options(timeout=10_000)
