"""Shares and means with their intervals, against what statsmodels and SciPy say."""

from datetime import date
from statistics import mean, variance

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.regression.linear_model import OLS
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import DescrStatsW

from webapp.core.estimates import Estimate
from webapp.mastery import rules
from webapp.mastery.rules import (
    FEWEST,
    PRIOR,
    USUAL_SPREAD,
    Sums,
    added,
    mastery,
    monday,
    of_recall,
    of_reply,
)

scores = st.lists(st.floats(0, 1, width=32), min_size=FEWEST, max_size=60)
counts = st.integers(FEWEST, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counts)
def test_a_share_has_the_wilson_interval_of_statsmodels(counted: tuple[int, int]):
    right, n = counted
    found = rules.share(right, n)
    assert found is not None
    assert found.value == right / n
    assert (found.low, found.high) == pytest.approx(proportion_confint(right, n, method="wilson"), abs=1e-9)


@given(scores)
def test_without_a_prior_a_mean_has_the_t_interval_of_statsmodels(values: list[float]):
    found = rules.mean(sum(values), sum(v * v for v in values), len(values), prior=0)
    low, high = DescrStatsW(values).tconfint_mean()
    assert found is not None
    assert found[:3] == pytest.approx((sum(values) / len(values), max(0, low), min(1, high)), abs=1e-4)


@given(
    st.lists(st.lists(st.floats(0, 1, width=32), min_size=1, max_size=6), min_size=2, max_size=8).filter(
        lambda people: len({round(sum(one) / len(one), 2) for one in people}) > 1
    )
)
def test_a_groups_interval_is_statsmodels_clustered_by_person(people: list[list[float]]):
    values = [one for each in people for one in each]
    whose = np.array([n for n, each in enumerate(people) for _ in each])
    clustered = OLS(np.array(values), np.ones(len(values))).fit(
        cov_type="cluster", cov_kwds={"groups": whose}, use_t=True
    )
    (low, high) = clustered.conf_int()[0]
    alone = Estimate(*[sum(values) / len(values)] * 3, len(values))
    found = rules.among_people(alone, [(len(each), sum(each)) for each in people])
    assert (found.low, found.high) == pytest.approx((max(0.0, low), min(1.0, high)), abs=1e-6)


def test_people_who_happen_to_be_alike_make_no_interval_narrower():
    alone = Estimate(0.5, 0.4, 0.6, 20)
    assert rules.among_people(alone, [(10, 5.0), (10, 5.0)]) == alone
    assert rules.among_people(alone, [(20, 10.0)]) == alone, "of one person nothing is known of what is between people"


@given(scores)
def test_with_it_the_variance_and_its_freedom_are_smyths(values: list[float]):
    """s² = (d0 s0² + d s²) / (d0 + d), and t with d0 + d degrees of freedom (Smyth 2004, formulas 3 and 4)."""
    found = rules.mean(sum(values), sum(v * v for v in values), len(values))
    d = len(values) - 1
    spread = ((PRIOR * USUAL_SPREAD**2 + d * variance(values)) / (PRIOR + d)) ** 0.5
    low, high = stats.t.interval(0.95, PRIOR + d, mean(values), spread / len(values) ** 0.5)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((max(0, low), min(1, high)), abs=1e-6)


def test_three_replies_alike_do_not_prove_the_next():
    found = rules.mean(3 * 0.7, 3 * 0.49, 3)
    assert found is not None
    assert found.high - found.low > 0.2


def test_too_few_tell_nothing():
    assert rules.share(2, 2) is None
    assert rules.mean(1.4, 0.98, 2) is None
    assert mastery(Sums()) == rules.NOTHING


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1))), st.lists(st.booleans()))
def test_sums_add_up_to_what_they_were_made_of(replies: list[tuple[float, float]], recalls: list[bool]):
    whole = Sums()
    for one in [*(of_reply(*reply) for reply in replies), *map(of_recall, recalls)]:
        whole = added(whole, one)
    assert (whole.replies, whole.recalls, whole.recalled) == (len(replies), len(recalls), sum(recalls))
    assert whole.fact == pytest.approx(sum(fact for fact, _ in replies))
    assert whole.persuasion_squares == pytest.approx(sum(say * say for _, say in replies))


def test_a_trend_is_a_change_that_neither_interval_holds():
    def about(value: float, half: float = 0.05) -> Estimate:
        return Estimate(value, value - half, value + half, 9)

    assert rules.trend(about(0.5), about(0.7)) == "up"
    assert rules.trend(about(0.7), about(0.5)) == "down"
    assert rules.trend(about(0.5), about(0.54)) == "level"
    assert rules.trend(about(0.5, 0.3), about(0.7)) == "level"
    assert rules.trend(None, about(0.7)) is None


def test_a_week_begins_on_its_monday():
    assert monday(date(2026, 11, 29)) == date(2026, 11, 23) == monday(date(2026, 11, 23))
