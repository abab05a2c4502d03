"""What is expected to be forgotten is FSRS's own word, added up."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.need.evidence import Unseen, unseen
from webapp.need.forgetting import INTRODUCED, Trace, Traces, forgotten, once_met
from webapp.schedule import memory
from webapp.schedule.memory import BY_DEFAULT, Curve

START = datetime(2026, 1, 5, 12, tzinfo=UTC)
TODAY = date(2026, 3, 2)


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 30)), min_size=1, max_size=8), st.integers(0, 300))
def test_the_sum_is_of_fsrs_retrievabilities(reviews: list[tuple[bool, int]], later: int) -> None:
    """Checked against the library's own get_card_retrievability."""
    card, now = memory.introduced(1, START), START
    for correct, pause in reviews:
        now += timedelta(days=pause)
        card, _due = memory.reviewed(card, correct=correct, day=now.date(), now=now)
    then = now + timedelta(days=later)
    lost = Traces([Trace("it", card["stability"], now.date().toordinal())] * 3).lost(then.date())
    expected = memory.retrievability(card, then)
    assert expected is not None
    assert lost["it"] == (pytest.approx(3 * (1 - expected), abs=1e-9), 3)


def test_what_was_learned_here_of_fading_counts() -> None:
    half = Curve(0.5, BY_DEFAULT.decay)
    trace = [Trace(1, 20.0, TODAY.toordinal())]
    day = TODAY + timedelta(days=10)
    assert Traces(trace, half).lost(day)[1][0] == pytest.approx(0.1)
    assert Traces(trace).lost(day)[1][0] < 0.07
    assert once_met({}, {1: TODAY}, day, half)[1] > once_met({}, {1: TODAY}, day)[1]


def test_whoever_never_met_a_fact_does_not_have_it_and_what_few_met_is_new() -> None:
    last = TODAY.toordinal()
    traces = Traces([Trace(1, 5.0, last), Trace(1, 5.0, last), Trace(2, 5.0, last)])
    assert forgotten(traces, 5, TODAY) == {1: 0.6}
    assert forgotten(Traces[int]([]), 5, TODAY) == {}


def test_what_was_met_but_never_asked_lasts_as_after_a_good_answer() -> None:
    day = TODAY + timedelta(days=round(INTRODUCED))
    asked, only_met = (Traces([Trace(1, s, TODAY.toordinal())]).lost(day) for s in (INTRODUCED, None))
    assert asked == only_met


@given(st.lists(st.integers(1, 90), max_size=20), st.integers(0, 10))
def test_half_or_more_have_not_seen_it_for_so_many_weeks(ago: list[int], never: int) -> None:
    people, last = len(ago) + never, [TODAY - timedelta(days=days) for days in ago]
    found = unseen(last, people, TODAY)
    longer = sum(days >= 7 * found.weeks for days in ago) + never
    if found.weeks:
        assert 2 * longer >= people
        assert found.share == longer / people
    else:
        assert found == Unseen(0, 0.0)
        assert 2 * len(ago) < people or not people or 2 * (sum(days >= 7 for days in ago) + never) < people


def test_half_of_four_for_three_weeks() -> None:
    last = [TODAY - timedelta(days=days) for days in (2, 9, 22, 40)]
    assert unseen(last, 4, TODAY) == Unseen(3, 0.5)


def test_what_will_have_been_met_by_then_is_as_fresh_as_what_is_new() -> None:
    met = TODAY - timedelta(days=8)
    new = Traces([Trace(1, None, met.toordinal())]).lost(TODAY)[1][0]
    assert once_met({1: 0.9, 2: 0.05, 3: 0.4}, {1: met, 2: met, 4: met}, TODAY) == {1: new, 2: 0.05, 3: 0.4, 4: new}
