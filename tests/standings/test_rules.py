"""Means and ranks of groups."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from webapp.people.rules import Calendar
from webapp.standings import rules

MONDAY = date(2026, 11, 23)
points = st.integers(0, 5000)
groups = st.dictionaries(st.integers(1, 40), st.tuples(points, st.integers(0, 400)), max_size=12)


@given(groups)
def test_a_rank_is_one_more_than_the_number_of_better_ones(counted: dict[int, tuple[int, int]]):
    means = {group: rules.mean(*sums) for group, sums in counted.items()}
    ranks = rules.ranked(means)
    assert ranks.keys() == means.keys()
    for group, mean in means.items():
        assert ranks[group] == 1 + sum(other > mean for other in means.values())


def test_who_differs_by_less_than_is_shown_does_not_tie():
    means = {1: rules.mean(1001, 100), 2: rules.mean(1002, 100), 3: rules.mean(2002, 200)}
    assert {rules.shown(mean) for mean in means.values()} == {10.0}
    assert rules.ranked(means) == {2: 1, 1: 2, 3: 2}


def test_before_the_first_working_day_the_mean_is_the_points():
    assert rules.mean(12, 0) == Fraction(12)
    assert rules.shown(rules.mean(2, 3)) == 0.7


def test_stays_count_within_the_period_only():
    calendar = Calendar("DE")
    stays = [
        rules.Stay(1, MONDAY - timedelta(weeks=2), MONDAY, calendar),
        rules.Stay(2, MONDAY + timedelta(days=1), MONDAY + timedelta(days=2), calendar),
        rules.Stay(2, MONDAY - timedelta(weeks=2), MONDAY - timedelta(days=1), calendar),
        rules.Stay(3, MONDAY + timedelta(days=3), MONDAY + timedelta(days=2), calendar),
    ]
    assert rules.working_days(stays, "week", MONDAY) == {1: 1, 2: 2, 3: 0}
    assert rules.working_days(stays, "day", MONDAY) == {1: 1, 2: 0, 3: 0}
    assert rules.working_days(stays, "all", rules.ALL_TIME) == {1: 11, 2: 12, 3: 0}
