"""What a visit to today's page brings over the wire: by the page itself, and by its service worker for later."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, Request

QUIET = 1500
"""Milliseconds after the page is there, for what it loads once it can be used."""


@dataclass
class Visit:
    bytes: Counter[str] = field(default_factory=Counter)
    requests: int = 0

    def count(self, request: Request) -> None:
        response = request.response()
        if response is None or response.from_service_worker:
            return
        sizes = request.sizes()
        weight = sizes["responseBodySize"] + sizes["responseHeadersSize"]
        if weight > 0:  # nothing came over the wire for what the browser had kept
            self.requests += 1
            self.bytes[_kind(request)] += weight


def visits(context: BrowserContext, cookies: list[Any]) -> tuple[Visit, Visit]:
    """The first one of a new phone, and one after it."""
    context.add_cookies(cookies)
    return _visit(context), _visit(context)


def _visit(context: BrowserContext) -> Visit:
    finished: list[Request] = []

    def note(request: Request) -> None:
        finished.append(request)

    context.on("requestfinished", note)
    page = context.new_page()
    page.goto("/")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_timeout(QUIET)
    context.remove_listener("requestfinished", note)
    visit = Visit()
    for request in finished:
        visit.count(request)
    page.close()
    return visit


def _kind(request: Request) -> str:
    return "what the worker fetches" if request.service_worker else request.resource_type
