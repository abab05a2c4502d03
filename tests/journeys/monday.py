"""A sales manager's Monday morning, from nobody at all to the office screen; each name yielded is on screen then."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys import papers
from tests.journeys.phones import reply, sign_in
from tests.journeys.server import ROOT, a_server
from tests.journeys.troupe import PASSWORD, where_it_is_noon, without_holidays
from webapp.core import clock

HER = "vera@hr.test"
REP = 0
"""Who of the 500 is handed a link."""


@contextmanager
def an_empty_house(folder: Path, migrated: Path) -> Iterator[str]:
    """In production, with nobody in it but its first admin, whom `flask setup` made; gives the address."""
    shutil.copy(migrated, folder / "repartee.db")
    environment = {"REPARTEE_DATA": str(folder), "REPARTEE_ENV": "production", "DATABASE_URL": "", "REDIS_URL": ""}
    now = clock.now()
    first_admin = ["--name", "Vera Vogel", "--email", HER, "--password", PASSWORD]
    where = ["--country", without_holidays(now), "--time-zone", where_it_is_noon(now)]
    setup = [sys.executable, "-m", "flask", "--app", "webapp", "setup", *first_admin, *where]
    subprocess.run(setup, cwd=ROOT, env=os.environ | environment, check=True, capture_output=True, timeout=60)
    _work_at_weekends_too(folder)
    with a_server(folder, **environment) as address:
        yield address


def setting_up(page: Page) -> Iterator[str]:
    """Everything she does herself, until the competition's page holds the screen's link."""
    sign_in(page, HER, PASSWORD)
    expect(page.get_by_role("heading", name="Welcome, Vera Vogel.")).to_be_visible()
    yield "welcome"
    page.get_by_role("main").get_by_role("link", name="Bring people in").first.click()
    yield from _bring_people(page)
    page.get_by_role("link", name="Load the playbook").click()
    yield from _load_the_playbook(page)
    page.get_by_role("link", name="Start a competition").click()
    yield from _start_a_competition(page)
    page.get_by_role("button", name="New link").click()
    expect(page.get_by_label("Link", exact=True)).to_be_visible()
    yield "screen-link"


def inviting(page: Page) -> Iterator[str]:
    """No mail goes out from an installation without a mail server, so she hands the links over."""
    page.goto("/desk/people")
    yield "people"
    page.get_by_label("Name or e-mail").fill(papers.name_of(REP))
    page.get_by_role("button", name="Show", exact=True).click()
    page.get_by_role("link", name=papers.name_of(REP)).click()
    yield "person"
    page.get_by_role("button", name="Invite").click()
    yield "invitation"


def first_minutes(phone: Page, link: str) -> Iterator[str]:
    """A rep opens the link, and finds today's session; the reply is the caller's."""
    phone.goto(link)
    expect(phone.get_by_role("heading", name=f"Welcome, {papers.name_of(REP)}.")).to_be_visible()
    yield "rep-welcome"
    phone.get_by_label("Choose a password").fill("a short sentence")
    phone.get_by_role("button", name="Come in").tap()
    expect(phone.get_by_label("What do you say?")).to_be_visible()
    yield "rep-today"


def say_it(phone: Page) -> None:
    reply(phone, papers.answer_to(phone.locator(".fact-statement").inner_text()))


def _bring_people(page: Page) -> Iterator[str]:
    yield "import"
    _send(page, "Mitarbeiterliste.csv", "text/csv", papers.roster(), "Show me what it would do")
    expect(page.get_by_text("Tell us which column holds the e-mail addresses")).to_be_visible()
    yield "import-mapping"
    for header, field in (
        ("E-Mail (dienstl.)", "E-mail"),
        ("Verkaufsgebiet", "Team"),
        ("Onboarding-Welle", "Cohort"),
    ):
        page.get_by_label(header).select_option(label=field)
    page.get_by_role("button", name="Look again").click()
    expect(page.get_by_role("link", name=f"{papers.PEOPLE} Added")).to_be_visible()
    yield "import-preview"
    page.get_by_role("link", name=f"{len(papers.REFUSED)} Refused").click()
    for reason in papers.REFUSED:
        expect(page.get_by_text(reason)).to_be_visible()
    yield "import-refused"
    page.get_by_role("button", name=f"Import {papers.PEOPLE} people").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    yield "import-progress"
    done = page.get_by_role("heading", name=f"Done: {papers.PEOPLE} people imported")
    expect(done).to_be_visible(timeout=60_000)
    yield "import-done"


def _load_the_playbook(page: Page) -> Iterator[str]:
    yield "playbook-files"
    page.get_by_label("Make live what is ready").check()
    _send(page, "playbook.yaml", "application/yaml", papers.playbook(), "See what it would do")
    expect(page.get_by_role("heading", name="What the file would do")).to_be_visible()
    yield "playbook-preview"
    page.get_by_role("button", name="Import it, and make live what is ready").click()
    expect(page.get_by_text(f"Imported: {2 * papers.FACTS} added, 0 changed.")).to_be_visible()
    expect(page.get_by_text(f"{papers.FACTS} facts", exact=True)).to_be_visible()
    yield "playbook-live"


def _start_a_competition(page: Page) -> Iterator[str]:
    yield "competition-who"
    page.get_by_role("link", name="Teams", exact=True).click()
    page.get_by_label("What is it called?").fill("The cool week")
    page.get_by_label("All of them").check()
    for team in papers.TEAMS:
        expect(page.get_by_label(team)).to_be_checked()
    page.get_by_role("button", name="On to what counts").click()
    yield "competition-what"
    page.get_by_label("Points").check()
    page.get_by_role("button", name="On to when").click()
    yield "competition-when"
    today = page.evaluate("new Date(Date.now() - 36e5 * 30).toISOString().slice(0, 16)")
    page.get_by_label("It starts").fill(today)
    page.get_by_role("button", name="Keep and look at it").click()
    yield "competition-draft"
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("heading", name="How it stands")).to_be_visible()
    yield "competition-live"


def _send(page: Page, name: str, kind: str, data: bytes, button: str) -> None:
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": kind, "buffer": data})
    page.get_by_role("button", name=button).click()


def _work_at_weekends_too(folder: Path) -> None:
    """So that the journey also holds on a Saturday."""
    with sqlite3.connect(folder / "repartee.db") as database:
        database.execute("UPDATE work_calendars SET weekend = ''")
    database.close()
