"""In which language somebody is spoken to: theirs, else their browser's, else the installation's."""

import pytest
from flask import Flask

from tests.cast import Cast
from tests.doors import Browser, Program, everything, refused, restarted
from webapp.core.work import work
from webapp.extensions import db

__all__ = ["restarted"]


def _page(browser: Browser, wanted: str = "", path: str = "/me") -> str:
    return browser.get(path, headers={"Accept-Language": wanted}).text


@pytest.mark.parametrize(
    ("wanted", "lang"),
    [("de", "de"), ("de-AT,en;q=0.5", "de"), ("en-GB,de;q=0.9", "en"), ("fr,de;q=0.3", "de"), ("fr", "en"), ("", "en")],
)
def test_without_a_choice_the_browser_decides(app: Flask, cast: Cast, wanted: str, lang: str):
    assert f'<html lang="{lang}" dir="ltr">' in _page(Browser(app, cast.ana), wanted)


def test_what_they_chose_goes_before_what_the_browser_wants(app: Flask, cast: Cast):
    ana = Browser(app, cast.ana)
    said = ana.post("/me/language", language="de")
    assert said.headers["Location"] == "/me"
    page = _page(ana, "en")
    assert "So sprechen wir ab jetzt mit dir" in page
    assert '<html lang="de"' in page
    assert '<option value="de" lang="de" selected>Deutsch</option>' in page
    assert '<html lang="en"' in _page(Browser(app, cast.ben), "en"), "the others keep theirs"
    assert '<html lang="en"' in _page(Browser(app), "en", "/sign-in")


def test_a_page_that_is_not_there_is_refused_in_their_language(app: Flask, cast: Cast):
    ana = Browser(app, cast.ana)
    ana.post("/me/language", language="de")
    assert "Unter dieser Adresse ist hier nichts" in _page(ana, "en", "/nowhere")


def test_going_back_to_the_browser(app: Flask, cast: Cast):
    ana = Browser(app, cast.ana)
    ana.post("/me/language", language="de")
    ana.post("/me/language", language="")
    assert '<html lang="en"' in _page(ana, "en")


def test_a_program_chooses_and_is_answered_in_it(app: Flask, cast: Cast):
    ana = Program(app, cast.ana)
    assert ana.get("/me").json["language"] is None
    assert ana.patch("/me", language="de").json["language"] == "de"
    refused(ana.get("/answers/1"), 404, "Diese Antwort gibt es hier nicht")
    assert ana.patch("/me", language=None).json["language"] is None


def test_a_language_we_do_not_speak_changes_nothing(app: Flask, cast: Cast, subtests: pytest.Subtests):
    for wrong in ("fr", "DE", "de-AT", "de\x00", "\ud800", "x" * 9, " ", 1, True, []):
        with subtests.test(wrong=wrong):
            ana, before = Program(app, cast.ana), everything()
            refused(ana.patch("/me", language=wrong), 422)
            assert everything() == before
    assert Browser(app, cast.ana).post("/me/language", language="fr").status_code == 422


def test_an_installation_has_a_language_of_its_own(app: Flask, cast: Cast, restarted):
    german = restarted(BABEL_DEFAULT_LOCALE="de")
    with german.app_context():
        ana = Browser(german, cast.ana)
    assert '<html lang="de"' in _page(ana, "fr")
    assert '<html lang="en"' in _page(ana, "en")


def test_german_pages_write_days_and_numbers_the_german_way(app: Flask, cast: Cast):
    with work():
        db.session.merge(cast.ana).language = "de"
    page = _page(Browser(app, cast.ana))
    assert "Mo., 23. Nov. keine Antwort" in page
    assert '<th scope="col">Mo</th>' in page
