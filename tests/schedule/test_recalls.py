"""Recalls: asked when FSRS says so, three a day, graded once, by their owner alone."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.schedule.conftest import MONDAY, NOW, counted
from webapp.core.problems import Conflict, Invalid, NotFound
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.models import Person
from webapp.playbook.models import Choice, Fact
from webapp.schedule import actions, queries, recalls
from webapp.schedule.events import recall_answered
from webapp.schedule.models import Card, Recall

pytestmark = pytest.mark.usefixtures("playbook")


def on(n: int) -> date:
    return MONDAY + timedelta(days=n)


def introduce(person: Person, *facts: int, n: int = 0) -> None:
    with work():
        for fact in facts:
            actions.introduce(person, fact, day=on(n), now=NOW + timedelta(days=n))


def answer(person: Person, recall: int, choice: int, n: int = 1) -> Recall:
    with work():
        return actions.answer_recall(person, recall, choice, seconds=4.2, day=on(n), now=NOW + timedelta(days=n))


def wrong(recall: Recall) -> int:
    return next(choice.id for choice in recall.fact.choices if not choice.is_right)


def right(recall: Recall) -> int:
    return recalls.right_answer(recall).id


@pytest.fixture
def facts() -> list[int]:
    return list(db.session.scalars(select(Fact.id).order_by(Fact.position)))


@pytest.fixture
def due(rep: Person, facts: list[int]) -> Recall:
    """The rep's first recall, due on Tuesday."""
    introduce(rep, facts[0])
    return recalls.due_recalls(rep, on(1))[0]


@pytest.fixture
def heard() -> Iterator[list[int]]:
    """The recalls whose answers the rooms above were told of."""
    told: list[int] = []

    def hear(recall: Recall, **_: Any) -> None:
        told.append(recall.id)

    with recall_answered.connected_to(hear):
        yield told


def open_days(person: Person) -> list[date]:
    return list(
        db.session.scalars(select(Recall.due_on).where(Recall.person_id == person.id, Recall.answered_at.is_(None)))
    )


def test_a_fact_is_asked_for_the_day_after_its_first_reply(rep: Person, facts: list[int]) -> None:
    introduce(rep, facts[0])
    assert recalls.due_recalls(rep, on(0)) == []
    assert [recall.fact_id for recall in recalls.due_recalls(rep, on(1))] == [facts[0]]


def test_a_second_reply_with_the_fact_introduces_nothing(rep: Person, facts: list[int]) -> None:
    introduce(rep, facts[0])
    introduce(rep, facts[0], n=1)
    assert open_days(rep) == [on(1)]


def test_a_right_answer_is_kept_and_asked_again_later(rep: Person, due: Recall, heard: list[int]) -> None:
    done = answer(rep, due.id, right(due))
    assert (done.correct, done.day, done.seconds, done.choice_id) == (True, on(1), 4.2, right(due))
    assert done.answered_at == NOW + timedelta(days=1)
    assert heard == [due.id]
    assert open_days(rep) == [on(3)]


def test_a_wrong_answer_comes_back_tomorrow(rep: Person, due: Recall, heard: list[int]) -> None:
    assert answer(rep, due.id, wrong(due)).correct is False
    assert heard == [due.id]
    assert open_days(rep) == [on(2)]


def test_the_memory_learns_from_one_occurrence_to_the_next(rep: Person, due: Recall) -> None:
    waits, n = [], 1
    for _ in range(4):
        recall = recalls.due_recalls(rep, on(n))[0]
        answer(rep, recall.id, right(recall), n)
        (day,) = open_days(rep)
        waits.append((day - on(n)).days)
        n = (day - MONDAY).days
    assert waits == sorted(set(waits))


def test_a_repeat_gets_the_first_result_and_changes_nothing(rep: Person, due: Recall, heard: list[int]) -> None:
    first = answer(rep, due.id, right(due))
    card = dict(db.session.get_one(Card, (rep.id, due.fact_id)).memory)
    again = answer(rep, due.id, wrong(due), n=2)
    assert (again.correct, again.day, again.choice_id) == (True, on(1), right(due))
    assert first.id == again.id
    assert heard == [due.id]
    assert open_days(rep) == [on(3)]
    assert db.session.get_one(Card, (rep.id, due.fact_id)).memory == card


def test_a_strangers_recall_is_not_found(person: Callable[..., Person], due: Recall, heard: list[int]) -> None:
    stranger = person("stranger")
    with pytest.raises(NotFound):
        answer(stranger, due.id, right(due))
    assert recalls.due_recalls(stranger, on(9)) == []
    assert (heard, recalls.own_recall(db.session.get_one(Person, due.person_id), due.id).answered_at) == (
        [],
        None,
    )


def test_a_recall_that_is_not_there_is_not_found(rep: Person) -> None:
    with pytest.raises(NotFound):
        answer(rep, 10**6, 1)


def test_another_questions_choice_is_refused_and_nothing_counts(
    rep: Person, due: Recall, facts: list[int], heard: list[int]
) -> None:
    foreign = db.session.scalars(select(Choice.id).where(Choice.fact_id == facts[1])).first()
    assert foreign is not None
    for choice in (foreign, 10**6, -1):
        with pytest.raises(Invalid):
            answer(rep, due.id, choice)
    assert (heard, open_days(rep)) == ([], [on(1)])


def test_a_question_of_a_later_day_is_refused(rep: Person, due: Recall, heard: list[int]) -> None:
    with pytest.raises(Conflict):
        answer(rep, due.id, right(due), n=0)
    assert (heard, open_days(rep)) == ([], [on(1)])


def test_at_most_three_a_day_those_already_answered_included(rep: Person, facts: list[int]) -> None:
    introduce(rep, *facts[:4])
    introduce(rep, facts[4], n=-1)
    first = recalls.due_recalls(rep, on(1))
    assert [recall.fact_id for recall in first] == [facts[4], facts[0], facts[1]]
    answer(rep, first[0].id, right(first[0]))
    assert recalls.due_recalls(rep, on(1)) == first[1:]
    for recall in first[1:]:
        answer(rep, recall.id, right(recall))
    assert recalls.due_recalls(rep, on(1)) == []
    assert recalls.answered_recalls(rep, on(1)) == 3
    fourth = db.session.scalars(select(Recall).where(Recall.fact_id == facts[2])).one()
    with pytest.raises(Conflict, match="tomorrow"):
        answer(rep, fourth.id, right(fourth))
    assert [recall.fact_id for recall in recalls.due_recalls(rep, on(2))] == facts[2:4]


def test_a_fact_out_of_date_is_no_longer_asked(rep: Person, due: Recall) -> None:
    with work():
        db.session.execute(update(Fact).where(Fact.id == due.fact_id).values(valid_until=on(1)))
    assert recalls.due_recalls(rep, on(1)) == [due]
    assert recalls.due_recalls(rep, on(2)) == []


def test_choices_keep_their_order_and_show_nothing_of_which_is_right(due: Recall) -> None:
    shown = recalls.choices_for(due)
    assert shown == recalls.choices_for(due)
    assert {tuple(choice) for choice in shown} == {("id", "text")}
    assert {choice["text"] for choice in shown} == {"9 days", "3 days", "4 weeks"}
    assert recalls.right_answer(due).text == "9 days"


def test_the_shape_of_a_recall_is_the_contracts(due: Recall) -> None:
    shape = recalls.recall_shape(due)
    assert shape == {"id": due.id, "question": due.fact.question, "choices": recalls.choices_for(due)}


def test_coming_sessions_share_the_waiting_recalls_three_a_day(rep: Person, facts: list[int]) -> None:
    introduce(rep, *facts[:7])
    days = queries.upcoming(rep, on(1), 4)
    assert [len(one.recalls) for one in days] == [3, 3, 1, 0]
    spread = [recall.id for one in days for recall in one.recalls]
    assert len(set(spread)) == 7


def test_a_recall_is_not_in_a_session_before_it_is_due(rep: Person, facts: list[int]) -> None:
    introduce(rep, facts[0])
    assert [len(one.recalls) for one in queries.upcoming(rep, on(0), 2)] == [0, 1]


def test_reading_three_recalls_takes_as_many_queries_as_reading_one(rep: Person, facts: list[int]) -> None:
    introduce(rep, facts[0])
    with counted() as few:
        assert [recalls.recall_shape(recall) for recall in recalls.due_recalls(rep, on(1))]
    introduce(rep, *facts[1:])
    with counted() as many:
        assert len([recalls.recall_shape(recall) for recall in recalls.due_recalls(rep, on(1))]) == 3
    assert len(many) == len(few)


def test_eight_answers_at_once_are_graded_once(app: Flask, rep: Person, due: Recall, heard: list[int]) -> None:
    recall_id, choices, person_id = due.id, [right(due), wrong(due)] * 4, rep.id
    db.session.rollback()

    def tap(choice: int) -> bool | None:
        with app.app_context():
            return answer(db.session.get_one(Person, person_id), recall_id, choice).correct

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(tap, choices))
    assert len(set(results)) == 1
    assert heard == [recall_id]
    assert len(open_days(rep)) == 1
