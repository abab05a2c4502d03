"""What was lost decides what is trained: deals come in, tomorrow's challenge is another, and everybody reads why."""

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select, update

from tests.conftest import settings_for
from tests.journeys import exports, papers
from tests.journeys import troupe as troupes
from tests.journeys.phones import PHONE, Faults, new_phone, sign_in
from tests.journeys.server import a_server
from tests.journeys.test_away_for_long import fresh_files
from tests.journeys.troupe import A_DAY, PASSWORD, Troupe
from webapp import create_app
from webapp.core import clock
from webapp.core.work import work
from webapp.extensions import db
from webapp.need.models import Plan
from webapp.people.models import Person
from webapp.playbook.actions import load_topic
from webapp.playbook.models import Challenge, Fact
from webapp.schedule.pinning import pin

pytestmark = pytest.mark.journey

UNSEEN = "need has not looked at it yet"
SENTENCE = f"Deals lost over “{exports.REASON}” cost €{exports.COST} in the last ninety days, and "
PINNED = "We launch on Thursday"
WITHIN = 40.0

Visit = Callable[[str], Page]


@dataclass
class Branch:
    """A house of its own, whose deals change nobody else's days, and whose hour may be moved."""

    folder: Path
    address: str
    troupe: Troupe
    ada: str

    def a_day_later(self) -> None:
        (self.folder / "hours").write_text("24")


@pytest.fixture
def branch(app_of_its_own: Flask) -> Iterator[Branch]:
    """The worker is a real one, in a hurry. It stays in today, where there is nothing left for it to choose."""
    folder = Path(app_of_its_own.config["REPARTEE_DATA"])
    with work():
        troupes.open_calendar()
        for document in yaml.safe_load_all(papers.playbook()):
            load_topic(document, now=clock.now())
    troupe, ada = troupes.hire(), troupes.hire_an_admin()
    pin_a_day_of(troupe)
    program = {"target": "tests.journeys.moved:app", "worker": "tests.journeys.quick_worker"}
    with a_server(folder, **program, DATABASE_URL="", REDIS_URL="") as address:
        yield Branch(folder, address, troupe, ada)


@pytest.fixture
def app_of_its_own(tmp_path: Path, migrated: Path) -> Iterator[Flask]:
    shutil.copy(migrated, tmp_path / "repartee.db")
    fresh_files(tmp_path)
    app = create_app(settings_for(tmp_path))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def visit(browser: Browser, branch: Branch) -> Iterator[Visit]:
    faults = Faults()

    def opened(email: str) -> Page:
        page = new_phone(browser.new_context(base_url=branch.address, **PHONE), faults)
        sign_in(page, email, PASSWORD)
        return page

    yield opened
    for context in browser.contexts:
        context.close()
    assert not faults.found


def test_what_was_lost_is_trained_tomorrow_and_everybody_reads_why(visit: Visit, branch: Branch) -> None:
    mara, ada = visit(branch.troupe.mara), visit(branch.ada)
    today, tomorrow, pinned = until_need_has_looked(mara)
    assert PINNED in pinned
    assert topic_of(tomorrow) != exports.MEANT

    bring_deals_in(ada)
    say_what_they_mean(ada)
    let_the_rest_be_over()
    after = until_changed(mara, tomorrow)
    assert topic_of(after[1]) == exports.MEANT
    assert SENTENCE in after[1]
    assert (after[0], after[2]) == (today, pinned), "begun by Cleo and Dev, and pinned by Mara"

    ana = visit(branch.troupe.ana)
    sees_nothing_of_tomorrow(ana)
    branch.a_day_later()
    reads_why(ana, after[1])


def until_need_has_looked(mara: Page) -> list[str]:
    """Today, tomorrow and the day after, as her page of pins tells them."""
    return until(mara, lambda days: UNSEEN not in days[1])


def let_the_rest_be_over() -> None:
    """Need rests for five minutes between two choices, however many deals come in meanwhile."""
    with work():
        db.session.execute(update(Plan).values(due_at=clock.now()))


def until_changed(mara: Page, tomorrow: str) -> list[str]:
    return until(mara, lambda days: days[1] != tomorrow)


def until(mara: Page, is_so: Callable[[list[str]], bool]) -> list[str]:
    deadline = time.monotonic() + WITHIN
    while True:
        mara.goto("/desk/pins")
        days = mara.get_by_role("table", name="The days ahead, and why").locator("tbody tr").all_inner_texts()[:3]
        if is_so(days):
            return days
        assert time.monotonic() < deadline, days
        mara.wait_for_timeout(500)


def topic_of(day: str) -> str:
    """Each of the playbook's statements begins with its topic."""
    (found,) = (topic for topic in papers.TOPICS if f"{topic}: a faulty" in day)
    return found


def bring_deals_in(ada: Page) -> None:
    ada.goto("/desk/deals")
    ada.get_by_role("link", name="Bring deals in").click()
    export = {"name": "report.csv", "mimeType": "text/csv", "buffer": exports.opportunities(clock.now().date())}
    ada.locator("input[type=file]").set_input_files(export)  # type: ignore[arg-type]
    ada.get_by_role("button", name="Show me what it would do").click()
    expect(ada.get_by_text("Negotiation/Review (1)")).to_be_visible()
    ada.get_by_role("button", name=f"Import {exports.LOST + exports.WON} deals").click()
    expect(ada.get_by_role("heading", name=f"Done: {exports.LOST + exports.WON} deals imported")).to_be_visible()


def say_what_they_mean(ada: Page) -> None:
    ada.get_by_role("link", name="Say what their words mean").click()
    row = ada.get_by_role("row", name=exports.REASON)
    row.get_by_role("combobox").select_option(label=exports.MEANT)
    row.get_by_role("button", name="Confirm").click()
    expect(ada.get_by_text(f"“{exports.REASON}” is confirmed.")).to_be_visible()
    ada.get_by_role("link", name="What counts").click()
    expect(ada.get_by_role("heading", name=f"Lost deals make “{exports.MEANT}” count")).to_be_visible()


def sees_nothing_of_tomorrow(ana: Page) -> None:
    ana.goto("/?step=reply")
    expect(ana.get_by_label("What do you say?")).to_be_visible()
    assert exports.REASON not in ana.content()
    refused = ana.goto("/desk/pins")
    assert refused is not None
    assert refused.status == 403


def reads_why(ana: Page, planned: str) -> None:
    ana.goto("/?step=reply")
    ana.get_by_text("Why this one?").click()
    expect(ana.locator(".why p")).to_contain_text(SENTENCE)
    assert ana.locator(".fact-statement").inner_text() in planned


def pin_a_day_of(troupe: Troupe) -> None:
    """The day after tomorrow is Mara's, whatever is lost."""
    mara = db.session.scalars(select(Person).where(Person.email == troupe.mara)).one()
    service = select(Challenge.id).join(Fact, Fact.id == Challenge.fact_id).where(Fact.key == "service-report")
    now = clock.now()
    with work():
        pin(mara, db.session.scalars(service).one(), now.date() + 2 * A_DAY, None, PINNED, now=now)
