"""A coach gives their word that somebody is ready, before the figures are there; the rep reads it, and nobody else."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.journeys import troupe as troupes
from tests.journeys.conftest import Phone
from tests.journeys.troupe import Troupe
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.models import Cohort, Person

pytestmark = pytest.mark.journey

WORD = "I heard your last three calls: go."


@pytest.fixture
def ramping(house: Flask, troupe: Troupe) -> Troupe:
    theirs = select(Person.cohort_id).where(Person.email == troupe.ana).scalar_subquery()
    with work():
        db.session.scalars(select(Cohort).where(Cohort.id == theirs)).one().ramping = True
    return troupe


def test_a_coach_signs_a_rep_off_who_reads_it_on_me(phone: Phone, ramping: Troupe) -> None:
    kofi = phone(ramping.kofi)
    kofi.get_by_role("link", name="Who is ready").click()
    kofi.get_by_role("link", name="Ana", exact=True).click()
    path = kofi.url
    kofi.get_by_label("Why you sign off before the figures are there").fill(WORD)
    kofi.get_by_label("I would send them to a prospect alone.").check()
    kofi.get_by_role("button", name="Sign off as ready").click()
    expect(kofi.get_by_text("Signed off. They have been told.")).to_be_visible()
    expect(kofi.get_by_role("button", name="Sign off as ready")).to_have_count(0)

    reads_it(phone(ramping.ana))
    ben = phone(ramping.ben)
    ben.goto("/me/topics")
    expect(ben.get_by_role("heading", name="How ready you are")).to_be_visible()
    expect(ben.get_by_text("Signed off by")).to_have_count(0)
    stranger = phone(troupes.hire().kofi).goto(path)
    assert stranger is not None
    assert stranger.status == 404


def reads_it(ana: Page) -> None:
    ana.goto("/me")
    expect(ana.get_by_text("Signed off on")).to_be_visible()
    ana.get_by_role("link", name="Your topics, one by one").click()
    expect(ana.get_by_text("Signed off by Kofi")).to_contain_text(WORD)
