"""Soft skills are spaced: a closed reply grades how its author talks about a topic in a situation."""

from datetime import UTC, datetime, timedelta

from flask import Flask
from fsrs import Rating
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.builders import a_reply, a_vote
from tests.cast import NOON, TUESDAY, Cast
from tests.doors import Clock, Program
from webapp.answers.models import Answer
from webapp.core.work import work
from webapp.extensions import db
from webapp.need import queries
from webapp.need.knack import Said, grade, remembered, reviewed
from webapp.need.models import Knack
from webapp.people.merging import merge
from webapp.playbook.models import Challenge, Prompt
from webapp.voting.actions import close_due
from webapp.voting.moderation import moderate

START = datetime(2026, 1, 1, tzinfo=UTC)


def knacks() -> list[Knack]:
    db.session.expire_all()
    return list(db.session.scalars(select(Knack).order_by(Knack.person_id)))


def as_kept(found: list[Knack]) -> list[tuple[object, ...]]:
    """All but whose."""
    names = ("topic_id", "situation", "stability", "difficulty", "reviewed_at", "replies", "persuasion")
    return [tuple(getattr(one, name) for name in names) for one in found]


def judged(cast: Cast, persuasion: int) -> Answer:
    """Ana's reply, which Ben and Cleo judged alike, and whose voting has closed."""
    with work():
        answer = a_reply(cast.ana, NOON)
        for judge in (cast.ben, cast.cleo):
            a_reply(judge, NOON)
            a_vote(judge, answer, 2, persuasion, NOON)
    with work():
        close_due(now=answer.closes_at)
    return answer


def test_closing_grades_the_topic_and_the_situation(cast: Cast):
    answer = judged(cast, 2)
    (knack,) = knacks()
    prompt = answer.challenge.prompt
    assert (knack.person_id, knack.topic_id) == (cast.ana.id, answer.challenge.fact.topic_id)
    assert knack.situation == prompt.situation
    assert (knack.replies, knack.persuasion, knack.reviewed_at) == (1, 0.7, NOON), "two votes and a prior of three"


def test_a_reply_that_loses_the_prospect_comes_back_sooner(cast: Cast, app: Flask):
    judged(cast, 0)
    (weak,) = knacks()
    strong = reviewed(None, 0.7, NOON)
    assert weak.stability < strong.stability / 5
    ((lost, count),) = queries.knacks_remembered([cast.ana.id]).lost(TUESDAY + timedelta(days=7)).values()
    assert count == 1
    assert lost > 0.2


def test_a_reply_that_nobody_judged_or_that_was_set_aside_says_nothing(cast: Cast):
    with work():
        a_reply(cast.ben, NOON)
        answer = a_reply(cast.ana, NOON)
        a_vote(cast.ben, answer, 0, 0, NOON)
        moderate(cast.kofi, answer.id, "no_attempt", "Just a dot.", now=NOON)
    with work():
        assert close_due(now=answer.closes_at) == 2
    assert knacks() == []


def test_what_is_set_aside_after_closing_is_unlearned_and_what_is_restored_learned_again(cast: Cast):
    answer = judged(cast, 2)
    before = as_kept(knacks())
    with work():
        moderate(cast.kofi, answer.id, "no_attempt", "Just a dot.", now=NOON + timedelta(days=9))
    assert knacks() == []
    with work():
        moderate(cast.kofi, answer.id, "restored", "I was wrong.", now=NOON + timedelta(days=9))
    assert as_kept(knacks()) == before


def test_replies_are_learned_in_the_order_in_which_they_were_written(cast: Cast):
    """The first one closes last; it was weak, the second strong."""
    with work():
        first, second = (a_reply(cast.ana, NOON + timedelta(days=n)) for n in range(2))
        db.session.get_one(Challenge, second.challenge_id).fact_id = first.challenge.fact_id
        db.session.get_one(Prompt, second.challenge.prompt_id).situation = first.challenge.prompt.situation
        for answer, persuasion in ((first, 0), (second, 2)):
            a_vote(cast.kofi, answer, 2, persuasion, NOON + timedelta(days=1))
    for answer in (second, first):
        with work():
            close_due(now=NOON + timedelta(days=9), answer_ids=[answer.id])
    (knack,) = knacks()
    in_order = remembered([Said(0.25, NOON), Said(0.75, NOON + timedelta(days=1))])
    assert (knack.stability, knack.difficulty, knack.reviewed_at) == in_order
    assert (knack.replies, knack.persuasion) == (2, 1.0)


def test_a_merged_account_brings_its_knack_along(cast: Cast):
    judged(cast, 2)
    before = as_kept(knacks())
    with work():
        merge(cast.ada, cast.dev, cast.ana, now=NOON + timedelta(days=9))
    assert [one.person_id for one in knacks()] == [cast.dev.id]
    assert as_kept(knacks()) == before


def test_practice_goes_to_the_situation_that_is_weak(app: Flask, cast: Cast, clock: Clock):
    """Ana met two facts long ago; she lost prospects over one of them, in the situation of its other prompt."""
    with work():
        first, second = a_reply(cast.ana, NOON), a_reply(cast.ana, NOON + timedelta(days=1))
    clock.forward(days=30)
    weak = _other_prompt(second)
    with work():
        said = [Said(0.2, clock() - timedelta(days=8 - n)) for n in range(8)]
        where = {"person_id": cast.ana.id, "topic_id": weak.topic_id, "situation": weak.situation}
        db.session.add(Knack(**where, **remembered(said)._asdict(), replies=8, persuasion=8 * 0.2))
    served = Program(app, cast.ana).post("/practice").json
    assert served["prompt"]["id"] == weak.id
    assert served["prompt"]["id"] not in (first.challenge.prompt_id, second.challenge.prompt_id)


def _other_prompt(answer: Answer) -> Prompt:
    """Of its fact, made a talk about trust, as no other is."""
    other = next(one.prompt for one in answer.challenge.fact.challenges if one.id != answer.challenge_id)
    with work():
        db.session.get_one(Prompt, other.id).situation = "trust"
    return other


def test_thresholds_by_hand() -> None:
    """One vote alone gives (v + 1.5) / 4, two alike (2 v + 1.5) / 5 with v in 0, 0.5, 1."""
    assert [grade((v + 1.5) / 4) for v in (0, 0.5, 1)] == [Rating.Hard, Rating.Good, Rating.Good]
    assert [grade((2 * v + 1.5) / 5) for v in (0, 0.5, 1)] == [Rating.Again, Rating.Good, Rating.Easy]


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40)), min_size=1, max_size=12))
def test_whatever_was_replied_a_knack_stays_a_card(replies: list[tuple[float, int]]) -> None:
    said = [Said(persuasion, START + timedelta(days=day)) for persuasion, day in replies]
    kept = remembered(sorted(said, key=lambda one: one.at))
    assert kept.stability > 0
    assert 1 <= kept.difficulty <= 10
    assert kept.reviewed_at == max(one.at for one in said)
