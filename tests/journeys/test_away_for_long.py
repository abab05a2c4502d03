"""Two days without a network, a clock that is wrong, and a new version that comes in between."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from tests.conftest import settings_for
from tests.journeys import troupe as troupes
from tests.journeys.offline import ROWS, all_sent, has_its_days, replies_of, states, until, waits
from tests.journeys.phones import PHONE, Faults, new_phone, recall, reply, sign_in
from tests.journeys.server import ROOT, a_server
from tests.journeys.troupe import PASSWORD, Troupe
from webapp import create_app
from webapp.answers.models import Answer
from webapp.core import clock
from webapp.extensions import db

pytestmark = pytest.mark.journey

A_DAY = timedelta(days=1)


@dataclass
class Outpost:
    """A server of this test's own, whose hour and files it may move."""

    app: Flask
    folder: Path
    address: str
    troupe: Troupe

    def move(self, hours: float) -> None:
        (self.folder / "hours").write_text(str(hours))

    def update(self) -> None:
        """Another app and another worker; of the files they replace the server knows nothing any more."""
        dist = self.folder / "dist"
        manifest = (dist / "manifest.json").read_text()
        old = re.search(r"app-\w+\.js", manifest)
        assert old
        for name, text in (("manifest.json", manifest), ("sw.js", (dist / "sw.js").read_text())):
            text = re.sub(r"(?<=[\"-])([0-9a-f]{7})[0-9a-f](?=\")", r"\1x", text)
            (dist / name).write_text(text.replace(old[0], "app-NEWER.js"))
        for file in dist.glob(old[0] + "*"):
            file.unlink()


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Iterator[tuple[Flask, Path, str]]:
    """One server for all of them, since starting it takes longest."""
    folder = tmp_path_factory.mktemp("outpost")
    shutil.copy(migrated, folder / "repartee.db")
    fresh_files(folder)
    app = create_app(settings_for(folder))
    with app.app_context():
        troupes.open_house()
        with a_server(folder, target="tests.journeys.moved:app", DATABASE_URL="", REDIS_URL="") as address:
            yield app, folder, address
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def outpost(station: tuple[Flask, Path, str]) -> Outpost:
    """As it was before anybody moved or updated it, and with people of its own."""
    app, folder, address = station
    fresh_files(folder)
    outpost = Outpost(app, folder, address, troupes.hire())
    outpost.move(0)
    return outpost


def fresh_files(folder: Path) -> None:
    shutil.copytree(ROOT / "static" / "dist", folder / "dist", dirs_exist_ok=True)
    (app_js,) = (ROOT / "static" / "dist").glob("app-*.js")
    shutil.copy(app_js, folder / "dist" / "app-NEWER.js")


@pytest.fixture
def ana(browser: Browser, outpost: Outpost) -> Iterator[Page]:
    faults = Faults()
    with browser.new_context(base_url=outpost.address, **PHONE) as context:
        page = new_phone(context, faults)
        sign_in(page, outpost.troupe.ana, PASSWORD)
        has_its_days(page)
        yield page
    assert not faults.found


def test_two_days_without_a_network_count_for_the_days_they_were_written_on(ana: Page, outpost: Outpost) -> None:
    ana.context.set_offline(True)
    ana.goto("/")
    recall(ana)
    reply(ana, "Written on the first day.")
    expect(ana.get_by_role("heading", name="Kept on this phone.")).to_be_visible()
    turn_clock(ana, 24)
    outpost.move(24)
    ana.goto("/")
    expect(ana.get_by_label("What do you say?")).to_be_empty()
    reply(ana, "Written on the second day.")
    expect(ana.get_by_role("heading", name="Kept on this phone.")).to_be_visible()
    waits(ana, 3)
    turn_clock(ana, 24)
    ana.goto("/")
    expect(ana.get_by_label("What do you say?")).to_be_visible()
    turn_clock(ana, -24)

    ana.context.set_offline(False)
    all_sent(ana)
    assert replies_of(outpost.troupe.ana)[1:] == ["Written on the first day.", "Written on the second day."]
    days = list(db.session.scalars(select(Answer.day).where(Answer.text.like("Written on the%")).order_by(Answer.day)))
    assert days[1] - days[0] == A_DAY


def test_what_comes_too_late_is_said_to_and_every_word_of_it_stays(ana: Page, outpost: Outpost) -> None:
    ana.context.set_offline(True)
    ana.goto("/?step=reply")
    reply(ana, "Written long ago.")
    waits(ana, 1)
    turn_clock(ana, 120)
    outpost.move(120)
    ana.goto("/")
    expect(ana.get_by_text("Nothing is kept for this day.")).to_be_visible()
    ana.context.set_offline(False)
    until(ana, "() => document.querySelector('main').textContent.includes('written too long ago')")
    assert states(ana) == ["refused"]
    expect(ana.locator(".outbox li", has_text="Written long ago.")).to_contain_text("Not taken")
    assert len(replies_of(outpost.troupe.ana)) == 1, "yesterday's"


def test_a_clock_that_is_three_hours_fast_is_found_shifted_and_said(ana: Page, outpost: Outpost) -> None:
    ana.context.set_offline(True)
    turn_clock(ana, 3)
    ana.goto("/?step=reply")
    reply(ana, "Written now.")
    waits(ana, 1)
    ana.context.set_offline(False)
    all_sent(ana)
    expect(ana.get_by_text("This phone's clock is 3 h fast").first).to_be_visible()
    db.session.rollback()
    written = db.session.scalars(select(Answer.written_at).where(Answer.text == "Written now.")).one()
    assert abs(clock.now() - written) < timedelta(minutes=5)


def test_a_clock_that_was_put_right_since_is_believed_again(ana: Page) -> None:
    turn_clock(ana, 26)
    ana.goto("/")
    until(ana, f"async () => (await ({ROWS})('kept'))[0].asked > Date.now() + 3_600_000")
    turn_clock(ana, -26)
    ana.goto("/")
    until(ana, f"async () => (await ({ROWS})('device')).includes(0)")


def test_a_fast_clock_keeps_nobody_from_replying_online(ana: Page, outpost: Outpost) -> None:
    ana.clock.install(time=clock.now() + timedelta(hours=3))
    turn_clock(ana, 3)
    ana.goto("/?step=reply")
    reply(ana, "Written now.")
    expect(ana.get_by_text("Streak safe.")).to_be_visible()


def test_a_new_version_is_offered_and_the_old_one_goes_on_until_it_is_taken(ana: Page, outpost: Outpost) -> None:
    ana.goto("/?step=reply")
    ana.get_by_label("What do you say?").press_sequentially("Half a sent")
    (before,) = shells(ana)
    outpost.update()
    ana.evaluate("async () => { await (await navigator.serviceWorker.ready).update() }")
    offer = ana.locator("#offer")
    expect(offer).to_contain_text("A new version is here.")
    assert ana.get_by_label("What do you say?").input_value() == "Half a sent"

    ana.context.set_offline(True)
    ana.goto("/?step=reply")
    expect(ana.get_by_label("What do you say?")).to_have_value("Half a sent")
    reply(ana, "Written with the old version.")
    waits(ana, 1)
    expect(ana.locator("script[type=module]")).not_to_have_attribute("src", re.compile("NEWER"))
    expect(offer).to_be_visible()
    with ana.expect_navigation():
        offer.get_by_role("button", name="Use it").click()
    until(ana, "async () => (await navigator.serviceWorker.ready).waiting === null")
    expect(ana.locator("script[type=module]")).to_have_attribute("src", re.compile("NEWER"))
    assert shells(ana)[0] == before, "an old page that is still open finds the rest of its scripts"
    waits(ana, 1)
    ana.context.set_offline(False)
    all_sent(ana)
    assert replies_of(outpost.troupe.ana)[1:] == ["Written with the old version."]


def turn_clock(page: Page, hours: float) -> None:
    """The worker's clock, which says which day it is and when something was done."""
    (worker,) = page.context.service_workers
    worker.evaluate("(ms) => { const now = Date.now.bind(Date); Date.now = () => now() + ms }", hours * 3_600_000)


def shells(page: Page) -> list[str]:
    found: list[str] = page.evaluate("async () => (await caches.keys()).filter((name) => name.startsWith('shell-'))")
    return found
