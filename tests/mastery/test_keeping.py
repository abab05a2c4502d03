"""The sums are what their sources give: after closing, moderation, recalls, a merge, and any other sequence."""

import random
from datetime import date, timedelta

import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import select, update

from tests.builders import a_reply, a_vote, next_noon
from tests.cast import NOON, TUESDAY, Cast
from tests.streaks.office import MONDAY, at, found_office, reply
from tests.streaks.test_listeners import queries
from webapp.answers.models import Answer
from webapp.core.problems import Conflict
from webapp.core.work import work
from webapp.extensions import db
from webapp.mastery.actions import rebuild
from webapp.mastery.models import TopicWeek
from webapp.mastery.queries import topics_of, totals_of
from webapp.mastery.rules import Sums
from webapp.mastery.verify import sentences
from webapp.people.merging import merge
from webapp.people.models import Person
from webapp.points.events import verifying
from webapp.schedule.actions import answer_recall
from webapp.schedule.recalls import due_recalls
from webapp.voting.actions import close_due
from webapp.voting.moderation import moderate

THIS_WEEK, NEXT_WEEK = date(2026, 11, 23), date(2026, 11, 30)


def sums_of(person: Person) -> dict[date, Sums]:
    db.session.rollback()
    rows = db.session.scalars(select(TopicWeek).where(TopicWeek.person_id == person.id))
    return {row.week: Sums(*(getattr(row, name) for name in Sums._fields)) for row in rows}


def a_closed_reply(cast: Cast, *votes: tuple[int, int]) -> Answer:
    with work():
        answer = a_reply(cast.ana, NOON)
        for judge, vote in zip((cast.ben, cast.cleo, cast.dev), votes, strict=False):
            a_vote(judge, answer, *vote, now=NOON)
    close()
    return answer


def close() -> None:
    with work():
        close_due(now=next_noon(NOON, 5))


def test_a_reply_counts_from_its_closing_with_the_scores_it_closed_with(cast: Cast):
    with work():
        answer = a_reply(cast.ana, NOON)
        a_vote(cast.ben, answer, 2, 1, NOON)
    assert sums_of(cast.ana) == {}
    close()
    fact, persuasion = (2 + 3) / (2 * 4), (1 + 3) / (2 * 4)
    assert sums_of(cast.ana) == {THIS_WEEK: Sums(1, fact, fact**2, persuasion, persuasion**2)}


def test_one_that_nobody_judged_says_nothing(cast: Cast):
    a_closed_reply(cast)
    assert sums_of(cast.ana) == {}


def test_set_aside_it_counts_no_more_until_it_is_restored(cast: Cast):
    answer = a_closed_reply(cast, (2, 2), (1, 2))
    before = sums_of(cast.ana)
    for kind, expected in (("no_attempt", {}), ("restored", before), ("hidden", {}), ("restored", before)):
        with work():
            moderate(cast.kofi, answer.id, kind, "Because.", now=next_noon(NOON, 5))
        assert sums_of(cast.ana) == expected


def test_what_was_set_aside_before_its_closing_never_counts(cast: Cast):
    with work():
        answer = a_reply(cast.ana, NOON)
        a_vote(cast.ben, answer, 2, 1, NOON)
        moderate(cast.kofi, answer.id, "no_attempt", "Because.", now=NOON)
    close()
    assert sums_of(cast.ana) == {}


def test_a_recall_counts_on_its_own_day(cast: Cast):
    with work():
        a_reply(cast.ana, NOON)
    later = TUESDAY + timedelta(days=6)
    with work():
        (due,) = due_recalls(cast.ana, later)
        right = next(choice for choice in due.fact.choices if choice.is_right)
        answer_recall(cast.ana, due.id, right.id, seconds=2.0, day=later, now=next_noon(NOON, 6))
    assert sums_of(cast.ana) == {NEXT_WEEK: Sums(recalls=1, recalled=1)}


def test_merging_two_accounts_adds_up_what_they_know(cast: Cast):
    with work():
        twin = cast.person("Ana Twin", "rep", cast.reds, cast.autumn)
        first, second = a_reply(cast.ana, NOON), a_reply(twin, next_noon(NOON))
        for answer in (first, second):
            a_vote(cast.ben, answer, 2, 2, NOON if answer is first else next_noon(NOON))
    close()
    both = totals_of([cast.ana.id, twin.id], THIS_WEEK)
    assert [both[one.id].replies for one in (cast.ana, twin)] == [1, 1]
    with work():
        merge(cast.ada, cast.ana, twin, now=next_noon(NOON, 6))
    assert totals_of([cast.ana.id, twin.id], THIS_WEEK)[cast.ana.id].replies == 2
    assert sums_of(twin) == {}
    assert sentences() == []


def test_means_are_by_topic_and_never_anybody_elses(cast: Cast):
    answer = a_closed_reply(cast, (2, 2))
    topic = answer.challenge.fact.topic_id
    found = topics_of([cast.ana.id, cast.ben.id], THIS_WEEK)
    assert found.keys() == {(cast.ana.id, topic)}
    assert found[cast.ana.id, topic].fact is None, "one reply is too few"
    assert topics_of([cast.ben.id], THIS_WEEK) == {}
    assert topics_of([cast.ana.id], NEXT_WEEK) == topics_of([cast.ana.id], date(2026, 1, 1), THIS_WEEK) == {}


def test_a_sum_that_was_tampered_with_is_named_and_rebuilt(app: Flask, cast: Cast):
    a_closed_reply(cast, (2, 2))
    kept = sums_of(cast.ana)
    with work():
        db.session.execute(update(TopicWeek).values(replies=9))
    (found,) = sentences()
    assert "kept (9," in found
    assert [found] in [told for _check, told in verifying.send()]
    run = app.test_cli_runner()
    assert run.invoke(args=["mastery", "verify"]).exit_code == 1
    assert "1 sums rebuilt" in run.invoke(args=["mastery", "rebuild"]).output
    assert "Nothing differs." in run.invoke(args=["mastery", "verify"]).output
    assert sums_of(cast.ana) == kept


@pytest.mark.parametrize("seed", range(3))
def test_no_sequence_makes_the_sums_differ_from_their_sources(app: Flask, seed: int):
    office, chance = found_office(reps=5), random.Random(seed)
    for n in range(14):
        day = MONDAY + timedelta(n)
        for person in office.reps:
            if chance.random() < 0.7:
                with work():
                    reply(person, at(day), f"Nine days. {person.id} {day}")
            with work():
                for due in due_recalls(person, day):
                    choice = chance.choice(due.fact.choices)
                    answer_recall(person, due.id, choice.id, seconds=3.0, day=day, now=at(day))
        _judge_and_moderate(office, day, chance)
        assert sentences() == []
    kept = {row.person_id for row in db.session.scalars(select(TopicWeek))}
    assert kept == {person.id for person in office.reps}
    with work():
        rebuild()
    assert sentences() == []


def _judge_and_moderate(office, day: date, chance: random.Random) -> None:
    ids = list(db.session.scalars(select(Answer.id).where(Answer.day == day)))
    for judge in [*office.reps, office.coach]:
        for answer in (db.session.get_one(Answer, one) for one in ids):
            if answer.person_id != judge.id and chance.random() < 0.5:
                with work():
                    a_vote(judge, answer, chance.randrange(3), chance.randrange(3), at(day, 13))
    with work():
        close_due(now=at(day, 21))
    for one in chance.sample(every := list(db.session.scalars(select(Answer.id))), min(2, len(every))):
        try:
            with work():
                kind = chance.choice(["hidden", "no_attempt", "restored"])
                moderate(office.coach, one, kind, "Because.", now=at(day, 22))
        except Conflict:
            continue


def test_the_migration_counts_what_was_there_before_it(app: Flask, cast: Cast):
    a_closed_reply(cast, (2, 2), (1, 0))
    with work():
        (due,) = due_recalls(cast.ana, TUESDAY + timedelta(days=6))
        answer_recall(
            cast.ana,
            due.id,
            due.fact.choices[0].id,
            seconds=2.0,
            day=TUESDAY + timedelta(days=6),
            now=next_noon(NOON, 6),
        )
    kept = sums_of(cast.ana)
    before = ScriptDirectory(app.extensions["migrate"].directory).get_revision("0024").down_revision
    downgrade(revision=before)
    assert sums_of(cast.ana) == {}
    upgrade()
    assert sums_of(cast.ana) == kept
    assert sentences() == []


def test_closing_many_costs_as_many_statements_as_closing_one(cast: Cast):
    counts = []
    for n, people in enumerate(([cast.ana], [cast.ben, cast.cleo, cast.dev])):
        noon = next_noon(NOON, n)
        with work():
            for person in people:
                a_vote(cast.kofi, a_reply(person, noon), 2, 1, noon)
        with queries() as run, work():
            close_due(now=next_noon(noon, 5))
        counts.append(len([one for one in run if "topic_weeks" in one or "topic_id" in one]))
    assert counts[0] == counts[1]
