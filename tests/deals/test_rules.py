"""How lost deals make a topic weigh: it grows with them, fades, and no deal rules alone."""

import math
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.deals import plainly
from tests.deals.plainly import Loss, counted, typical_value
from webapp.deals import rules
from webapp.deals.rules import HALF_LIFE, MOST, PRIOR, Losses, decayed

TOPICS = 10
LOSS = st.builds(Loss, st.integers(1, TOPICS), st.integers(0, 450), st.integers(0, 10**12))
LOSSES = st.lists(LOSS, max_size=40)


def weights(losses: list[Loss], topics: int, typical: float) -> dict[int, float]:
    days = [Losses(one.topic_id, one.days, counted(one.value, typical), 1, one.value) for one in losses]
    return rules.weights(days, topics)


def weighed(losses: list[Loss]) -> dict[int, float]:
    return weights(losses, TOPICS, typical_value(loss.value for loss in losses))


def test_without_news_everything_is_usual():
    assert weights([], TOPICS, 1.0) == {}


def test_one_ordinary_loss_moves_little_and_many_move_much():
    assert weighed([Loss(1, 0, 1000)])[1] == pytest.approx(1 + 1 / (PRIOR + 1 / TOPICS))
    assert weighed([Loss(1, 0, 1000)] * 50)[1] == pytest.approx(1 + 50 / (PRIOR + 5))


def test_a_loss_weighs_half_after_its_half_life():
    assert decayed(HALF_LIFE) == 0.5
    assert decayed(2 * HALF_LIFE) == 0.25


def test_where_everything_is_lost_alike_everything_weighs_alike():
    assert len({round(one, 9) for one in weighed([Loss(n, 3, 500) for n in range(1, 11)] * 7).values()}) == 1


def test_the_typical_value_is_the_geometric_mean():
    values = [120, 5000, 33, 0, 900]
    assert rules.typical_value(statistics.mean(math.log(one) for one in values if one)) == pytest.approx(
        statistics.geometric_mean([one for one in values if one])
    )
    assert rules.typical_value(None) == 1.0


@given(LOSSES)
def test_days_weigh_what_their_deals_do(losses: list[Loss]):
    assert weighed(losses) == pytest.approx(plainly.weights(losses, TOPICS))


@given(LOSSES, LOSS, st.floats(1, 10**9))
def test_one_more_deal_moves_any_weight_by_a_bounded_part(losses: list[Loss], more: Loss, typical: float):
    before, after = weights(losses, TOPICS, typical), weights([*losses, more], TOPICS, typical)
    assert 0 < after[more.topic_id] - before.get(more.topic_id, 1.0) <= MOST / PRIOR + 1e-9
    assert all(after[topic] <= was for topic, was in before.items() if topic != more.topic_id)


def test_a_giant_does_not_rule_over_what_many_lost():
    many = [Loss(1, 10, 20_000_00)] * 12 + [Loss(n, 10, 20_000_00) for n in range(2, 11)] * 3
    after = weighed([*many, Loss(2, 0, 10**14)])
    assert after[1] > after[2] > after[3]
    assert after[2] - weighed(many)[2] < MOST / PRIOR


@given(LOSSES)
def test_no_weight_is_below_what_is_usual_or_beyond_every_topic(losses: list[Loss]):
    assert all(1 < one < 1 + TOPICS for one in weighed(losses).values())


@given(LOSSES, LOSS, st.floats(1, 10**9))
def test_more_losses_newer_ones_and_larger_ones_never_weigh_less(losses: list[Loss], more: Loss, typical: float):
    topic = more.topic_id
    before = weights(losses, TOPICS, typical).get(topic, 1.0)
    after = weights([*losses, more], TOPICS, typical)[topic]
    newer = weights([*losses, more._replace(days=more.days // 2)], TOPICS, typical)[topic]
    larger = weights([*losses, more._replace(value=2 * more.value)], TOPICS, typical)[topic]
    assert before < after <= min(newer, larger) + 1e-12


@given(st.integers(0, 10**15), st.floats(1, 10**12))
def test_no_deal_counts_for_nothing_or_for_many(value: int, typical: float):
    assert 1 / 3 <= counted(value, typical) <= MOST
