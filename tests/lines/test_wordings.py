"""“I did say that”: from the author to the playbook's people, and into later replies."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import a_reply
from tests.cast import NOON, Cast
from tests.doors import Browser, Program, everything, refused, statements
from webapp.answers.models import Answer
from webapp.core.work import work
from webapp.extensions import db
from webapp.lines import wordings
from webapp.lines.models import WordingProposal
from webapp.voting.actions import assign

SAID = "Nine working days, and Petra stays with you from start to end."
POINT = "a named lead"
WORDS = "Petra stays with you"


@pytest.fixture
def answer(cast: Cast) -> Answer:
    """Ana's, which misses one key point, and which Ben was served."""
    with work():
        answer = a_reply(cast.ana, NOON, SAID)
        assign(cast.ben, [answer.id], now=NOON)
    return answer


@pytest.fixture
def proposal(app: Flask, cast: Cast, answer: Answer) -> int:
    response = Program(app, cast.ana).post(f"/answers/{answer.id}/wordings", key_point=POINT, words=WORDS)
    assert response.status_code == 201
    return db.session.scalars(select(WordingProposal.id)).one()


def test_accepted_words_count_for_later_replies_only(app: Flask, cast: Cast, answer: Answer, proposal: int):
    mara = Browser(app, cast.mara)
    page = mara.get("/desk/wordings").text
    assert WORDS in page
    assert SAID in page
    assert mara.post(f"/desk/wordings/{proposal}", accept="1").status_code == 302
    with work():
        later = a_reply(cast.dev, NOON, "Nine days. petra stays with you, too.")
    assert [point["used"] for point in later.key_points] == [True, True]
    assert [point["used"] for point in db.session.get_one(Answer, answer.id).key_points] == [True, False]
    assert "counts from now on" in Browser(app, cast.ana).get("/me").text


def test_many_wait_in_one_query_and_the_page_says_how_many_wait_behind_them(
    app: Flask, cast: Cast, answer: Answer, proposal: int, monkeypatch
):
    mara, sent, pages = Browser(app, cast.mara), [], []
    monkeypatch.setattr(wordings, "SHOWN", 4)
    for n in range(2):
        with statements() as these:
            pages.append(mara.get("/desk/wordings").text)
        sent.append(len([one for one in these if "FROM wording_proposals" in one or "FROM answers" in one]))
        with work():
            for person in (cast.cleo, cast.dev) if n == 0 else ():
                theirs = a_reply(person, NOON, SAID)
                for point in (POINT, "b", "c"):
                    row = {"answer_id": theirs.id, "fact_id": theirs.challenge.fact_id, "point": point, "words": WORDS}
                    db.session.add(WordingProposal(**row, proposed_by_id=person.id, at=NOON))
    assert "behind these" not in pages[0]
    assert pages[1].count("for “") >= 4
    assert "3 more wait behind these." in pages[1]
    assert sent == [1, 2], "the list, and the count of what is not in it"


def test_declined_words_count_for_nothing_and_the_author_hears(app: Flask, cast: Cast, answer: Answer, proposal: int):
    Browser(app, cast.ada).post(f"/desk/wordings/{proposal}", decline="1")
    with work():
        later = a_reply(cast.dev, NOON, "Nine days. Petra stays with you, too.")
    assert [point["used"] for point in later.key_points] == [True, False]
    ana = Browser(app, cast.ana)
    assert "will not count" in ana.get("/me").text
    assert "was looked at" in ana.get(f"/answers/{answer.id}").text


def test_it_is_decided_once(app: Flask, cast: Cast, proposal: int):
    mara = Browser(app, cast.mara)
    mara.post(f"/desk/wordings/{proposal}", accept="1")
    before = everything()
    assert mara.post(f"/desk/wordings/{proposal}", decline="1").status_code == 409
    assert everything() == before


@pytest.mark.parametrize("who", ["ana", "ben", "kofi", "outsider", "boss"])
def test_nobody_else_decides(app: Flask, cast: Cast, proposal: int, who: str):
    with work():
        boss = cast.person("Boss", "manager")
    browser, before = Browser(app, boss if who == "boss" else getattr(cast, who)), everything()
    assert WORDS not in browser.get("/desk/wordings").text
    assert browser.post(f"/desk/wordings/{proposal}", accept="1").status_code == 404
    assert everything() == before


@pytest.mark.parametrize(
    ("point", "words", "status"),
    [
        (POINT, "words I never wrote", 422),
        (POINT, "x" * 121, 422),
        (POINT, ".", 422),
        (POINT, SAID, 422),
        ("nine working days", "Nine working days", 409),
        ("no such point", "Petra stays", 409),
    ],
)
def test_only_missed_points_and_ones_own_words(
    app: Flask, cast: Cast, answer: Answer, point: str, words: str, status: int
):
    before = everything()
    refused(Program(app, cast.ana).post(f"/answers/{answer.id}/wordings", key_point=point, words=words), status)
    assert everything() == before


def test_it_is_proposed_once_and_by_the_author_alone(app: Flask, cast: Cast, answer: Answer, proposal: int):
    before, path = everything(), f"/answers/{answer.id}/wordings"
    refused(Program(app, cast.ana).post(path, key_point=POINT, words="Petra stays"), 409, "already")
    refused(Program(app, cast.ben).post(path, key_point=POINT, words="Petra stays"), 403)
    refused(Program(app, cast.kofi).post(path, key_point=POINT, words="Petra stays"), 403)
    refused(Program(app, cast.cleo).post(path, key_point=POINT, words="Petra stays"), 404)
    assert everything() == before


def test_the_answer_page_offers_it_for_missed_points_only(app: Flask, cast: Cast, answer: Answer):
    ana = Browser(app, cast.ana)
    page = ana.get(f"/answers/{answer.id}").text
    assert page.count("I did say that") == 1
    ana.post(f"/answers/{answer.id}/wordings", point=POINT, words=WORDS)
    assert "Somebody will look at it." in ana.get(f"/answers/{answer.id}").text


def test_words_accepted_after_a_new_version_count_in_it(app: Flask, cast: Cast, answer: Answer, proposal: int):
    fact = answer.challenge.fact_id
    mara = Program(app, cast.mara)
    mara.patch(f"/facts/{fact}", source="A newer report")
    mara.put(f"/facts/{fact}/state", state="live")
    Browser(app, cast.mara).post(f"/desk/wordings/{proposal}", accept="1")
    assert WORDS in wordings_of(mara, fact)


def test_words_accepted_while_the_next_version_is_written_count_in_both(
    app: Flask, cast: Cast, answer: Answer, proposal: int
):
    fact = answer.challenge.fact_id
    mara = Program(app, cast.mara)
    mara.patch(f"/facts/{fact}", source="A newer report")
    Browser(app, cast.mara).post(f"/desk/wordings/{proposal}", accept="1")
    assert WORDS in wordings_of(mara, fact)
    mara.put(f"/facts/{fact}/state", state="live")
    assert WORDS in wordings_of(mara, fact)


def test_words_for_a_point_that_is_gone_are_not_accepted(app: Flask, cast: Cast, answer: Answer, proposal: int):
    fact = answer.challenge.fact_id
    mara = Program(app, cast.mara)
    mara.patch(f"/facts/{fact}", key_points=[{"text": "nine", "synonyms": []}], model_reply="Nine days.")
    mara.put(f"/facts/{fact}/state", state="live")
    before = everything()
    assert Browser(app, cast.mara).post(f"/desk/wordings/{proposal}", accept="1").status_code == 409
    assert everything() == before


def wordings_of(program: Program, fact: int) -> list[str]:
    return [words for point in program.get(f"/facts/{fact}").json["key_points"] for words in point["synonyms"]]
