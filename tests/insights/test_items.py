"""Figures of facts, from what people really did, over all versions."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from tests.builders import a_reply, a_vote
from tests.cast import NOON, TUESDAY, Cast
from tests.doors import Browser, Clock, Program, as_it_reads, statements
from tests.doors import clock as clock
from webapp.core.work import work
from webapp.extensions import db
from webapp.insights import items, rules
from webapp.schedule.actions import serve, serve_ahead
from webapp.schedule.models import Serving
from webapp.voting.actions import close_due
from webapp.voting.moderation import moderate

WEDNESDAY = TUESDAY + timedelta(days=1)


def test_a_fact_counts_who_met_it_who_replied_and_how_true_they_were(cast: Cast) -> None:
    with work():
        answers = [a_reply(person, NOON) for person in (cast.ana, cast.ben, cast.cleo)]
        a_vote(cast.kofi, answers[0], 2, 1, NOON)
        close_due(now=NOON + timedelta(days=2))
    fact = items.figures(WEDNESDAY)[answers[0].challenge.fact.origin_id]
    assert (fact.served, fact.replied, fact.judged, fact.truth, fact.flags) == (3, 3, 1, None, [])


def test_with_enough_of_them_there_are_shares_and_flags(cast: Cast, clock: Clock, monkeypatch, app: Flask) -> None:
    monkeypatch.setattr(rules, "FEWEST", 1)
    with work():
        answer = a_reply(cast.ana, NOON)
        a_vote(cast.kofi, answer, 0, 0, NOON)
        close_due(now=NOON + timedelta(days=2))
    clock.forward(days=1)
    ana = Program(app, cast.ana)
    (due,) = ana.get("/today").json["recalls"]
    wrong = next(choice for choice in due["choices"] if choice["text"] != "Nine days")
    ana.post(f"/recalls/{due['id']}", choice=wrong["id"])
    fact = items.figures(TUESDAY + timedelta(days=1))[answer.challenge.fact.origin_id]
    assert (fact.recalls, fact.recalled) == (1, 0)
    assert as_it_reads(fact.flags[0]) == "Hard: only 0 % remember it the first time they are asked."


def test_figures_are_one_over_all_versions(app: Flask, cast: Cast) -> None:
    with work():
        answer = a_reply(cast.ana, NOON)
    fact_id, mara = answer.challenge.fact.origin_id, Program(app, cast.mara)
    mara.patch(f"/facts/{fact_id}", why="Because.")
    mara.put(f"/facts/{fact_id}/state", state="live")
    with work():
        a_reply(cast.outsider, NOON)
    assert items.figures(WEDNESDAY)[fact_id].replied == 2


def test_a_challenge_that_only_waits_on_a_phone_was_seen_by_nobody(cast: Cast) -> None:
    with work():
        answer = a_reply(cast.ana, NOON)
        for person in (cast.ana, cast.ben, cast.cleo):
            serve_ahead(person, TUESDAY, 3, now=NOON)
    ahead = db.session.scalars(select(Serving).where(Serving.begun_at.is_(None))).all()
    assert len(ahead) > 3
    assert {
        fact_id: (one.served, one.replied) for fact_id, one in items.figures(TUESDAY + timedelta(days=9)).items()
    } == {answer.challenge.fact.origin_id: (3, 1)}


def test_today_waits_for_whoever_has_begun_and_may_still_reply(cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr(rules, "FEWEST", 1)
    with work():
        row = serve(cast.ana, TUESDAY, now=NOON)
    assert row is not None
    assert items.figures(TUESDAY) == {}
    (fact,) = items.figures(WEDNESDAY).values()
    assert [as_it_reads(flag) for flag in fact.flags] == ["Often left alone: 0 % of those who saw it replied."]


def test_what_is_still_open_or_was_set_aside_judges_no_fact(cast: Cast) -> None:
    with work():
        answers = [a_reply(person, NOON) for person in (cast.ana, cast.ben, cast.cleo)]
        for answer in answers:
            a_vote(cast.kofi, answer, 0, 0, NOON)
    origin = answers[0].challenge.fact.origin_id
    assert items.figures(WEDNESDAY)[origin].judged == 0
    with work():
        close_due(now=NOON + timedelta(days=2), answer_ids=[answers[0].id, answers[1].id])
        moderate(cast.kofi, answers[1].id, "no_attempt", "Empty.", now=NOON + timedelta(days=2))
    assert items.figures(WEDNESDAY)[origin].judged == 1


def test_practice_and_what_is_long_ago_do_not_count(cast: Cast) -> None:
    with work():
        a_reply(cast.ana, NOON)
    assert items.figures(TUESDAY + timedelta(days=91)) == {}


def test_the_queries_do_not_grow_and_the_page_tells_them(app: Flask, cast: Cast, clock: Clock) -> None:
    with work():
        for person in (cast.ana, cast.ben):
            a_reply(person, NOON)
    clock.forward(days=1)
    with statements() as sent:
        items.figures(WEDNESDAY)
    assert len([one for one in sent if one.startswith("SELECT")]) == 4
    assert 'data-label="Met">2<' in Browser(app, cast.mara).get("/desk/playbook").text
