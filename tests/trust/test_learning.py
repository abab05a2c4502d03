"""What is learned, against worlds whose truth is known (bench/judging/world.py)."""

import numpy as np
import pytest
from scipy.stats import spearmanr, truncnorm

from bench.judging.methods import COACH_ONLY, by_learning, by_mean
from bench.judging.world import JUDGES, Votes, World, a_world, votes_in
from webapp.trust import seeing
from webapp.trust.ballots import Ballots, Judges, Worths
from webapp.trust.learning import Learned, learn
from webapp.trust.verdicts import verdict
from webapp.trust.weights import HALF_WAY, trusted, weights


@pytest.fixture(scope="module")
def world() -> World:
    return a_world(np.random.default_rng(7), 0.0)


@pytest.fixture(scope="module")
def votes(world: World) -> Votes:
    return votes_in(world, np.random.default_rng(8), 5)


@pytest.fixture(scope="module")
def ballots(world: World, votes: Votes) -> Ballots:
    return Ballots(*votes, author=world.author, coach=COACH_ONLY)


@pytest.fixture(scope="module")
def learned(ballots: Ballots) -> Learned:
    return learn(ballots)


def test_replies_are_ranked_far_closer_to_the_truth_than_by_a_mean(world: World, votes: Votes, learned: Learned):
    truth = world.truth.sum(axis=1)
    ours = spearmanr(learned.replies.sum(axis=1), truth).statistic
    assert ours > 0.87
    assert ours > spearmanr(by_mean(votes), truth).statistic + 0.08


def test_colluders_hardly_matter():
    world = a_world(np.random.default_rng(9), 0.2)
    learned, shown = by_learning(votes_in(world, np.random.default_rng(10), 5), world.author)
    truth = world.truth.sum(axis=1)
    assert spearmanr(learned, truth).statistic > 0.83
    assert spearmanr(shown, truth).statistic > 0.65


def test_the_stated_error_is_the_error(world: World, learned: Learned):
    """Nine in ten of the 95 % intervals at the least hold the truth."""
    inside = np.abs(learned.replies - verdict(world.truth)) < 1.96 * learned.reply_error
    assert inside.mean() > 0.9


def test_leanings_and_noise_are_those_of_the_judges(world: World, learned: Learned):
    looks = ~world.lazy
    assert np.corrcoef(learned.judges.lean[:JUDGES, 0][looks], world.lean[looks])[0, 1] > 0.85
    assert np.corrcoef(learned.judges.noise[:JUDGES][looks], world.noise[looks])[0, 1] > 0.7


def test_who_always_taps_the_best_weighs_least(world: World, ballots: Ballots, learned: Learned):
    weight = weights(learned.judges, np.arange(JUDGES), ballots.shared()[:JUDGES])
    assert weight[world.lazy].mean() < weight[~world.lazy].mean() - 150
    assert weight.min() >= 500
    assert weight.max() <= 1500


def test_who_always_taps_the_middle_does_not_pass_for_a_careful_judge(world: World, ballots: Ballots):
    careful = int(np.flatnonzero(~world.lazy & (world.noise == min(world.noise)))[0])
    tapped = ballots._replace(vote=np.where((ballots.judge == careful)[:, None], 1, ballots.vote))
    looked, blind = (weights(learn(one).judges, np.arange(JUDGES), np.full(JUDGES, 99)) for one in (ballots, tapped))
    assert looked[careful] > 1100
    assert blind[careful] < 900


def test_the_same_votes_teach_the_same(ballots: Ballots, learned: Learned):
    assert np.array_equal(learn(ballots).replies, learned.replies)


def test_who_shared_few_replies_with_coaches_weighs_nearly_as_usual():
    """Half of the way after HALF_WAY of them; none without any."""
    people = Judges(np.zeros((2, 2)), np.array([0.3, 2.5]), np.array([[1.0, 0, 0, 0], [1.0, 0, 0, 0]]))
    peers = np.arange(2)
    assert weights(people, peers, np.array([0, 0])).tolist() == [1000, 1000]
    some, all_ = (weights(people, peers, np.full(2, n)) for n in (HALF_WAY, 10**9))
    assert all_[0] > 1000 > all_[1]
    assert (some - 1000).tolist() == pytest.approx(((all_ - 1000) / 2).tolist(), abs=1)


def test_nobody_but_coaches_teaches_nothing_and_breaks_nothing():
    alone = Ballots(np.array([0]), np.array([0]), np.array([[2, 1]]), np.array([0]), np.array([True]))
    assert trusted(alone, learn(alone), np.array([5])) == []


def test_one_single_vote_is_enough_to_begin():
    alone = Ballots(np.array([0]), np.array([0]), np.array([[2, 1]]), np.array([0]), np.array([False]))
    (trust,) = trusted(alone, learn(alone), np.array([5]))
    assert (trust.judge_id, trust.weight, trust.replies, trust.shared) == (5, 1000, 1, 0)


def test_what_was_seen_is_drawn_as_scipy_says():
    """The mean of many draws beside that of scipy.stats.truncnorm, far tails too."""
    n = 20_000
    for vote, middle in ((0, 0.0), (1, 0.3), (2, -3.0), (0, 4.0)):
        ballots = Ballots(np.zeros(n, int), np.arange(n), np.full((n, 2), vote), np.arange(n), np.array([True]))
        people = Judges(np.zeros((1, 2)), np.array([0.5]), np.array([[1.0, 0, 0, 0]]))
        worths = Worths(np.full((n, 2), middle), np.ones(2), np.ones(2))
        looked, seen = seeing.draw(ballots, people, worths, np.random.default_rng(1))
        low, high = ((bound - middle) / 0.5 for bound in (seeing.LOW[vote], seeing.HIGH[vote]))
        assert looked.all()
        assert seen.mean() == pytest.approx(truncnorm.mean(low, high, loc=middle, scale=0.5), abs=0.01)
