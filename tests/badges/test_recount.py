"""Whatever people did, the counters say what their sources say, and the awards what the counters say."""

import random
from collections import defaultdict
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.streaks.office import MONDAY, Office, at, found_office, practise, reply
from tests.streaks.test_listeners import queries
from webapp.answers.models import Answer
from webapp.badges.catalogue import BADGES
from webapp.badges.models import Award, Counter
from webapp.badges.recount import recount
from webapp.badges.rules import reached
from webapp.badges.verify import differences, sentences
from webapp.core.problems import Conflict
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.models import Person
from webapp.points.events import verifying
from webapp.schedule.actions import answer_recall
from webapp.schedule.recalls import due_recalls
from webapp.voting.actions import Cast, assign, cast_vote, close_due
from webapp.voting.models import REASONS, Tally, Vote

WORDS = ("nine days, a named lead", "nine days", "one lead " + "and a word " * 20 + "nine days", "the usual")

RARE = {"earned_back", "best_replies", "competitions_won"}
"""What chance need not bring about."""


@pytest.fixture
def office(app: Flask) -> Office:
    return found_office(reps=5)


def live(office: Office, day: date, chance: random.Random) -> None:
    """A day of the office's life, taken by chance."""
    for person in office.reps:
        if chance.random() < 0.75:
            _answer(person, day, chance)
        for hour in range(chance.choice([0, 0, 1, 3])):
            with work():
                practise(person, at(day, 12 + hour))
        _recall(person, day, chance)
    for person in [*office.reps, office.coach]:
        _judge(person, day, chance)
    with work():
        close_due(now=at(day, 21))


def _answer(person: Person, day: date, chance: random.Random) -> None:
    text = chance.choice([chance.choice(WORDS), f"{chance.choice(WORDS)} {day}"])
    for _ in range(chance.choice([1, 1, 2])):
        with work():
            reply(person, at(day), text, proof=chance.random() < 0.5)


def _recall(person: Person, day: date, chance: random.Random) -> None:
    with work():
        for recall in due_recalls(person, day):
            choice = chance.choice(recall.fact.choices)
            answer_recall(person, recall.id, choice.id, seconds=3.0, day=day, now=at(day))


def _judge(person: Person, day: date, chance: random.Random) -> None:
    open_ones = (Tally.author_id != person.id, Tally.closed_at.is_(None))
    tallies = select(Tally.answer_id).where(*open_ones).order_by(Tally.answer_id)
    for answer_id in chance.sample(ids := list(db.session.scalars(tallies)), min(6, len(ids))):
        for _ in range(chance.choice([1, 1, 2])):
            cast = Cast(chance.choice([0, 1, 2, 2]), chance.choice([1, 2]), chance.choice([None, *REASONS]))
            try:
                with work():
                    assign(person, [answer_id], now=at(day))
                    cast_vote(person, answer_id, cast, now=at(day, 13))
            except Conflict:
                break


@pytest.mark.parametrize("seed", range(2))
def test_counters_equal_their_sources_and_awards_their_counters(office, seed):
    chance = random.Random(seed)
    for n in range(16):
        live(office, MONDAY + timedelta(n), chance)
    assert differences() == []
    kept = {(c.person_id, c.name): c.value for c in db.session.scalars(select(Counter)) if c.value}
    assert kept == recount()
    assert {name for _, name in kept} >= {badge.counter for badge in BADGES} - RARE
    assert awards() == earned(kept)


def test_a_recount_of_some_leaves_out_the_others(office):
    for n in range(4):
        live(office, MONDAY + timedelta(n), random.Random(n))
    ana, ben = office.reps[:2]
    both = recount([ana.id, ben.id])
    assert both == {key: value for key, value in recount().items() if key[0] in (ana.id, ben.id)}
    assert recount([]) == {}


def test_the_replies_and_judgements_are_those_in_the_tables(office):
    for n in range(4):
        live(office, MONDAY + timedelta(n), random.Random(n))
    counted = recount()
    for person in office.reps:
        own = db.session.scalars(select(Answer).where(Answer.person_id == person.id)).all()
        votes = db.session.scalars(select(Vote).where(Vote.judge_id == person.id)).all()
        judged = [answer for answer in own if not answer.practice and not answer.repeated]
        assert counted.get((person.id, "replies"), 0) == len(judged)
        assert counted.get((person.id, "judgements"), 0) == len(votes)
        assert counted[person.id, "topics"] == len({a.challenge.fact.topic_id for a in judged})


def test_a_counter_that_was_tampered_with_is_named(office):
    with work():
        reply(office.reps[0], at(MONDAY))
    assert sentences() == []
    with work():
        db.session.execute(Counter.__table__.update().where(Counter.name == "replies").values(value=9))
    assert sentences() == [f"badge counter replies of person {office.reps[0].id}: kept 9, its sources give 1"]
    assert sentences() in [told for _check, told in verifying.send()]


def test_a_recounts_queries_do_not_grow_with_what_happened(office):
    counts = []
    for n in range(4):
        live(office, MONDAY + timedelta(n), random.Random(n))
        db.session.rollback()
        with queries() as run:
            recount()
        counts.append(len(run))
    assert len(set(counts)) == 1


def awards() -> set[tuple[int, str, str]]:
    return {(a.person_id, a.badge, a.tier) for a in db.session.scalars(select(Award))}


def earned(counters: dict[tuple[int, str], int]) -> set[tuple[int, str, str]]:
    """What the counters are enough for. Points never fall below a tier here, or awards would outlast them."""
    by_person: dict[int, dict[str, int]] = defaultdict(dict)
    for (person_id, name), value in counters.items():
        by_person[person_id][name] = value
    return {
        (person_id, badge.key, tier)
        for person_id, values in by_person.items()
        for badge in BADGES
        for tier in reached(badge, values.get(badge.counter, 0))
    }
