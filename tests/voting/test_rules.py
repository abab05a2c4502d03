from math import floor, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.voting.rules import COACH, PEER, Sums, interleaved, is_routine, quality, score, told

ballots = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(500, 1500) | st.just(COACH)),
    min_size=1,
    max_size=30,
)


def sums(votes: list[tuple[int, int, int]]) -> Sums:
    return Sums(
        len(votes),
        sum(w for _f, _p, w in votes),
        sum(w * f for f, _p, w in votes),
        sum(w * p for _f, p, w in votes),
    )


def test_without_a_vote_there_is_no_score_and_no_quality():
    assert score(Sums()) is None
    assert quality(Sums()) == 0


def test_one_best_vote_of_a_peer_is_held_back_by_the_prior():
    found = score(sums([(2, 2, PEER)]))
    assert found is not None
    assert found.fact == pytest.approx((1 + 1.5) / 4)
    assert found.confidence == pytest.approx(1 / 4)
    assert quality(sums([(2, 2, PEER)])) == 13  # 12.5, rounded up


def test_charm_without_truth_and_truth_without_charm_both_lose():
    both = quality(sums([(2, 2, COACH)]))
    assert quality(sums([(2, 0, COACH)])) == quality(sums([(0, 2, COACH)])) < both


def test_a_coach_counts_three_times_a_peer():
    assert sums([(2, 1, COACH)])[1:] == sums([(2, 1, PEER)] * 3)[1:]


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.sampled_from((PEER, COACH))), max_size=30))
def test_where_everybody_weighs_a_whole_vote_the_score_is_told_exactly(votes):
    assert told(sums(votes)) == score(sums(votes))


@given(ballots)
def test_what_is_told_lies_near_what_counts_and_between_0_and_1(votes):
    exact, said = score(sums(votes)), told(sums(votes))
    assert exact is not None
    assert said is not None
    assert all(0 <= part <= 1 for part in said)
    assert all(abs(one - other) < 0.025 for one, other in zip(exact, said, strict=True))


@pytest.mark.parametrize("vote", [(0, 0), (1, 2), (2, 2)])
def test_one_vote_does_not_tell_its_judge_by_its_weight(vote):
    assert len({told(sums([(*vote, weight)])) for weight in range(500, 1501)}) <= 31
    assert len({score(sums([(*vote, weight)])) for weight in range(500, 1501)}) == 1001


@given(ballots)
def test_quality_is_twenty_times_the_score_halves_rounded_up(votes):
    found = score(sums(votes))
    assert found is not None
    exact = 20 * found.score
    if abs(exact % 1 - 0.5) > 1e-9:
        assert quality(sums(votes)) == floor(exact + 0.5)


@given(ballots)
def test_the_formula_of_the_design_gives_the_same_score(votes):
    weight = sum(w / 1000 for _f, _p, w in votes)
    fact = (sum(w / 1000 * f / 2 for f, _p, w in votes) + 1.5) / (weight + 3)
    persuasion = (sum(w / 1000 * p / 2 for _f, p, w in votes) + 1.5) / (weight + 3)
    found = score(sums(votes))
    assert found is not None
    assert found.score == pytest.approx(sqrt(fact * persuasion))
    assert 0 <= quality(sums(votes)) <= 20


def test_two_of_the_first_for_one_of_the_second_and_either_fills_for_the_other():
    assert interleaved([1, 2, 3, 4], ["a", "b"], 6) == [1, 2, "a", 3, 4, "b"]
    assert interleaved([], ["a", "b", "c"], 2) == ["a", "b"]
    assert interleaved([1, 2, 3], [], 3) == [1, 2, 3]


def test_five_votes_alike_make_the_sixth_routine_but_not_the_fifth():
    assert is_routine([(2, 2)] * 5, (2, 2))
    assert not is_routine([(2, 2)] * 4, (2, 2))
    assert not is_routine([(2, 2)] * 5, (2, 1))
    assert not is_routine([(2, 2)] * 4 + [(1, 2)], (2, 2))
