"""A coach's word, and a manager's bar."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cast import Cast
from tests.doors import Browser, Clock, everything
from tests.ready.ramp_up import DAY, GOOD, LATER, knows
from webapp.alerts.queries import news_of
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.merging import merge
from webapp.ready.models import SignOff
from webapp.ready.queries import bars_of, standing
from webapp.ready.rules import Bar

BAR = {"recall": "90", "fact": "70", "persuasion": "65"}


@pytest.fixture(autouse=True)
def _weeks_later(clock: Clock):
    clock.at = LATER


def test_a_coach_signs_off_with_date_and_name_and_the_rep_is_told(app: Flask, cast: Cast):
    with work():
        knows(cast.ana, GOOD, GOOD)
    kofi = Browser(app, cast.kofi)
    assert kofi.post(f"/desk/ready/{cast.ana.id}/sign-off", words="").status_code == 302
    row = db.session.scalars(select(SignOff)).one()
    assert (row.person_id, row.coach_id, row.day, row.words) == (cast.ana.id, cast.kofi.id, DAY, None)
    assert "Signed off by Kofi on" in kofi.get(f"/desk/ready/{cast.ana.id}").text
    assert [one["text"] for one in news_of(cast.ana)] == ["Kofi signed you off as ready. Well earned"]
    assert news_of(cast.ben) == []
    assert "Signed off by Kofi" in Browser(app, cast.ana).get("/me/topics").text


def test_before_the_figures_say_so_it_takes_a_sentence(app: Flask, cast: Cast):
    kofi, path = Browser(app, cast.kofi), f"/desk/ready/{cast.ana.id}/sign-off"
    for words, status in (("", 422), ("  ", 422), ("x" * 281, 422), ("I heard\x00 her", 422)):
        before = everything()
        assert kofi.post(path, words=words).status_code == status
        assert everything() == before
    assert kofi.post(path, words="I heard her last three calls.").status_code == 302
    assert "“I heard her last three calls.”" in news_of(cast.ana)[0]["text"]
    assert "“I heard her last three calls.”" in Browser(app, cast.ana).get("/me/topics").text


def test_a_word_is_given_once_and_stays(app: Flask, cast: Cast):
    kofi, path = Browser(app, cast.kofi), f"/desk/ready/{cast.ana.id}/sign-off"
    kofi.post(path, words="Ready.")
    before = everything()
    assert kofi.post(path, words="Or not.").status_code == 409
    assert everything() == before


def test_nobody_but_a_coach_of_the_cohort_signs_off(app: Flask, cast: Cast):
    with work():
        renate = cast.person("Renate", "coach")
    before = everything()
    for person, status in ((cast.mara, 403), (cast.ada, 403), (cast.ben, 403), (cast.ana, 403), (renate, 404)):
        response = Browser(app, person).post(f"/desk/ready/{cast.ana.id}/sign-off", words="Ready.")
        assert response.status_code == status
    assert Browser(app, cast.kofi).post(f"/desk/ready/{cast.outsider.id}/sign-off", words="Ready.").status_code == 404
    assert everything() == before


def test_a_sign_off_follows_to_the_account_that_is_kept(cast: Cast, app: Flask):
    with work():
        twin = cast.person("Ana Twin", "rep", cast.reds, cast.autumn)
    Browser(app, cast.kofi).post(f"/desk/ready/{twin.id}/sign-off", words="Ready.")
    with work():
        merge(cast.ada, cast.ana, twin, now=LATER)
    assert standing(cast.ana, DAY).sign_off is not None


def test_a_manager_says_what_is_asked(app: Flask, cast: Cast):
    with work():
        knows(cast.ana, GOOD, GOOD)
    path = f"/desk/ready/cohorts/{cast.autumn.id}/bar"
    assert Browser(app, cast.mara).post(path, **BAR).status_code == 302
    assert bars_of([cast.autumn.id]) == {cast.autumn.id: Bar(0.9, 0.7, 0.65)}
    assert standing(cast.ana, DAY).state == "ready"
    Browser(app, cast.mara).post(path, **BAR | {"fact": "95"})
    assert standing(cast.ana, DAY).state == "not_yet"
    assert 'value="95"' in Browser(app, cast.mara).get("/desk/ready").text


@pytest.mark.parametrize("said", ["101", "-1", "0.7", "", "viel", "٣", "1e1"])
def test_what_is_no_share_changes_nothing(app: Flask, cast: Cast, said: str):
    before = everything()
    response = Browser(app, cast.mara).post(f"/desk/ready/cohorts/{cast.autumn.id}/bar", **BAR | {"fact": said})
    assert response.status_code == 422
    assert "whole number from 0 to 100" in response.text
    assert everything() == before


def test_nobody_else_says_what_is_asked(app: Flask, cast: Cast):
    with work():
        cast.person("Stranger", "rep", cast.greens, cast.autumn)
    before = everything()
    answers = [
        (cast.mara, cast.autumn, 403),
        (cast.mara, cast.spring, 404),
        (cast.kofi, cast.autumn, 403),
        (cast.ana, cast.autumn, 403),
    ]
    for person, cohort, status in answers:
        assert Browser(app, person).post(f"/desk/ready/cohorts/{cohort.id}/bar", **BAR).status_code == status
    assert everything() == before
    page = Browser(app, cast.mara).get("/desk/ready").text
    assert "so an admin decides that" in page
    assert 'name="recall"' not in page
