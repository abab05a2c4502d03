"""The page before a call, as the server makes it."""

import re
from datetime import timedelta
from html import unescape

from flask import Flask
from sqlalchemy import select, update

from tests.cast import NOON, TUESDAY, Cast
from tests.doors import Browser, Program, statements
from tests.lines.conftest import SAID
from webapp.answers.models import Answer
from webapp.core.work import work
from webapp.extensions import db
from webapp.lines.models import LineUse
from webapp.playbook.models import Challenge, Fact, ModelReply, Prompt
from webapp.voting.moderation import moderate


def on_screen(page: str) -> list[str]:
    """The statements of the facts that are shown."""
    return [statement for statement, hidden in facts_of(page) if not hidden]


def facts_of(page: str) -> list[tuple[str, bool]]:
    found = re.findall(r"<article([^>]*)>.*?fact-statement\"[^>]*>(.*?)<", page, re.S)
    return [(unescape(statement), "hidden" in attributes) for attributes, statement in found]


def a_price_question(fact: Fact, persona: str = "Owner, 9 bakeries") -> None:
    with work():
        asked = select(Challenge.prompt_id).where(Challenge.fact_id == fact.id)
        db.session.execute(update(Prompt).where(Prompt.id.in_(asked)).values(situation="price", persona=persona))


def last_fact() -> Fact:
    return db.session.scalars(select(Fact).order_by(Fact.position.desc())).first() or Fact()


def test_three_facts_are_shown_and_all_are_there(app: Flask, cast: Cast):
    page = Browser(app, cast.ana).get("/call").text
    assert len(on_screen(page)) == 3
    assert len(facts_of(page)) == 16


def test_what_the_prospect_says_brings_its_fact_to_the_top(app: Flask, cast: Cast):
    fact = last_fact()
    a_price_question(fact)
    ana = Browser(app, cast.ana)
    assert fact.statement not in on_screen(ana.get("/call").text)
    page = ana.get("/call?objection=price").text
    assert on_screen(page)[0] == fact.statement
    assert re.search(r'value="price"\s+checked', page)


def test_persona_and_topic_choose_too(app: Flask, cast: Cast):
    fact = last_fact()
    a_price_question(fact)
    ana = Browser(app, cast.ana)
    assert on_screen(ana.get(f"/call?objection={fact.topic.key}&persona=owner").text)[0] != ""
    with work():
        for one in db.session.scalars(select(Fact).where(Fact.id != fact.id).limit(1)):
            again = select(Challenge.prompt_id).where(Challenge.fact_id == one.id)
            db.session.execute(update(Prompt).where(Prompt.id.in_(again)).values(persona="Owner, 1 bar"))
    assert set(on_screen(ana.get("/call?persona=owner").text)[:2]) == {fact.statement, one.statement}


def test_words_are_found_and_what_nobody_says_is_said_to_be_missing(app: Flask, cast: Cast):
    fact, ana = last_fact(), Browser(app, cast.ana)
    with work():
        fact.why = "Because of the inspector’s visit."
    assert on_screen(ana.get("/call?q=INSPECTOR's+visit").text) == [fact.statement]
    page = ana.get("/call?q=unicorn").text
    assert on_screen(page) == []
    assert re.search(r"<p data-nothing\s*>Nothing says that yet", page)


def test_any_choice_and_any_words_are_harmless(app: Flask, cast: Cast):
    ana = Browser(app, cast.ana)
    for query in (
        "persona=nobody&objection=nothing",
        "q=%00%ff",
        "q=" + "a" * 5000,
        "q=%3Cscript%3E",
        "objection=%27%22",
    ):
        response = ana.get(f"/call?{query}")
        assert response.status_code == 200, query
        assert "<script>" not in response.text
    assert len(on_screen(ana.get("/call?persona=nobody&objection=nothing").text)) == 3


def test_a_line_that_worked_brings_its_fact_forward(app: Flask, cast: Cast):
    fact = last_fact()
    with work():
        db.session.add(
            LineUse(person_id=cast.ben.id, model_reply_id=fact.model_replies[0].id, used_at=NOON, worked=True)
        )
    assert on_screen(Browser(app, cast.ana).get("/call").text)[0] == fact.statement


def test_todays_lines_wait_for_ones_own_reply(app: Flask, cast: Cast, answer: Answer):
    own = db.session.scalars(select(ModelReply.text).where(ModelReply.fact_id == answer.challenge.fact_id)).first()
    statement = answer.challenge.fact.statement
    with work():
        db.session.execute(
            update(ModelReply).where(ModelReply.fact_id != answer.challenge.fact_id).values(text="Else.")
        )
    assert own in unescape(Browser(app, cast.ben).get("/call").text)
    Program(app, cast.cleo).challenge_of_today()
    waiting = unescape(Browser(app, cast.cleo).get("/call").text)
    assert own not in waiting
    assert statement in waiting
    assert "First your own words" in waiting
    assert own not in unescape(Browser(app, cast.cleo).get(f"/call?q={own}").text).replace(f'value="{own}"', "")


def test_a_hidden_model_is_not_there(app: Flask, cast: Cast, answer: Answer, line: int):
    ben = Browser(app, cast.ben)
    assert SAID in ben.get("/call").text
    with work():
        moderate(cast.kofi, answer.id, "hidden", "It names a customer.", now=NOON)
    assert SAID not in ben.get("/call").text


def test_what_is_no_longer_true_or_not_live_is_not_there(app: Flask, cast: Cast):
    fact, other = db.session.scalars(select(Fact).order_by(Fact.position).limit(2)).all()
    with work():
        fact.valid_until, other.state = TUESDAY - timedelta(days=1), "retired"
    statements_there = [statement for statement, _hidden in facts_of(Browser(app, cast.ana).get("/call").text)]
    assert len(statements_there) == 14
    assert not {fact.statement, other.statement} & set(statements_there)


def test_used_on_a_call_is_marked_from_here(app: Flask, cast: Cast, answer: Answer, line: int):
    ben = Browser(app, cast.ben)
    assert f'action="/lines/{line}/use"' in ben.get("/call").text
    assert "Did it work?" in ben.tap(f"/lines/{line}/use", csrf_token="").text
    assert "Did it work?" in ben.get("/call").text


def test_nobody_sees_it_without_signing_in(app: Flask, cast: Cast):
    assert "/sign-in" in Browser(app).get("/call").location


def test_it_is_one_tap_from_today_and_from_the_playbook(app: Flask, cast: Cast):
    ana = Browser(app, cast.ana)
    for path in ("/", "/playbook"):
        assert 'href="/call"' in ana.get(path).text, path
    Program(app, cast.ana).reply()
    for step in ("replied", "result"):
        assert 'href="/call"' in ana.get(f"/?step={step}").text, step


def test_the_queries_do_not_grow_with_the_playbook(app: Flask, cast: Cast):
    ben = Browser(app, cast.ben)
    with statements() as all_of_it:
        ben.get("/call")
    with work():
        db.session.execute(update(Fact).where(Fact.id > 3).values(state="retired"))
    with statements() as three:
        ben.get("/call")
    assert len(all_of_it) == len(three) <= 20
