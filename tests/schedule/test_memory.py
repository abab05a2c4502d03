"""What FSRS makes of right and wrong answers, a session a day."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from fsrs import Card
from hypothesis import given
from hypothesis import strategies as st

from webapp.schedule import memory
from webapp.schedule.memory import BY_DEFAULT, SCHEDULER, Curve

DAY = date(2026, 11, 2)


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def gaps(answers: list[bool], late: int = 0) -> list[int]:
    """How many days the memory waits after each answer, given `late` days after it was due."""
    card, day, found = memory.introduced(7, at(DAY)), memory.first_due(DAY), []
    for correct in answers:
        day += timedelta(days=late)
        card, due = memory.reviewed(card, correct=correct, day=day, now=at(day))
        found.append((due - day).days)
        day = due
    return found


def test_a_new_fact_is_asked_tomorrow() -> None:
    assert memory.first_due(DAY) == DAY + timedelta(days=1)


def test_right_answers_are_asked_ever_later() -> None:
    waits = gaps([True] * 5)
    assert waits == sorted(set(waits))
    assert waits[0] in (2, 3)
    assert waits[-1] > 60


def test_a_wrong_answer_brings_it_back_at_once_and_is_not_forgotten() -> None:
    waits = gaps([True, True, False, True])
    assert waits[2] < waits[0] + waits[1]
    assert waits[3] < gaps([True] * 4)[3]
    assert gaps([False]) == [1]


def test_it_never_waits_longer_than_a_year() -> None:
    assert gaps([True] * 12)[-1] == 365


@given(st.lists(st.booleans(), max_size=12), st.integers(0, 40))
def test_it_is_never_due_today_and_always_the_same(answers: list[bool], late: int) -> None:
    assert all(1 <= wait <= 365 for wait in gaps(answers, late))
    assert gaps(answers, late) == gaps(answers, late)


@given(st.integers(0, 23), st.integers(-1, 1), st.booleans())
def test_the_next_date_is_counted_from_the_local_date_not_from_utc(hour: int, shift: int, correct: bool) -> None:
    card = memory.introduced(7, at(DAY))
    local = DAY + timedelta(days=shift)
    _, due = memory.reviewed(card, correct=correct, day=local, now=at(DAY, hour))
    assert due - local == timedelta(days=2 if correct else 1)


def test_the_card_survives_being_written_as_json() -> None:
    card: dict[str, Any] = memory.introduced(7, at(DAY))
    kept = json.loads(json.dumps(card))
    assert memory.reviewed(kept, correct=True, day=DAY, now=at(DAY)) == memory.reviewed(
        card, correct=True, day=DAY, now=at(DAY)
    )


def test_an_answer_that_arrives_out_of_order_is_taken_all_the_same() -> None:
    card, _ = memory.reviewed(memory.introduced(7, at(DAY)), correct=True, day=DAY, now=at(DAY))
    earlier = DAY - timedelta(days=3)
    _, due = memory.reviewed(card, correct=True, day=earlier, now=at(earlier))
    assert due > earlier


CURVES = st.builds(Curve, st.floats(0.2, 4), st.floats(0.1, 0.8))


@given(CURVES, st.floats(2, 80))
def test_it_is_asked_again_on_the_day_its_curve_has_sunk_to_nine_in_ten(curve: Curve, stability: float) -> None:
    wait = curve.wait(stability)
    at_due, a_day_before = (curve.recalled(float(max(0, days)), stability) for days in (wait + 0.5, wait - 0.5))
    assert wait == 1 or at_due <= 0.9 + 1e-9 <= a_day_before + 2e-9 or wait == 365


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 60)), min_size=1, max_size=8), st.integers(0, 300))
def test_by_default_it_is_the_librarys_own_word(reviews: list[tuple[bool, int]], later: int) -> None:
    card, day = memory.introduced(7, at(DAY)), DAY
    for correct, pause in reviews:
        day += timedelta(days=pause)
        card, due = memory.reviewed(card, correct=correct, day=day, now=at(day))
    then, theirs = at(day + timedelta(days=later)), Card.from_dict(card)  # type: ignore[arg-type]
    assert memory.retrievability(card, then) == SCHEDULER.get_card_retrievability(theirs, then)
    assert due == theirs.due.date()


@given(CURVES, st.lists(st.booleans(), min_size=1, max_size=8))
def test_what_is_kept_on_a_card_is_the_same_whatever_was_learned(curve: Curve, answers: list[bool]) -> None:
    one, other, day = memory.introduced(7, at(DAY)), memory.introduced(7, at(DAY)), DAY
    for correct in answers:
        day += timedelta(days=9)
        one, _ = memory.reviewed(one, correct=correct, day=day, now=at(day))
        other, _ = memory.reviewed(other, correct=correct, day=day, now=at(day), curve=curve)
    assert one == other


def test_where_facts_last_half_as_long_they_are_asked_twice_as_soon() -> None:
    half = Curve(0.5, BY_DEFAULT.decay)
    assert (BY_DEFAULT.wait(20.0), half.wait(20.0), half.wait(0.1)) == (20, 10, 1)
    assert half.recalled(10.0, 20.0) == pytest.approx(0.9)
