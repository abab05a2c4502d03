"""A reply under an open report: a note is kept, praise waits, and the desk says what is left to decide."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.builders import a_reply, a_vote
from tests.cast import NOON, Cast
from tests.doors import Browser, Program, everything, refused
from webapp.answers.models import Answer
from webapp.coaching import actions as coaching
from webapp.core.work import work
from webapp.lines import actions as lines

LEFT = "One thing is left: may it stay?"


@pytest.fixture
def answer(app: Flask, cast: Cast) -> Answer:
    """Ana's, which Ben reported and Kofi has judged."""
    with work():
        answer = a_reply(cast.ana, NOON, "Buy it or be sorry.")
        for judge in (cast.ben, cast.kofi):
            a_vote(judge, answer, 2, 2, NOON)
    Program(app, cast.ben).post(f"/answers/{answer.id}/report", reason="rude", words="Threatens.")
    return answer


@pytest.fixture
def desk(app: Flask, cast: Cast) -> Browser:
    return Browser(app, cast.kofi)


@pytest.fixture
def kofi(app: Flask, cast: Cast) -> Program:
    return Program(app, cast.kofi)


def test_a_note_is_kept_and_the_card_says_what_is_left(desk: Browser, kofi: Program, answer: Answer):
    page = desk.tap(f"/desk/coaching/{answer.id}/done", text="Softer, please.")
    assert f"Kept. {LEFT}" in page.text
    assert "It may stay" in page.text
    assert kofi.get(f"/answers/{answer.id}/note").json["notes"][0]["text"] == "Softer, please."


def test_with_nothing_filled_in_nothing_is_said_to_be_kept(desk: Browser, answer: Answer):
    page = desk.tap(f"/desk/coaching/{answer.id}/done", text="").text
    assert LEFT in page
    assert "Kept." not in page


def test_without_scripts_the_same_is_said(desk: Browser, answer: Answer):
    sent = desk.post(f"/desk/coaching/{answer.id}/done", text="Softer, please.")
    assert (sent.status_code, sent.location) == (302, f"/desk/coaching/{answer.id}")
    assert f"Kept. {LEFT}" in desk.get(sent.location).text


def test_once_decided_the_next_reply_comes_and_nothing_is_left(desk: Browser, answer: Answer):
    page = desk.tap(f"/desk/coaching/{answer.id}/stays", skipped="").text
    assert "It stays. Nobody is asked about it again." in page
    assert "Nobody waits for you." in page
    assert LEFT not in desk.tap(f"/desk/coaching/{answer.id}/done", text="Softer, please.").text


@pytest.mark.parametrize(
    ("kind", "words"), [("hidden", "Set aside. The author has been told."), ("no_attempt", "Set aside.")]
)
def test_a_verdict_is_confirmed(desk: Browser, answer: Answer, kind: str, words: str):
    desk.post(f"/desk/coaching/{answer.id}/moderation", kind=kind, why="It threatens.")
    assert words in desk.get("/desk/coaching").text
    desk.post(f"/desk/coaching/{answer.id}/moderation", kind="restored", why="A slip of mine.")
    assert "Restored. The author has been told." in desk.get("/desk/coaching").text


def test_it_is_no_model_and_gets_no_badge_before_somebody_decided(desk: Browser, kofi: Program, answer: Answer):
    model, badge = f"/answers/{answer.id}/model", f"/answers/{answer.id}/badge"
    praise = {"badge": "good-ear", "praise": "You heard the worry."}
    page = desk.get(f"/desk/coaching/{answer.id}").text
    assert 'name="model"' not in page
    assert 'name="badge"' not in page
    before = everything()
    refused(kofi.put(model), 409, "Decide first whether it may stay")
    refused(kofi.post(badge, **praise), 409, "Decide first whether it may stay")
    for form in ({"model": "1"}, praise):
        sent = desk.tap(f"/desk/coaching/{answer.id}/done", text="Softer, please.", **form)
        assert (sent.status_code, "Decide first whether it may stay" in sent.text) == (409, True)
    assert everything() == before
    kofi.delete(f"/answers/{answer.id}/report")
    assert kofi.put(model).status_code == 200
    assert kofi.post(badge, **praise).status_code == 201


def test_what_was_a_model_before_stays_one_until_somebody_decided(app: Flask, cast: Cast, desk: Browser, kofi: Program):
    with work():
        answer = a_reply(cast.ana, NOON)
        a_vote(cast.ben, answer, 2, 2, NOON)
        a_vote(cast.kofi, answer, 2, 2, NOON)
    kofi.put(f"/answers/{answer.id}/model")
    Program(app, cast.ben).post(f"/answers/{answer.id}/report", reason="rude")
    assert "was_model" not in desk.get(f"/desk/coaching/{answer.id}").text
    assert kofi.put(f"/answers/{answer.id}/model").status_code == 200, "the same again changes nothing"


def test_one_button_locks_the_reply_before_its_people(
    cast: Cast, desk: Browser, kofi: Program, answer: Answer, monkeypatch: pytest.MonkeyPatch
):
    """As a vote does; the other way round, the two would wait for each other for ever."""
    kofi.delete(f"/answers/{answer.id}/report")
    order: list[str] = []

    def spied(module: Any, name: str) -> None:
        real: Callable[..., Any] = getattr(module, name)
        monkeypatch.setattr(module, name, lambda *given: order.append(name) or real(*given))

    for module, name in ((coaching, "lock_people"), (coaching, "locked"), (lines, "locked")):
        spied(module, name)
    desk.tap(f"/desk/coaching/{answer.id}/done", text="Lovely.", model="1")
    assert order[:2] == ["locked", "lock_people"]
