"""What reaches somebody is in their language, whoever caused it and in whichever language they asked."""

from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import select

from tests.builders import a_reply
from tests.cast import NOON, PASSWORD, Cast
from tests.competitions.contests import a_competition
from tests.doors import Browser, Program, clock, restarted
from tests.people.accounts.letterbox import letters
from webapp.alerts.models import News
from webapp.answers.models import Answer
from webapp.competitions.board import board_of
from webapp.competitions.shapes import news_of
from webapp.core import words
from webapp.core.models import Outbox
from webapp.core.work import work
from webapp.extensions import db
from webapp.people import passwords
from webapp.people.accounts.tasks import answer_asked
from webapp.people.models import Person

__all__ = ["clock", "restarted"]


@pytest.fixture
def answer(app: Flask, cast: Cast) -> Answer:
    """Of Ana, who reads German; what her coach does to it is told from here on."""
    with work():
        _speaks(cast.ana, "de")
        answer = a_reply(cast.ana, NOON)
    app.config["NEWS"] = "table"
    return answer


def test_a_note_is_told_in_its_readers_language(app: Flask, cast: Cast, answer: Answer):
    assert Program(app, cast.kofi).put(f"/answers/{answer.id}/note", text="Lovely.").status_code == 200
    assert [news["text"] for news in told("news")] == ["Kofi hat dir eine Notiz geschrieben"]


def test_an_english_reader_hears_a_german_coach_in_english(app: Flask, cast: Cast, answer: Answer):
    with work():
        _speaks(cast.ana, "en")
        _speaks(cast.kofi, "de")
    assert Program(app, cast.kofi).put(f"/answers/{answer.id}/note", text="Schön.").status_code == 200
    assert [news["text"] for news in told("news")] == ["Kofi left you a note"]


def test_a_badge_is_named_in_its_owners_language_when_it_comes_and_later(app: Flask, cast: Cast, answer: Answer):
    given = Program(app, cast.kofi).post(f"/answers/{answer.id}/badge", badge="good-ear", praise="Heard.")
    assert given.status_code == 201
    assert [news["badge"]["name"] for news in told("badge")] == ["Gutes Gehör"]
    assert "Kofi hat dir ein Abzeichen verliehen, Gutes Gehör" in Browser(app, cast.ana).get("/me").text
    with work():
        _speaks(cast.ana, "en")
    assert "Kofi gave you a badge, Good ear" in Browser(app, cast.ana).get("/me").text


def test_news_of_a_badge_that_was_kept_by_its_name_is_still_told(app: Flask, cast: Cast, answer: Answer):
    with work():
        said = {"by": "Kofi", "badge": "Good ear", "praise": "Heard."}
        db.session.add(News(person_id=cast.ana.id, kind="badge", source="old", said=said, url="/", at=NOON))
    assert "Abzeichen verliehen, Good ear" in Browser(app, cast.ana).get("/me").text


@pytest.mark.parametrize(
    ("language", "ours", "begins"),
    [("de", "en", "Hallo Ana"), ("en", "de", "Hello Ana"), (None, "en", "Hello Ana"), (None, "de", "Hallo Ana")],
)
def test_a_mail_is_in_its_readers_language_else_in_the_installations(
    app: Flask, cast: Cast, restarted, language: str | None, ours: str, begins: str
):
    with work():
        _speaks(cast.ana, language)
    there = restarted(BABEL_DEFAULT_LOCALE=ours)
    asked = {"Accept-Language": "en" if begins.startswith("Hallo") else "de"}
    Browser(there).open("POST", "/sign-in/link", data={"email": cast.ana.email}, headers=asked)
    with there.app_context():
        answer_asked()
    assert letters(cast.ana.email)[0].text.startswith(begins)
    Program(there, cast.mara).open("POST", f"/api/v1/people/{cast.ana.id}/invitation", json={}, headers=asked)
    assert letters(cast.ana.email)[-1].text.startswith(begins)


def test_without_a_choice_it_is_the_language_of_the_browser_they_signed_in_with(app: Flask, cast: Cast, answer: Answer):
    with work():
        _speaks(cast.ana, None)
        db.session.get_one(Person, cast.ana.id).password_hash = passwords.hash_password(PASSWORD)
    form = {"email": cast.ana.email, "password": PASSWORD}
    assert Browser(app).open("POST", "/sign-in", data=form, headers={"Accept-Language": "de-CH"}).status_code == 302
    assert Program(app, cast.kofi).put(f"/answers/{answer.id}/note", text="Lovely.").status_code == 200
    assert [news["text"] for news in told("news")] == ["Kofi hat dir eine Notiz geschrieben"]


def test_what_many_hear_at_once_is_in_no_language(app: Flask, cast: Cast):
    with work():
        contest = a_competition(cast.ada, [cast.ana.id, cast.ben.id], metric="participation")
    heard = []
    for language in words.LANGUAGES:
        with force_locale(language):
            heard.append(news_of(contest, board_of(contest, NOON)))
    assert heard[0] == heard[1]


def told(kind: str) -> list[dict[str, Any]]:
    db.session.rollback()
    return [row.payload for row in db.session.scalars(select(Outbox).where(Outbox.kind == kind).order_by(Outbox.id))]


def _speaks(person: Person, language: str | None) -> None:
    db.session.get_one(Person, person.id).language = language
