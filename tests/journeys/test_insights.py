"""A manager's three sentences on a phone: one is followed to its evidence, and the evidence taken along as a file."""

from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.journeys import troupe as troupes
from tests.journeys.conftest import Phone
from tests.journeys.troupe import Troupe
from webapp.core import clock
from webapp.core.tables import read
from webapp.core.work import work
from webapp.extensions import db
from webapp.insights import tasks
from webapp.mastery.models import TopicWeek
from webapp.mastery.rules import monday
from webapp.people.models import Person
from webapp.playbook.models import Topic

pytestmark = pytest.mark.journey

REPLIES = 12
GOOD, BAD = 0.9, 0.3


@pytest.fixture
def told(house: Flask, troupe: Troupe) -> Troupe:
    """Cleo and Dev get a fact wrong. The worker adds up every quarter of an hour, which nobody waits for here."""
    with work():
        for email, fact in zip((troupe.ana, troupe.ben, troupe.cleo, troupe.dev), (GOOD, GOOD, BAD, BAD), strict=True):
            db.session.add(a_week_of(email, fact))
    tasks.count_newest()
    return troupe


def test_a_sentence_leads_to_its_evidence_and_the_evidence_is_a_file(phone: Phone, told: Troupe) -> None:
    troupes.hire()
    mara = phone(told.mara)
    mara.goto("/insights")
    expect(mara.get_by_role("heading", name="Four weeks in three sentences")).to_be_visible()
    need = mara.locator(".sentences li").first
    expect(need).to_contain_text(f"the fact on {a_topic().name}")
    expect(need).to_contain_text(f"n = {4 * REPLIES}")
    need.get_by_role("link", name="See the evidence").click()
    expect(mara.get_by_role("link", name=a_topic().name)).to_have_attribute("aria-current", "true")
    table = read(downloaded(mara, "people"))
    assert {row[0] for row in table.rows} == {"Ana", "Ben", "Cleo", "Dev"}


def downloaded(mara: Page, figure: str) -> bytes:
    with mara.expect_download() as waited:
        mara.locator(".insight-figure", has=mara.locator(f"#figure-{figure}")).get_by_role("link", name="CSV").tap()
    file: Path = waited.value.path()
    assert waited.value.suggested_filename == f"insights-topics-{figure}.csv"
    return file.read_bytes()


def a_topic() -> Topic:
    return db.session.scalars(select(Topic).order_by(Topic.id)).first() or Topic()


def a_week_of(email: str, fact: float) -> TopicWeek:
    person_id = db.session.scalars(select(Person.id).where(Person.email == email)).one()
    return TopicWeek(
        person_id=person_id,
        topic_id=a_topic().id,
        week=monday(clock.now().date()),
        replies=REPLIES,
        fact=fact * REPLIES,
        fact_squares=fact * fact * REPLIES,
        persuasion=GOOD * REPLIES,
        persuasion_squares=GOOD * GOOD * REPLIES,
        recalls=10,
        recalled=9,
    )
