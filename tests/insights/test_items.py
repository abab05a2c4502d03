"""Figures of facts, from what people really did, over all versions."""

from datetime import timedelta

from flask import Flask

from tests.builders import a_reply, a_vote
from tests.cast import NOON, TUESDAY, Cast
from tests.doors import Browser, Clock, Program, as_it_reads, statements
from tests.doors import clock as clock
from webapp.core.work import work
from webapp.insights import items, rules


def test_a_fact_counts_who_met_it_who_replied_and_how_true_they_were(cast: Cast) -> None:
    with work():
        answers = [a_reply(person, NOON) for person in (cast.ana, cast.ben, cast.cleo)]
        a_vote(cast.kofi, answers[0], 2, 1, NOON)
    fact = items.figures(TUESDAY)[answers[0].challenge.fact.origin_id]
    assert (fact.served, fact.replied, fact.judged, fact.truth, fact.flags) == (3, 3, 1, None, [])


def test_with_enough_of_them_there_are_shares_and_flags(cast: Cast, clock: Clock, monkeypatch, app: Flask) -> None:
    monkeypatch.setattr(rules, "FEWEST", 1)
    with work():
        answer = a_reply(cast.ana, NOON)
        a_vote(cast.kofi, answer, 0, 0, NOON)
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
    assert items.figures(TUESDAY)[fact_id].replied == 2


def test_practice_and_what_is_long_ago_do_not_count(cast: Cast) -> None:
    with work():
        a_reply(cast.ana, NOON)
    assert items.figures(TUESDAY + timedelta(days=91)) == {}


def test_the_queries_do_not_grow_and_the_page_tells_them(app: Flask, cast: Cast) -> None:
    with work():
        for person in (cast.ana, cast.ben):
            a_reply(person, NOON)
    with statements() as sent:
        items.figures(TUESDAY)
    assert len([one for one in sent if one.startswith("SELECT")]) == 4
    assert 'data-label="Met">2<' in Browser(app, cast.mara).get("/desk/playbook").text
