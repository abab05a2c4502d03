"""Each figure is what SciPy, statsmodels or a printed example says it is."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.duration.survfunc import SurvfuncRight
from statsmodels.stats.proportion import proportion_confint

from webapp.core import estimates
from webapp.insights.statistics import association, calibration, differences, middle, survival
from webapp.insights.statistics.survival import Wait

FREIREICH = [
    *(Wait(weeks, True) for weeks in (6, 6, 6, 7, 10, 13, 16, 22, 23)),
    *(Wait(weeks, False) for weeks in (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)),
]
"""Weeks in remission under 6-mercaptopurine; Freireich et al. (1963), as in Kleinbaum and Klein, Survival Analysis."""

WAITS = st.lists(st.builds(Wait, st.integers(1, 60), st.booleans()), max_size=40)


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_share_has_wilsons_interval(hits: int, misses: int):
    n, found = hits + misses, estimates.share(hits, hits + misses)
    if found is None:
        assert n == 0
        return
    wilson = stats.binomtest(hits, n).proportion_ci(method="wilson")
    assert (found.low, found.high) == pytest.approx((wilson.low, wilson.high), abs=1e-9)
    assert (found.low, found.high) == pytest.approx(proportion_confint(hits, n, method="wilson"), abs=1e-9)


def test_the_curve_is_freireichs():
    after = {int(step.day): round(step.share, 3) for step in survival.curve(FREIREICH)}
    printed = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    assert {week: after[week] for week in printed} == printed
    assert survival.median(survival.curve(FREIREICH)).day == 23


def test_the_medians_interval_is_statsmodels():
    theirs = SurvfuncRight([w.days for w in FREIREICH], [w.reached for w in FREIREICH])
    median = survival.median(survival.curve(FREIREICH))
    low, high = theirs.quantile_ci(0.5, method="cloglog")
    assert theirs.quantile(0.5) == median.day
    assert low == median.low
    assert np.isinf(high)
    assert median.high is None


@given(WAITS)
def test_every_curve_is_statsmodels(waits: list[Wait]):
    ours = {step.day: step for step in survival.curve(waits)}
    if any(wait.reached for wait in waits):
        theirs = SurvfuncRight([w.days for w in waits], [w.reached for w in waits])
        for day, share in zip(theirs.surv_times, theirs.surv_prob, strict=True):
            assert ours[day].share == pytest.approx(share)
    assert all(0 <= step.low <= step.share <= step.high <= 1 for step in ours.values())


def test_nobody_has_no_curve_and_no_median():
    assert survival.curve([]) == []
    assert survival.median([]) == (None, None, None)
    assert survival.median(survival.curve([Wait(3, False)])) == (None, None, None)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60))
def test_calibration_is_its_definitions(said: list[tuple[float, bool]]):
    found = calibration.calibration(calibration.binned(said))
    p, y = np.array([one for one, _ in said]), np.array([one for _, one in said])
    kept, number = np.clip(p, 1e-6, 1 - 1e-6), np.minimum(9, (p * 10).astype(int))
    assert found is not None
    assert found.brier == pytest.approx(np.mean((p - y) ** 2))
    assert found.log_loss == pytest.approx(-np.mean(np.where(y, np.log(kept), np.log(1 - kept))))
    apart = [np.sum(number == n) * abs(y[number == n].mean() - p[number == n].mean()) for n in set(number)]
    assert found.error == pytest.approx(sum(apart) / len(said))


def test_briers_score_of_rain_forecasts():
    """As Wikipedia explains it, Brier score, example: 70 % and it rains costs 0.09, 30 % and it rains 0.49, 100 %
    nothing, 50 % a quarter whatever comes."""
    rain = calibration.calibration(calibration.binned([(0.7, True), (0.3, True), (1.0, True), (0.5, False)]))
    assert rain is not None
    assert rain.brier == pytest.approx((0.09 + 0.49 + 0.0 + 0.25) / 4)
    assert calibration.calibration([]) is None


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=30))
@settings(deadline=None)
def test_what_goes_together_is_spearmans(pairs: list[tuple[float, float]]):
    found = association.together(pairs)
    if found is None:
        assert len(pairs) < 6 or len({a for a, _ in pairs}) == 1 or len({b for _, b in pairs}) == 1
        return
    theirs = stats.spearmanr(*zip(*pairs, strict=True)).statistic
    assert found.value == pytest.approx(theirs)
    assert -1 <= found.low <= found.value <= found.high <= 1


def test_spearmans_interval_is_bonett_and_wrights():
    """r = 0.5 from 20: tanh(atanh 0.5 -+ 1.96 sqrt(1.125 / 17))."""
    ranks = list(range(20))
    pairs = [(float(n), float(n)) for n in ranks]
    assert (exact := association.together(pairs)) is not None
    assert exact.value == pytest.approx(1)
    reach = 1.959964 * np.sqrt((1 + 0.5**2 / 2) / 17)
    half = next(one for one in map(_mixed, range(20000)) if one is not None and abs(one.value - 0.5) < 0.001)
    assert half.low == pytest.approx(np.tanh(np.arctanh(0.5) - reach), abs=0.003)
    assert half.high == pytest.approx(np.tanh(np.arctanh(0.5) + reach), abs=0.003)


def _mixed(seed: int) -> estimates.Estimate | None:
    other = np.random.default_rng(seed).permutation(20)
    return association.together([(float(a), float(b)) for a, b in enumerate(other)])


def test_one_common_start_is_scipys_permutation_test():
    """The chance to see so much is that of scipy.stats.permutation_test over the teams' means."""
    values = [[0.71], [0.64], [0.80], [0.55], [0.52], [0.61], [0.47], [0.58]]
    starts = [0, 0, 0, 0, 9, 9, 9, 9]
    found = differences.difference(values, starts)
    apart = stats.permutation_test(
        ([v[0] for v in values[:4]], [v[0] for v in values[4:]]), lambda a, b: np.mean(a) - np.mean(b)
    )
    assert found is not None
    assert found.value == pytest.approx(apart.statistic)
    assert found.p == pytest.approx(apart.pvalue)
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.value < found.high
    assert (found.low > 0) == (apart.pvalue < 0.05)


def test_stepped_starts_find_what_was_put_in():
    chance = np.random.default_rng(7)
    starts = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    weeks = chance.normal(0, 0.5, 10)
    values = [[0.5 + weeks[w] + 0.2 * (w >= s) + chance.normal(0, 0.05) for w in range(10)] for s in starts]
    found = differences.difference(values, starts)
    assert found is not None
    assert found.low is not None
    assert found.high is not None
    assert found.low <= 0.2 <= found.high
    assert found.high - found.low < 0.3


def test_two_teams_have_a_difference_and_no_interval():
    found = differences.difference([[0.9], [0.4]], [0, 9])
    assert found is not None
    assert (round(found.value, 3), found.low, found.high, found.p) == (0.5, None, None, 1.0)
    assert differences.difference([[0.9], [0.4]], [0, 0]) is None


@pytest.mark.parametrize("seed", range(5))
def test_the_median_of_steps_is_scipys_quantile_test_to_a_step(seed: int):
    seconds = np.random.default_rng(seed).gamma(6, 20, 400)
    tens = (seconds // 10).astype(int)
    found = middle.median({int(one): int(np.sum(tens == one)) for one in tens}, 10)
    theirs = stats.quantile_test(seconds, p=0.5).confidence_interval(0.95)
    assert found is not None
    assert found.value == pytest.approx(np.median(seconds), abs=5)
    assert (found.low, found.high) == pytest.approx((theirs.low, theirs.high), abs=5)


def test_half_of_what_lies_in_one_step_is_its_middle():
    one_step = middle.median({9: 4}, 10)
    assert one_step is not None
    assert (one_step.value, one_step.n) == (95, 4)
    assert 90 <= one_step.low < 95 < one_step.high <= 100
    assert middle.median({}, 10) is None
