"""My progress as a page, and setting one's zone there."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.builders import a_reply, a_vote
from tests.cast import NOON, TUESDAY, Cast
from tests.doors import Browser, everything
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.actions import add_person
from webapp.people.models import Person
from webapp.voting.actions import close_due


def test_points_come_with_their_reasons_and_lead_to_the_reply(app: Flask, cast: Cast):
    with work():
        answer = a_reply(cast.ana, NOON)
        a_vote(cast.ben, answer, 2, 2, NOON)
        a_vote(cast.ben, answer, 0, 0, NOON)
    page = Browser(app, cast.ana).get("/me").text
    for words in ("Replied on the day", "What your judges think"):
        assert f'href="/answers/{answer.id}">{words}<' in page
    assert 'data-head="points">18<' in page


def test_the_calendar_begins_with_the_account_and_not_with_the_contract(app: Flask, cast: Cast):
    with work():
        new = add_person(
            "New",
            "new@repartee.test",
            role="rep",
            calendar=cast.calendar,
            time_zone="Europe/Berlin",
            joined_on=TUESDAY - timedelta(weeks=5),
            now=NOON - timedelta(days=1),
        )
    page = Browser(app, new).get("/me").text
    assert "Mon 23 Nov no reply" in page
    assert page.count("no reply</span>") == 1, "nobody misses what was before they came"
    assert "Fri 20 Nov no reply" in Browser(app, cast.ana).get("/me").text


def test_in_a_small_cohort_the_page_tells_nothing_before_the_closing(app: Flask, cast: Cast):
    with work():
        friend = cast.person("Friend", "rep", cast.greens, cast.spring)
        answer = a_reply(cast.outsider, NOON)
        a_vote(friend, answer, 2, 2, NOON)
    phone = Browser(app, cast.outsider)
    assert ">What your judges think<" not in phone.get("/me").text
    sealed = phone.get(f"/answers/{answer.id}").text
    assert "sealed" in sealed
    assert "data-votes" not in sealed
    with work():
        close_due(now=answer.closes_at)
    assert ">What your judges think<" in phone.get("/me").text


def test_every_entry_may_be_asked_for(app: Flask, cast: Cast):
    assert Browser(app, cast.ana).get("/me?entries=all").status_code == 200


@pytest.mark.parametrize("who", ["kofi", "mara", "ada", "outsider"])
def test_everybody_has_a_page_of_their_own(app: Flask, cast: Cast, who: str):
    assert Browser(app, getattr(cast, who)).get("/me").status_code == 200


def test_a_zone_is_changed_with_a_form(app: Flask, cast: Cast):
    phone = Browser(app, cast.ana)
    assert phone.post("/me", time_zone="Asia/Tokyo").status_code == 302
    assert "Your days now begin at midnight in Asia/Tokyo" in phone.get("/me").text
    assert db.session.get_one(Person, cast.ana.id).time_zone == "Asia/Tokyo"


def test_a_zone_that_is_none_is_refused_escaped_and_changes_nothing(app: Flask, cast: Cast, subtests: pytest.Subtests):
    for zone in ["", "Mars/Base", "\x00", "<b>x</b>", "../../etc/passwd", "x" * 5000]:
        with subtests.test(zone=zone):
            before = everything()
            page = Browser(app, cast.ana).post("/me", time_zone=zone)
            assert page.status_code == 422
            assert "<b>x</b>" not in page.text
            assert everything() == before
