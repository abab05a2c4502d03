"""One's own days off: entered and withdrawn while they lie ahead, and nobody else's."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cast import NOON, Cast
from tests.doors import Browser, Clock, Program, everything
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.actions import enter_absence
from webapp.people.models import Absence, Person

PATH = "/me/days-off"


@pytest.fixture
def phone(app: Flask, cast: Cast) -> Browser:
    return Browser(app, cast.ana)


def absences() -> list[tuple[int, date, date, int]]:
    db.session.rollback()
    rows = select(Absence.person_id, Absence.first_day, Absence.last_day, Absence.entered_by_id)
    return [tuple(row) for row in db.session.execute(rows)]


def entered(person: Person, by: Person, first: date, last: date) -> int:
    with work():
        return enter_absence(person, first, last, by, now=NOON).id


def test_days_ahead_are_entered_shown_and_withdrawn(phone: Browser, cast: Cast):
    answer = phone.post(PATH, first_day="2026-11-25", last_day="2026-11-27")
    assert (answer.status_code, answer.location) == (302, "/me#days-off")
    assert absences() == [(cast.ana.id, date(2026, 11, 25), date(2026, 11, 27), cast.ana.id)]
    page = phone.get("/me").text
    assert "Wed 25 Nov – Fri 27 Nov" in page
    assert "Kept: Wed 25 Nov to Fri 27 Nov." in page.partition('id="days-off"')[2]
    assert page.count("Kept:") == 1, "and not at the top of the page as well"
    assert "Kept:" not in phone.get("/me").text
    absence_id = db.session.scalars(select(Absence.id)).one()
    assert phone.post(f"{PATH}/{absence_id}/withdrawal").status_code == 302
    assert "Withdrawn." in phone.get("/me").text.partition('id="days-off"')[2]
    assert absences() == []


def test_a_single_day_needs_no_end(phone: Browser, cast: Cast):
    phone.post(PATH, first_day="2026-11-25", last_day="")
    assert absences() == [(cast.ana.id, date(2026, 11, 25), date(2026, 11, 25), cast.ana.id)]
    assert "Kept: Wed 25 Nov." in phone.get("/me").text


def test_a_refusal_is_shown_where_it_was_typed(phone: Browser):
    """A browser goes to the anchor of the form's address, whatever the answer."""
    assert f'action="{PATH}#days-off"' in phone.get("/me").text
    page = phone.post(PATH, first_day="2026-11-26", last_day="2026-11-25").text
    assert "comes before the first" in page.partition('id="days-off"')[2].partition("</section>")[0]


@pytest.mark.parametrize(
    ("first", "last", "status", "words"),
    [
        ("2026-11-24", "2026-11-24", 403, "That day has begun. Ask your manager to enter it."),
        ("2026-11-23", "2026-11-26", 403, "That day has begun"),
        ("0001-01-01", "9999-12-31", 422, "within two years"),
        ("2026-11-26", "2026-11-25", 422, "comes before the first"),
        ("2026-11-26", "2029-11-25", 422, "within two years"),
        ("", "2026-11-26", 422, "Say when your days off begin"),
        ("tomorrow", "", 422, "“tomorrow” is no date"),
        ("2026-11-31", "", 422, "is no date"),
    ],
)
def test_other_days_are_refused_with_a_sentence(
    phone: Browser, cast: Cast, first: str, last: str, status: int, words: str
):
    before = everything()
    page = phone.post(PATH, first_day=first, last_day=last)
    assert page.status_code == status
    assert words in page.text
    assert f'value="{first}"' in page.text, "what was typed is still there"
    assert everything() == before


def test_a_day_begins_at_midnight_where_they_are(app: Flask, cast: Cast, clock: Clock):
    """At eleven in the evening in Berlin it is tomorrow in Tokyo."""
    clock.at = datetime(2026, 11, 24, 22, 0, tzinfo=UTC)
    with work():
        cast.ben.time_zone = "Asia/Tokyo"
    in_berlin, in_tokyo = Browser(app, cast.ana), Browser(app, cast.ben)
    assert in_berlin.post(PATH, first_day="2026-11-25").status_code == 302
    assert in_tokyo.post(PATH, first_day="2026-11-25").status_code == 403
    assert in_tokyo.post(PATH, first_day="2026-11-26").status_code == 302


def test_no_other_zone_takes_back_a_day_that_has_begun(app: Flask, phone: Browser, cast: Cast, clock: Clock):
    """On the date line it is Monday still; who was in Berlin this morning had their Tuesday."""
    program, clock.at = Program(app, cast.ana), datetime(2026, 11, 24, 11, 30, tzinfo=UTC)
    program.patch("/me", time_zone="Etc/GMT+12")
    before = everything()
    page = phone.post(PATH, first_day="2026-11-24")
    assert (page.status_code, "That day has begun" in page.text) == (403, True)
    assert everything() == before
    assert 'min="2026-11-25"' in phone.get("/me").text
    clock.forward(hours=47)
    assert phone.post(PATH, first_day="2026-11-26").status_code == 403
    clock.forward(hours=1)
    assert phone.post(PATH, first_day="2026-11-26").status_code == 302, "by now they live there"


def test_the_same_days_are_not_entered_twice(phone: Browser, cast: Cast):
    phone.post(PATH, first_day="2026-11-25", last_day="2026-11-27")
    before = everything()
    page = phone.post(PATH, first_day="2026-11-26", last_day="2026-11-27")
    assert (page.status_code, "days off of yours already" in page.text) == (409, True)
    assert everything() == before


def test_what_has_begun_stays_and_the_page_says_whom_to_ask(phone: Browser, cast: Cast):
    absence_id = entered(cast.ana, cast.mara, date(2026, 11, 24), date(2026, 11, 26))
    entered(cast.ana, cast.mara, date(2026, 11, 2), date(2026, 11, 3))
    page = phone.get("/me").text
    assert "under way" in page
    assert "ask Mara" in page
    assert "2 Nov" not in page.partition('id="days-off"')[2].partition("</ul>")[0], "what is over is not shown"
    assert f"/{absence_id}/withdrawal" not in page
    before = everything()
    refused = phone.post(f"{PATH}/{absence_id}/withdrawal")
    assert (refused.status_code, "That day has begun" in refused.text) == (403, True)
    assert everything() == before


def test_who_has_no_manager_is_sent_to_an_admin(app: Flask, cast: Cast):
    assert "ask an admin" in Browser(app, cast.outsider).get("/me").text


@pytest.mark.parametrize("who", ["ben", "mara", "ada", "outsider"])
def test_anothers_days_off_are_not_there(app: Flask, cast: Cast, who: str):
    absence_id = entered(cast.ana, cast.ana, date(2026, 12, 1), date(2026, 12, 2))
    before, other = everything(), Browser(app, getattr(cast, who))
    assert other.post(f"{PATH}/{absence_id}/withdrawal").status_code == 404
    assert other.post(f"{PATH}/{2**31}/withdrawal").status_code == 404
    assert "Tue 1 Dec" not in other.get("/me").text
    assert everything() == before


def test_strangers_are_asked_to_sign_in(app: Flask, cast: Cast):
    before = everything()
    assert "/sign-in" in Browser(app).post(PATH, first_day="2026-11-25").location
    assert "/sign-in" in Browser(app).post(f"{PATH}/1/withdrawal").location
    assert everything() == before


@pytest.mark.parametrize("who", ["kofi", "mara", "ada"])
def test_who_does_not_play_has_no_streak_to_pause(app: Flask, cast: Cast, who: str):
    assert PATH not in Browser(app, getattr(cast, who)).get("/me").text
