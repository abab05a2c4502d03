"""Samples: closed replies that coaches have judged, in a peer's queue, through every door."""

from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.builders import a_reply, a_vote
from tests.cast import NOON, TUESDAY, Cast
from tests.doors import Browser, Clock, Program, refused
from webapp.answers.models import Answer
from webapp.badges.recount import recount
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.models import CoachedCohort, Person
from webapp.points.queries import total
from webapp.points.verify import differences
from webapp.voting import live, rules, samples
from webapp.voting.actions import close_due
from webapp.voting.models import Assignment, Reliability, Tally, Vote
from webapp.voting.queries import coach_votes


@pytest.fixture
def sample(cast: Cast, clock: Clock) -> Answer:
    """Ana's reply of nine days ago, closed, which Kofi judged 2 and 1."""
    before = NOON - timedelta(days=7)
    with work():
        answer = a_reply(cast.ana, before)
        a_vote(cast.kofi, answer, 2, 1, before)
        close_due(now=NOON)
    return answer


@pytest.fixture
def ben(app: Flask, cast: Cast, sample: Answer) -> Program:
    return Program(app, cast.ben)


def served(program: Program) -> list[int]:
    return [one["id"] for one in program.get("/judging").json["answers"]]


def put(program: Program, answer: Answer, fact: int = 0, persuasion: int = 2):
    return program.put(f"/answers/{answer.id}/vote", fact=fact, persuasion=persuasion)


def kept(answer: Answer) -> tuple[int, ...]:
    tally = db.session.get_one(Tally, answer.id, populate_existing=True)
    return tally.votes, tally.weight, tally.fact, tally.persuasion, tally.quality, tally.revision


def test_the_queue_holds_a_sample_that_nothing_marks(ben: Program, cast: Cast, sample: Answer):
    (one,) = ben.get("/judging").json["answers"]
    assert one.keys() == {"id", "text", "proof", "challenge"}
    assert one["id"] == sample.id
    mine = select(Assignment).where(Assignment.judge_id == cast.ben.id)
    assert db.session.scalars(mine).one().sample


def test_a_program_that_looks_at_it_alone_cannot_tell_either(ben: Program, sample: Answer):
    served(ben)
    assert not ben.get(f"/answers/{sample.id}").json["closed"]
    put(ben, sample)
    assert ben.get(f"/answers/{sample.id}").json["closed"]


def test_who_became_a_coach_gives_no_verdict_on_what_was_their_sample(
    app: Flask, ben: Program, cast: Cast, sample: Answer
):
    served(ben)
    with work():
        db.session.get_one(Person, cast.ben.id).role = "coach"
        db.session.add(CoachedCohort(person_id=cast.ben.id, cohort_id=cast.autumn.id))
    refused(put(Program(app, cast.ben), sample), 409, "closed")
    assert [vote["name"] for vote in coach_votes(sample.id)] == ["Kofi"]


def test_a_vote_on_it_earns_a_point_weighs_nothing_and_shows_the_verdict(ben: Program, cast: Cast, sample: Answer):
    served(ben)
    before, author = kept(sample), total(cast.ana.id)
    vote = put(ben, sample)
    assert vote.status_code == 200
    assert vote.json["verdict"] == {"fact": 2, "persuasion": 1, "by": "Kofi"}
    assert (vote.json["votes"], vote.json["score"], vote.json["fact"]) == (0, None, None)
    assert kept(sample) == before
    assert total(cast.ben.id) == 1
    assert total(cast.ana.id) == author
    assert db.session.scalars(select(Vote.weight).where(Vote.judge_id == cast.ben.id)).all() == [0]
    assert differences() == []
    assert (cast.ben.id, "judgements") not in recount()


def test_it_is_judged_once(ben: Program, sample: Answer):
    served(ben)
    first = put(ben, sample)
    assert put(ben, sample).json == first.json
    refused(put(ben, sample, fact=2), 409, "known to you")
    assert served(ben) == []


def test_a_closed_reply_that_is_no_sample_of_theirs_stays_closed(app: Flask, ben: Program, cast: Cast, sample: Answer):
    refused(put(ben, sample), 404)
    with work():
        db.session.add(Assignment(judge_id=cast.ben.id, answer_id=sample.id, at=NOON - timedelta(days=7)))
    refused(put(ben, sample), 409, "closed")
    assert served(ben) == [], "what was served before it closed is nobody's sample"


@pytest.mark.parametrize("who", ["ana", "outsider", "kofi"])
def test_nobody_else_is_served_it(app: Flask, cast: Cast, sample: Answer, who: str):
    assert served(Program(app, getattr(cast, who))) == []


def test_only_what_a_coach_judged_and_nobody_set_aside_is_a_sample(app: Flask, cast: Cast, clock: Clock):
    with work():
        answer = a_reply(cast.ana, NOON - timedelta(days=7))
        a_vote(cast.cleo, answer, 2, 1, NOON - timedelta(days=7))
        close_due(now=NOON)
    assert served(Program(app, cast.ben)) == []


def test_one_that_was_begun_stays_in_the_queue(ben: Program, sample: Answer):
    assert served(ben) == served(ben) == [sample.id]


def test_one_a_day_is_mixed_in_while_others_wait(app: Flask, cast: Cast, clock: Clock, sample: Answer):
    with work():
        another = a_reply(cast.cleo, NOON - timedelta(days=6))
        a_vote(cast.kofi, another, 1, 1, NOON - timedelta(days=6))
        close_due(now=NOON)
        for person in (cast.ana, cast.cleo, cast.dev):
            a_reply(person, NOON)
        a_reply(cast.ben, NOON)
    ben = Program(app, cast.ben)
    queue = served(ben)
    assert another.id in queue[:2]
    assert sample.id not in queue
    put(ben, another)
    assert sample.id not in served(ben), "the day has had its sample"
    clock.forward(days=1)
    assert sample.id in served(ben), "the next day has another, at the end or among the others"


def test_a_judge_who_is_known_gets_them_seldom(cast: Cast, sample: Answer):
    known = dict.fromkeys(("fact_lean", "fact_error", "persuasion_lean", "persuasion_error"), 0.0)
    with work():
        db.session.add(Assignment(judge_id=cast.ben.id, answer_id=sample.id, at=NOON - timedelta(days=1), sample=True))
        db.session.add(
            Reliability(
                judge_id=cast.ben.id, weight=1000, learned=1000, replies=50, shared=20, learned_at=NOON, **known
            )
        )
    assert not samples._is_due(samples._stand(cast.ben, TUESDAY), cast.ben, TUESDAY)
    later = TUESDAY + timedelta(days=5)
    assert samples._is_due(samples._stand(cast.ben, later), cast.ben, later)


def test_the_page_shows_it_as_any_other_and_then_the_verdict(app: Flask, cast: Cast, sample: Answer):
    with work():
        a_reply(cast.ben, NOON)
    ben = Browser(app, cast.ben)
    page = ben.get("/?step=judge")
    assert sample.text in page.text
    assert "Is the fact right?" in page.text
    voted = ben.tap(f"/answers/{sample.id}/vote", fact="0", persuasion="2")
    assert "Kofi has judged this one before: the fact is right" in voted.text
    assert "data-tally" not in voted.text
    after = ben.get(f"/answers/{sample.id}")
    assert "Kofi has judged this one before" in after.text
    assert "data-tally" not in after.text


def test_a_socket_answers_with_the_verdict_too(ben: Program, cast: Cast, sample: Answer):
    served(ben)
    with work():
        said = live.vote(cast.ben, {"answer_id": sample.id, "fact": 2, "persuasion": 1})
    assert said == {"tally": None, "verdict": {"fact": 2, "persuasion": 1, "by": "Kofi"}}


def test_a_phone_keeps_none_for_its_verdict_is_not_known_there(app: Flask, cast: Cast, sample: Answer):
    with work():
        a_reply(cast.ben, NOON)
    assert sample.text not in Browser(app, cast.ben).get("/kept").text


@given(st.integers(0, 200), st.dates(date(2026, 1, 1), date(2026, 12, 1)), st.integers(0, 400))
def test_never_twice_a_day_and_never_never(shared: int, last: date, days: int):
    assert not rules.is_sample_due(shared, last, last)
    assert rules.is_sample_due(shared, last, last + timedelta(days=1 + shared // 4 + days))
    assert rules.is_sample_due(shared, None, last)
