"""One's own topics: the figures that those who look after one see, and nobody else's."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.builders import a_reply, a_vote, next_noon
from tests.cast import NOON, Cast
from tests.doors import Browser, Clock, Program
from tests.ready.ramp_up import DAY, GOOD, LATER, knows, weak
from webapp.core.work import work
from webapp.extensions import db
from webapp.mastery.models import TopicWeek
from webapp.people.models import Person
from webapp.progress.topics import topics_for
from webapp.schedule.models import Recall
from webapp.voting.actions import close_due


@pytest.fixture(autouse=True)
def _weeks_later(clock: Clock):
    clock.at = LATER


def test_a_ramping_rep_sees_how_ready_they_are_and_what_comes_next(app: Flask, cast: Cast):
    with work():
        knows(cast.ana, GOOD, weak(persuasion=0.31))
    me, topics = (Browser(app, cast.ana).get(path).text for path in ("/me", "/me/topics"))
    assert "How ready you are" in me
    assert "Next: Topic 1." in me
    assert "How ready you are: Nearly" in topics
    assert "1 topic still needs you: Topic 1." in topics
    assert "Topic 1. That is where a few minutes change most." in topics
    assert "Persuasion 31 %, asked are 55 %" in topics


def test_whoever_does_not_ramp_up_sees_their_topics_without_it(app: Flask, cast: Cast):
    with work():
        knows(cast.outsider, GOOD, weak(fact=0.2))
    me, topics = (Browser(app, cast.outsider).get(path).text for path in ("/me", "/me/topics"))
    for page in (me, topics):
        assert "How ready you are" not in page
        assert "of 60 %" not in page
    assert 'href="/me/topics"' in me
    found = Program(app, cast.outsider).get("/me/topics").json
    assert (found["state"], found["days"], found["reached_on"], found["signed_off"]) == (None,) * 4
    assert [topic["fact"]["value"] for topic in found["topics"]] == [0.8, 0.2]


def test_figures_carry_their_interval_and_what_they_rest_on(app: Flask, cast: Cast):
    with work():
        knows(cast.ana, GOOD, GOOD | {"recall": 0.5})
    (first, second) = Program(app, cast.ana).get("/me/topics").json["topics"]
    assert first["fact"] == {
        "value": 0.8,
        "low": pytest.approx(0.73, abs=0.02),
        "high": pytest.approx(0.87, abs=0.02),
        "n": 10,
    }
    assert second["recall"]["value"] == 0.5
    page = Browser(app, cast.ana).get("/me/topics").text
    assert "24 % to 76 %, 10 questions" in page
    assert page.count('class="span ') == 6


def test_nothing_yet_invites(app: Flask, cast: Cast):
    page = Browser(app, cast.dev).get("/me/topics").text
    assert "Your first judged reply fills this page." in page
    assert Program(app, cast.dev).get("/me/topics").json["topics"] == []
    assert Browser(app, cast.mara).get("/me/topics").status_code == 200


def test_a_trend_is_said_in_words(app: Flask, cast: Cast):
    with work():
        knows(cast.ana, GOOD)
        for row in db.session.query(TopicWeek):
            weaker = {"fact": 0.3 * 10, "fact_squares": 0.09 * 10}
            before = {name: getattr(row, name) for name in ("person_id", "topic_id", "replies", "recalls", "recalled")}
            same = {"persuasion": row.persuasion, "persuasion_squares": row.persuasion_squares}
            db.session.add(TopicWeek(**before | same | weaker, week=row.week - timedelta(weeks=6)))
    ((_topic, trends),) = topics_for(cast.ana, DAY)["topics"]
    assert trends == {"recall": "level", "fact": "up", "persuasion": "level"}
    assert "Fact is rising." in Browser(app, cast.ana).get("/me/topics").text


def test_what_stayed_is_told_by_how_long_ago_it_was(app: Flask, cast: Cast):
    with work():
        for n, (days, right) in enumerate(
            [(1, True), (5, True), (7, False), (9, True), (15, True), (30, True), (100, False)]
        ):
            due = DAY - timedelta(days=n)
            known = {"answered_at": LATER, "day": DAY, "correct": right, "since_days": days}
            db.session.add(Recall(person_id=cast.ana.id, fact_id=1, due_on=due, **known))
        knows(cast.ana, GOOD)
    page = Browser(app, cast.ana).get("/me/topics").text
    for words in ("about a week you still knew 2 of 3", "about a month you still knew 1 of 1", "knew 0 of 1"):
        assert words in page
    found = Program(app, cast.ana).get("/me/topics").json["delayed"]
    assert [(one["days"], one["right"], one["n"], one["share"] is None) for one in found] == [
        (7, 2, 3, False),
        (30, 1, 1, True),
        (90, 0, 1, True),
    ]


def test_no_rep_gets_anybody_elses_by_page_or_api(app: Flask, cast: Cast, clock: Clock):
    """Everybody has a share of their own that nobody else has; each finds theirs, and at no door another's."""
    reps = (cast.ana, cast.ben, cast.cleo, cast.dev, cast.outsider)
    marks = {rep.id: f"{61 + n} %" for n, rep in enumerate(reps)}
    with work():
        for n, rep in enumerate(reps):
            knows(rep, GOOD | {"fact": 0.61 + n / 100}, n=40)
    for rep in reps:
        page, found = Browser(app, rep).get("/me/topics").text, Program(app, rep).get("/me/topics").json
        said = {id_ for id_, mark in marks.items() if f"<strong>{mark}</strong>" in page}
        assert said == {rep.id}
        assert [round(topic["fact"]["value"] * 100) for topic in found["topics"]] == [int(marks[rep.id][:2])]
        _is_turned_away(app, rep, [other for other in reps if other is not rep])


def _is_turned_away(app: Flask, rep: Person, others: list[Person]) -> None:
    browser, program = Browser(app, rep), Program(app, rep)
    for other in others:
        for query in (f"?person={other.id}", f"?person_id={other.id}", f"?id={other.id}"):
            assert f"{other.name}<" not in browser.get(f"/me/topics{query}").text
        assert browser.get(f"/desk/ready/{other.id}").status_code == 403
        assert browser.get(f"/me/topics/{other.id}").status_code == 404
        assert program.get(f"/me/topics/{other.id}").status_code == 404
        assert program.get("/ready", cohort=other.cohort_id).status_code == 403
    assert browser.get("/desk/ready").status_code == 403


def test_a_closed_reply_shows_up_by_itself(app: Flask, cast: Cast, clock: Clock):
    clock.at = NOON
    with work():
        answer = a_reply(cast.ana, NOON)
        a_vote(cast.ben, answer, 2, 1, NOON)
    assert Program(app, cast.ana).get("/me/topics").json["topics"] == [], "its voting is still open"
    with work():
        close_due(now=next_noon(NOON, 5))
    (topic,) = Program(app, cast.ana).get("/me/topics").json["topics"]
    assert (topic["replies"], topic["fact"]) == (1, None)
