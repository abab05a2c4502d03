"""What is learned here of how memory fades, and what goes by it from then on."""

from datetime import timedelta
from random import Random

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.cast import NOON, TUESDAY, Cast
from tests.doors import statements
from tests.need.memories import remember
from webapp.core.work import work
from webapp.extensions import db
from webapp.need import queries as need
from webapp.people.models import Person
from webapp.playbook.models import Fact
from webapp.schedule import actions, fits, recalls, tasks
from webapp.schedule.fitting import LEAST, Fit
from webapp.schedule.memory import BY_DEFAULT, Curve
from webapp.schedule.models import Card, MemoryFit, Recall

HALF = Curve(0.5, 0.2)


@pytest.fixture
def fact(cast: Cast) -> int:
    return db.session.scalars(select(Fact.id).order_by(Fact.position)).first() or 0


def answered_before(person: Person, fact: int, number: int, truth: Curve) -> None:
    """So many answers of somebody who forgets by that curve."""
    chance = Random(number)
    for n in range(number):
        days, stability = chance.randint(1, 30), chance.uniform(2, 20)
        at = NOON - timedelta(days=number - n)
        knows = chance.random() < truth.recalled(float(days), stability)
        told = {"since_days": days, "stability": stability, "correct": knows, "predicted": 0.9}
        db.session.add(
            Recall(person_id=person.id, fact_id=fact, due_on=at.date(), answered_at=at, day=at.date(), **told)
        )


def learned(curve: Curve) -> None:
    with work():
        actions.keep_fit(Fit(1000, curve, 0.6, 0.5), now=NOON)


def answer(person: Person, fact: int, *, days: int) -> Recall:
    """Right, so many days after Tuesday."""
    day, now = TUESDAY + timedelta(days=days), NOON + timedelta(days=days)
    with work():
        recall = Recall(person_id=person.id, fact_id=fact, due_on=day)
        db.session.add(recall)
        db.session.flush()
        choice = recalls.right_answer(recall).id
        return actions.answer_recall(person, recall.id, choice, seconds=None, day=day, now=now)


def kept() -> int:
    return db.session.scalar(select(func.count()).select_from(MemoryFit)) or 0


def test_below_four_hundred_answers_it_stays_with_the_defaults(app: Flask, cast: Cast, fact: int) -> None:
    with work():
        answered_before(cast.ana, fact, LEAST - 1, HALF)
    assert tasks.learn_curve() == 0
    assert (fits.curve(), fits.so_far(), kept()) == (BY_DEFAULT, LEAST - 1, 0)


def test_answers_that_tell_nothing_do_not_count(app: Flask, cast: Cast, fact: int) -> None:
    with work():
        answered_before(cast.ana, fact, LEAST, HALF)
        db.session.flush()
        first, second = db.session.scalars(select(Recall).limit(2))
        first.stability, second.since_days = None, 0
    assert (tasks.learn_curve(), fits.so_far()) == (0, LEAST - 2)


def test_once_enough_are_there_they_teach_and_teach_it_once(app: Flask, cast: Cast, fact: int) -> None:
    with work():
        answered_before(cast.ana, fact, 1500, HALF)
    assert tasks.learn_curve() == 1500
    fit = fits.newest()
    assert fit
    assert (fit.answers, Curve(fit.longer, fit.decay)) == (1500, fits.curve())
    assert fit.loss_after < fit.loss_before
    assert 0.35 < fit.longer < 0.7
    assert (tasks.learn_curve(), kept()) == (0, 1)


def test_what_was_learned_last_counts(app: Flask, cast: Cast) -> None:
    learned(Curve(3.0, 0.3))
    learned(HALF)
    assert (fits.curve(), kept()) == (HALF, 2)


def test_an_answer_keeps_what_memory_was_before_it(app: Flask, cast: Cast, fact: int) -> None:
    with work():
        actions.introduce(cast.ana, fact, day=TUESDAY, now=NOON)
    first = answer(cast.ana, fact, days=2)
    assert (first.stability, first.predicted) == (None, None)
    before = db.session.get_one(Card, (cast.ana.id, fact)).memory["stability"]
    second = answer(cast.ana, fact, days=5)
    assert (second.stability, second.since_days) == (before, 3)
    assert second.predicted == BY_DEFAULT.recalled(3.0, before)


def test_forecasts_and_dates_go_by_what_was_learned_and_cards_do_not(app: Flask, cast: Cast, fact: int) -> None:
    with work():
        remember([cast.ana, cast.ben], [fact], NOON)
    by_default = answer(cast.ben, fact, days=3)
    learned(HALF)
    here = answer(cast.ana, fact, days=3)
    mine, theirs = (db.session.get_one(Card, (one.id, fact)).memory for one in (cast.ana, cast.ben))
    assert mine == theirs
    assert by_default.predicted
    assert here.predicted
    assert here.predicted == pytest.approx(HALF.recalled(3.0, here.stability or 0))
    assert here.predicted < by_default.predicted
    assert recalls.next_due(cast.ana, fact) == TUESDAY + timedelta(days=3 + HALF.wait(mine["stability"]))
    assert recalls.next_due(cast.ben, fact) == TUESDAY + timedelta(days=3 + BY_DEFAULT.wait(theirs["stability"]))


def test_it_costs_an_answer_and_a_plan_one_query_each(app: Flask, cast: Cast, fact: int) -> None:
    with work():
        remember([cast.ana, cast.ben, cast.cleo], [fact], NOON)
    with statements() as seen:
        answer(cast.ana, fact, days=3)
    assert sum("memory_fits" in one for one in seen) == 1
    with statements() as seen:
        need.facts_remembered([cast.ana.id, cast.ben.id, cast.cleo.id])
    assert sum("memory_fits" in one for one in seen) == 1


def test_need_expects_forgetting_by_what_was_learned(app: Flask, cast: Cast, fact: int) -> None:
    with work():
        remember([cast.ana], [fact], NOON)
    later, people = TUESDAY + timedelta(days=5), [cast.ana.id]
    before = need.facts_remembered(people).lost(later)[fact]
    learned(HALF)
    assert need.facts_remembered(people).lost(later)[fact] > before
