"""How well peers and coach agree: against statsmodels, and Fleiss's worked example."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.proportion import proportion_confint

from webapp.coaching.agreement import FEWEST, agreement, kappa, together
from webapp.core.estimates import share

DIAGNOSES = [[75, 1, 4], [5, 4, 1], [0, 0, 10]]
"""Fleiss, Statistical Methods for Rates and Proportions, second edition, table 13.1: hundred subjects, two raters."""

tables = st.lists(st.lists(st.integers(1, 40), min_size=3, max_size=3), min_size=3, max_size=3)
steps = st.integers(0, 2)


def test_a_published_table_gives_what_statsmodels_finds():
    found, reference = kappa(DIAGNOSES), cohens_kappa(DIAGNOSES, wt="fc")
    assert found is not None
    assert found.value == pytest.approx(reference.kappa)
    assert (found.low, found.high) == pytest.approx((reference.kappa_low, reference.kappa_upp))


@given(table=tables)
def test_every_table_gives_what_statsmodels_finds(table: list[list[int]]):
    ours, reference = kappa(table), cohens_kappa(table, wt="fc")
    assert ours is not None
    assert ours.value == pytest.approx(reference.kappa, abs=1e-9)
    assert ours.low == pytest.approx(max(-1, reference.kappa_low), abs=1e-6)
    assert ours.high == pytest.approx(min(1, reference.kappa_upp), abs=1e-6)


@given(count=st.integers(0, 200), more=st.integers(0, 200))
def test_a_share_has_wilsons_interval(count: int, more: int):
    assume(count + more)
    ours = share(count, count + more)
    assert (ours.low, ours.high) == pytest.approx(proportion_confint(count, count + more, method="wilson"), abs=1e-9)


def test_those_who_always_agree_have_a_kappa_of_one():
    assert agreement([(0, 0), (1, 1), (2, 2)] * 10).kappa == pytest.approx((1, 1, 1, 30))


def test_a_table_with_empty_cells_gives_what_statsmodels_finds():
    table = [[0, 0, 0], [3, 12, 1], [0, 2, 20]]
    ours, reference = kappa(table), cohens_kappa(table, wt="fc")
    assert ours == pytest.approx((reference.kappa, reference.kappa_low, reference.kappa_upp, 38))


def test_where_both_always_say_the_same_there_is_nothing_to_tell():
    found = agreement([(1, 1)] * 30)
    assert found.kappa is None
    assert found.exact is not None
    assert found.exact.value == 1


def test_of_too_few_it_says_only_how_many():
    assert agreement([(1, 2)] * (FEWEST - 1)) == (FEWEST - 1, None, None)


@pytest.mark.parametrize(
    ("votes", "step"),
    [
        ([(2, 1000)], 2),
        ([(0, 1000), (1, 1000)], 1),
        ([(2, 1000), (1, 1000)], 1),
        ([(2, 1000), (2, 1000), (1, 1000)], 2),
        ([(0, 1500), (2, 500)], 1),
        ([(0, 1500), (2, 400)], 0),
        ([], None),
        ([(2, 0)], None),
    ],
)
def test_peers_together_say_their_mean_and_in_doubt_the_middle(votes: list[tuple[int, int]], step: int | None):
    assert together(votes) == step


@given(votes=st.lists(st.tuples(steps, st.integers(500, 1500)), min_size=1))
def test_neither_end_is_preferred(votes: list[tuple[int, int]]):
    said = together(votes)
    assert said is not None
    assert together([(2 - step, weight) for step, weight in votes]) == 2 - said
