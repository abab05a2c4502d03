"""Words are found in facts, lines and model replies, whoever wrote them, on either database."""

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from tests.doors import Browser, Program, refused
from tests.playbook.drafted import a_draft
from webapp.core.work import work
from webapp.extensions import db
from webapp.playbook.models import Fact, ModelReply
from webapp.playbook.search import facts_found, search


@pytest.fixture
def fact_id(app: Flask, cast: Cast) -> int:
    """A live fact about support, with its line and reply."""
    mara = Program(app, cast.mara)
    fact = mara.post("/facts", **a_draft(why="Café owners hate queues; 3.90 EUR a call.")).json
    assert mara.put(f"/facts/{fact['id']}/state", state="live").status_code == 200
    return int(fact["id"])


def kinds(cast: Cast, words: str) -> list[str]:
    return sorted(hit.kind for hit in search(cast.mara, words))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("support answers", ["fact"]),
        ("SUPP answ", ["fact"]),
        ("queues", ["fact"]),
        ("friday", ["prompt", "reply", "fact"]),
        ("owner of six", ["prompt"]),
        ("ring them", ["reply"]),
        ("3.90", ["fact"]),
        ("48 s", ["fact"]),
        ("support nowhere", []),
        ("upport", []),
        ("", []),
        ("!?* -- ()", []),
    ],
)
def test_all_the_words_or_their_beginnings_are_found(cast: Cast, fact_id: int, words: str, found: list[str]) -> None:
    with work():
        db.session.get_one(Fact, fact_id).why += " Busy on Fridays."
    assert kinds(cast, words) == sorted(found)


def test_the_better_one_comes_first(cast: Cast, fact_id: int) -> None:
    with work():
        db.session.get_one(Fact, 1).statement = "Support, support and support."
    assert next(hit.id for hit in search(cast.mara, "support") if hit.kind == "fact") == 1


def test_what_is_changed_or_gone_is_found_no_more(cast: Cast, fact_id: int) -> None:
    with work():
        db.session.get_one(Fact, fact_id).statement = "We pick up within a moment."
    assert "fact" not in kinds(cast, "answers")
    assert "fact" in kinds(cast, "pick up")
    with work():
        reply = db.session.scalars(db.select(ModelReply).where(ModelReply.fact_id == fact_id)).one()
        db.session.delete(reply)
    assert "reply" not in kinds(cast, "ring them")


def test_a_rep_finds_what_is_live_and_no_model_reply_that_would_spoil_theirs(
    app: Flask, cast: Cast, fact_id: int
) -> None:
    Program(app, cast.mara).post("/facts", **a_draft(statement="Friday drafts are quiet."))
    for rep in (cast.ana, cast.outsider):
        assert {(hit.kind, hit.state) for hit in search(rep, "friday")} == {("prompt", "live")}
        assert search(rep, "ring them") == []
        assert search(rep, "ring them", replies_of=[1]) == []
        assert [hit.kind for hit in search(rep, "ring them", replies_of=[fact_id])] == ["reply"]
    assert {"draft", "live"} <= {hit.state for hit in search(cast.kofi, "friday")}


def test_what_is_retired_is_not_found(app: Flask, cast: Cast, fact_id: int) -> None:
    Program(app, cast.mara).put(f"/facts/{fact_id}/state", state="retired")
    assert kinds(cast, "answers") == []


def test_a_fact_is_found_by_its_line_and_its_reply(cast: Cast, fact_id: int) -> None:
    for words in ("owner of six", "ring them", "support"):
        assert facts_found(cast.mara, words) == [fact_id]


def test_programs_search_within_what_they_may_see(app: Flask, cast: Cast, fact_id: int) -> None:
    told = Program(app, cast.ana).get("/search", q="friday").json["hits"]
    assert [(hit["kind"], hit["state"]) for hit in told] == [("prompt", "live")]
    refused(Program(app, cast.ana).get("/search"), 422)
    refused(Program(app).get("/search", q="friday"), 401)


def test_the_list_is_searched(app: Flask, cast: Cast, fact_id: int) -> None:
    page = Browser(app, cast.mara).get("/desk/playbook?q=ring+them").text
    assert "Support answers within four minutes." in page
    assert "It takes nine working days" not in page
    assert "Nothing here that fits" in Browser(app, cast.mara).get("/desk/playbook?q=zebra").text


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(words=st.one_of(st.text(max_size=60), st.text(alphabet="\"'*:&|!()<->_\\%;\0 aNEAR½²", max_size=30)))
def test_any_words_at_all_may_be_searched(cast: Cast, words: str) -> None:
    assert isinstance(search(cast.ana, words), list)
