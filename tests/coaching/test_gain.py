"""What a verdict takes from the doubt about a score: against simulated judges, and what must always hold."""

from datetime import timedelta

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import TUESDAY
from webapp.coaching.gain import (
    BY_LOT,
    USUAL_PACE,
    Cast,
    Pace,
    expected_seconds,
    fall,
    held,
    noise,
    pace,
    surer,
    usual_noise,
)
from webapp.coaching.rules import Known, worth_a_second

casts = st.builds(Cast, st.integers(0, 2), st.integers(0, 2), st.sampled_from([500, 800, 1000, 1500, 3000]))
votes = st.lists(casts, max_size=8)
weights = st.integers(0, 60_000)
noises = st.floats(0.001, 1)


@pytest.mark.parametrize("peers", [(), (1.0,), (0.5, 1.5, 1.0), (1.5,) * 6])
def test_the_fall_is_what_simulated_judges_find(peers: tuple[float, ...]):
    """Truth by the prior of three votes, votes around it by their weight: the mean squared error of the score of
    `voting.rules` falls by the formula, twice over for two questions."""
    chance, variance, runs = numpy.random.default_rng(7), 0.08, 400_000
    truth = 0.5 + chance.normal(0, (variance / 3) ** 0.5, runs)
    total, summed = 3.0, numpy.full(runs, 3 * 0.5)
    for weight in peers:
        total, summed = total + weight, summed + weight * (truth + chance.normal(0, (variance / weight) ** 0.5, runs))
    verdict = truth + chance.normal(0, (variance / 3) ** 0.5, runs)
    before, after = summed / total, (summed + 3 * verdict) / (total + 3)
    found = 2 * (((before - truth) ** 2).mean() - ((after - truth) ** 2).mean())
    moved = 2 * ((after - before) ** 2).mean()
    expected = fall(round(1000 * sum(peers)), variance)
    assert found == pytest.approx(expected, rel=0.03)
    assert moved == pytest.approx(expected, rel=0.03)


@given(weight=weights, of_one=noises)
def test_a_verdict_never_adds_doubt(weight: int, of_one: float):
    assert fall(weight, of_one) >= 0


@given(weight=weights, more=st.integers(1, 5000), of_one=noises)
def test_the_more_weight_there_is_the_less_a_verdict_changes(weight: int, more: int, of_one: float):
    assert fall(weight + more, of_one) < fall(weight, of_one)


@given(said=votes, usual=noises)
def test_turning_every_vote_round_changes_nothing(said: list[Cast], usual: float):
    """The order tells how far votes lie apart, never which way they point."""
    turned = [Cast(2 - one.fact, 2 - one.persuasion, one.weight) for one in said]
    assert noise(turned, usual) == pytest.approx(noise(said, usual))
    assert usual_noise([turned]) == pytest.approx(usual_noise([said]))


@given(said=votes, usual=noises)
def test_fact_and_persuasion_count_alike(said: list[Cast], usual: float):
    swapped = [Cast(one.persuasion, one.fact, one.weight) for one in said]
    assert noise(swapped, usual) == pytest.approx(noise(said, usual))


@given(said=votes, usual=noises)
def test_one_replys_spread_is_shrunk_towards_all_of_them(said: list[Cast], usual: float):
    own = noise(said, 0.0)
    assert own <= noise(said, usual)
    if len(said) < 2:
        assert noise(said, usual) == pytest.approx(usual)


def test_the_spread_of_simulated_votes_gives_back_their_noise():
    """Weighted squares over their degrees of freedom are unbiased whatever the weights."""
    chance, drawn = numpy.random.default_rng(3), []
    for _ in range(4000):
        steps = chance.integers(0, 3, (4, 2))
        drawn.append([Cast(int(fact), int(said), 1000) for fact, said in steps])
    assert usual_noise(drawn) == pytest.approx(BY_LOT, rel=0.03)


def test_nobody_has_voted_yet_and_the_noise_is_that_of_a_lot():
    assert usual_noise([]) == pytest.approx(BY_LOT)


def test_peers_who_disagree_are_worth_more_than_peers_who_agree():
    apart = [Cast(0, 2, 1000), Cast(2, 0, 1000)]
    alike = [Cast(1, 1, 1000), Cast(1, 1, 1000)]
    assert fall(2000, noise(apart, 0.1)) > fall(2000, noise(alike, 0.1))


def test_a_coachs_own_pace_counts_once_there_are_five_replies():
    assert pace([(20, 100)] * 4) == USUAL_PACE._replace(replies=4)
    assert pace([(20, 100), (30, 120), (40, 160), (50, 200), (180, 400)]) == Pace(40, 160, 5)


@given(shorter=st.integers(0, 400), more=st.integers(1, 400))
def test_a_longer_reply_never_takes_less(shorter: int, more: int):
    assert expected_seconds(shorter + more, USUAL_PACE) >= expected_seconds(shorter, USUAL_PACE) > 0


def test_a_reply_of_two_hundred_and_forty_characters_more_takes_ten_seconds_more():
    assert expected_seconds(400, USUAL_PACE) == expected_seconds(160, USUAL_PACE) + 10


@pytest.mark.parametrize(
    ("left", "begun", "count"),
    [(300, False, 8), (120, True, 3), (100, True, 3), (99, True, 2), (10, True, 0), (10, False, 1)],
)
def test_a_budget_holds_what_fits_by_half_and_one_before_the_day_has_begun(left: int, begun: bool, count: int):
    assert held([40.0] * 20, left, begun=begun) == count


@given(weighed=st.lists(st.tuples(st.integers(3000, 9000), st.just(3000)), min_size=1))
def test_verdicts_take_a_share_of_the_doubt(weighed: list[tuple[int, int]]):
    assert 0 < surer(weighed) <= 0.5


def test_a_verdict_on_an_unjudged_reply_halves_its_doubt():
    assert surer([(3000, 3000)]) == pytest.approx(0.5)
    assert surer([]) == 0


def a_reply_known(joined: int, key_points_used: bool, reports: int = 0) -> Known:
    return Known(
        votes=[],
        weight=0,
        coached=False,
        day=TUESDAY,
        joined_on=TUESDAY - timedelta(days=joined),
        text="Nine days.",
        key_points_used=[key_points_used],
        reports=reports,
    )


@given(joined=st.integers(0, 30), is_candidate=st.booleans(), changes=noises, seconds=st.floats(5, 180))
def test_kindness_never_crowds_out_what_changes_half_as_much_again(
    joined: int, is_candidate: bool, changes: float, seconds: float
):
    kind = worth_a_second(a_reply_known(joined, is_candidate), changes, seconds)
    plain = worth_a_second(a_reply_known(300, False), 1.41 * changes, seconds)
    assert plain.value > kind.value >= worth_a_second(a_reply_known(300, False), changes, seconds).value


@given(changes=noises, seconds=st.floats(5, 180))
def test_a_report_comes_before_everything(changes: float, seconds: float):
    reported = worth_a_second(a_reply_known(300, False, reports=1), 0.0, 180)
    assert reported.value > worth_a_second(a_reply_known(1, True), changes, seconds).value
