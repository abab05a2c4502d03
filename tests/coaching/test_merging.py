"""A coach of two accounts: their notes and minutes go over to the one that is kept."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.builders import a_reply
from tests.cast import NOON, Cast
from webapp.answers.models import Answer
from webapp.coaching.actions import close_look, open_look, write_note
from webapp.coaching.budgets import day_of, set_budget
from webapp.coaching.queries import notes_for, spent
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.merging import merge
from webapp.people.models import CoachedCohort, Person


@pytest.fixture
def twin(app: Flask, cast: Cast) -> Person:
    with work():
        twin = cast.person("Kofi Twin", "coach")
        db.session.add(CoachedCohort(person_id=twin.id, cohort_id=cast.autumn.id))
    return twin


@pytest.fixture
def answer(cast: Cast) -> Answer:
    with work():
        return a_reply(cast.ana, NOON)


def merged(cast: Cast, keep: Person, drop: Person) -> None:
    with work():
        merge(cast.ada, keep, drop, now=NOON)
    db.session.expire_all()


def test_notes_and_minutes_follow(cast: Cast, twin: Person, answer: Answer):
    with work():
        write_note(cast.kofi, answer.id, "Good opening", now=NOON)
        open_look(cast.kofi, answer.id, now=NOON)
        close_look(cast.kofi, answer.id, now=NOON + timedelta(minutes=2))
    assert notes_for(twin, answer) == []
    merged(cast, twin, cast.kofi)
    assert [note.text for note in notes_for(twin, answer)] == ["Good opening"]
    assert (spent(twin, NOON).minutes, spent(cast.kofi, NOON).minutes) == (2, 0)


def test_where_both_wrote_the_author_goes_on_reading_both(cast: Cast, twin: Person, answer: Answer):
    with work():
        write_note(cast.kofi, answer.id, "Good opening", now=NOON)
        write_note(twin, answer.id, "A good end, too", now=NOON)
    merged(cast, twin, cast.kofi)
    assert [note.text for note in notes_for(twin, answer)] == ["A good end, too"]
    assert {note.text for note in notes_for(cast.ana, answer)} == {"Good opening", "A good end, too"}


def test_of_two_budgets_the_kept_accounts_own_stays_and_an_only_one_goes_over(cast: Cast, twin: Person):
    with work():
        set_budget(cast.kofi, 15, now=NOON)
        third = cast.person("Kofi Third", "coach")
    merged(cast, twin, cast.kofi)
    assert day_of(twin, now=NOON).minutes == 15
    with work():
        set_budget(third, 5, now=NOON)
    merged(cast, third, twin)
    assert day_of(third, now=NOON).minutes == 5
