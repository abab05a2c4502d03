"""Every step of a day: axe finds nothing in either colour scheme, and nothing is wider than a small phone. What has an
address is looked at in test_every_page.py; here is what arises by acting."""

import re
from collections.abc import Iterator
from itertools import chain

import pytest
from playwright.sync_api import Page

from tests.journeys import walk
from tests.journeys.colleagues import judge
from tests.journeys.conftest import Phone
from tests.journeys.inspecting import violations, wide
from tests.journeys.troupe import PASSWORD, Troupe

pytestmark = pytest.mark.journey

REPLY = "Nine working days with a named lead. Shall we pencil in Monday?"
HAS_AN_ADDRESS = re.compile(r"boards-|^manager-|^(sign-in|offline|call|not-found|coach-me)$")


def test_axe_finds_nothing_and_nothing_scrolls_sideways(phone: Phone, troupe: Troupe, address: str) -> None:
    found: list[str] = []
    for name, page in everything(phone, troupe, address):
        if not HAS_AN_ADDRESS.search(name):
            found += wide(name, page) + violations(name, page)
    assert found == []


def everything(phone: Phone, troupe: Troupe, address: str) -> Iterator[tuple[str, Page]]:
    ana, kofi, mara = (phone(who, reduced_motion="reduce") for who in (troupe.ana, troupe.kofi, troupe.mara))
    stranger = phone(reduced_motion="reduce")

    def let_them_judge() -> None:
        judge(address, troupe.kofi, PASSWORD, REPLY, 2, 1, "no_proof")

    yield from ((name, stranger) for name in walk.before_signing_in(stranger))
    yield from ((name, ana) for name in walk.a_reps_day(ana, REPLY, choose, let_them_judge))
    yield from chain(
        ((name, kofi) for name in walk.a_coachs_day(kofi)), ((name, mara) for name in walk.a_managers_day(mara))
    )


def choose(page: Page, right: bool) -> None:
    page.get_by_role("button", name="Nine days" if right else "A year").click()
