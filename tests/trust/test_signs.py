"""What is planted is found; what is not, is not."""

from datetime import timedelta

import numpy as np
import pytest
from scipy.stats import binomtest

from tests.trust.casting import first_casts
from webapp.trust import blocks, bots
from webapp.trust.bots import _at_least
from webapp.trust.casts import FirstCast
from webapp.trust.signs import About, Sign
from webapp.trust.signs import signs as signs_in

BEST = np.array([2, 2])


def signs(casts: list[FirstCast]) -> list[Sign]:
    """Where nobody has looked at anything yet."""
    return signs_in(casts, {})


def who(found: list[Sign]) -> set[tuple[str, int]]:
    return {(sign.kind, sign.judge_id) for sign in found}


def pairs(found: list[Sign]) -> set[tuple[int, int | None]]:
    return {(sign.judge_id, sign.other_id) for sign in found}


def test_clean_worlds_raise_hardly_an_alarm():
    """Twenty organisations of twenty-four: 276 pairs, four teams and 24 judges each, a good 6,000 looks."""
    alarms = [sign for seed in range(20) for sign in signs(first_casts(seed))]
    assert len(alarms) <= 2


@pytest.mark.parametrize("seed", range(3))
def test_two_who_favour_each_other_are_found_and_nobody_else(seed: int):
    def favour(judge, author, vote, seconds):
        pair = {judge, author} == {1, 2}
        rest = np.maximum(vote - 1, 0) if judge in (1, 2) else vote
        return (BEST if pair else rest), seconds

    found = signs(first_casts(seed, people=12, replies=60, plant=favour))
    assert who(found) == {("favours", 1), ("favours", 2)}
    assert {sign.other_id for sign in found} == {1, 2}
    assert all(sign.evidence["gave"] > 0.5 for sign in found)


def test_a_one_sided_friend_is_no_favour():
    def admire(judge, author, vote, seconds):
        return (BEST if (judge, author) == (1, 2) else vote), seconds

    assert signs(first_casts(1, people=12, replies=60, plant=admire)) == []


@pytest.mark.parametrize("seed", range(3))
def test_a_team_that_votes_as_a_block_is_found(seed: int):
    def block(judge, author, vote, seconds):
        if judge % 4:
            return vote, seconds
        return (BEST if author % 4 == 0 else np.maximum(vote - 1, 0)), seconds

    found = [sign for sign in signs(first_casts(seed, plant=block)) if sign.kind == "block"]
    assert {sign.team_id for sign in found} == {1}
    assert {sign.judge_id for sign in found} <= {0, 4, 8, 12, 16, 20}
    assert len(found) >= 4


def test_three_who_lie_apart_by_the_very_same_are_not_yet_a_block():
    judges = [blocks.Sides(judge, 1.0, 0.0, 3, 3) for judge in range(3)]
    assert blocks._suspicion(1, judges).chance == 1 / 8
    assert blocks._suspicion(1, [one._replace(own=-1.0) for one in judges]).chance == 1.0


@pytest.mark.parametrize("seed", range(3))
def test_a_bot_is_found_by_its_speed_or_by_its_one_vote(seed: int):
    fast = signs(first_casts(seed, plant=lambda j, a, vote, s: (vote, 1.0 if j == 5 else s)))
    assert who(fast) == {("bot", 5)}
    alike = signs(first_casts(seed, plant=lambda j, a, vote, s: (np.array([1, 1]) if j == 5 else vote, s)))
    assert who(alike) == {("bot", 5)}


def test_the_votes_that_somebody_cleared_accuse_nobody_again():
    casts = first_casts(1, plant=lambda j, a, vote, s: (vote, 1.0 if j == 5 else s))
    half, end = sorted(cast.at for cast in casts)[len(casts) // 2], max(cast.at for cast in casts)
    assert signs_in(casts, {About("bot", 5, None): end}) == []
    (anew,) = signs_in(casts, {About("bot", 5, None): half})
    assert anew.evidence["votes"] < sum(cast.judge_id == 5 for cast in casts), "of the votes since then alone"
    others = {About("bot", 6, None): end, About("block", 5, None): end}
    assert who(signs_in(casts, others)) == {("bot", 5)}, "another judge, or another kind, clears nothing"


def test_a_pair_that_was_cleared_is_cleared_as_this_pair_alone():
    def favour(judge, author, vote, seconds):
        pair = {judge, author} in ({1, 2}, {1, 3})
        return (BEST if pair else np.maximum(vote - 1, 0) if judge in (1, 2, 3) else vote), seconds

    casts = first_casts(1, people=12, replies=60, plant=favour)
    end = max(cast.at for cast in casts)
    assert pairs(signs(casts)) == {(1, 2), (2, 1), (1, 3), (3, 1)}
    assert pairs(signs_in(casts, {About("favours", 1, 2): end})) == {(1, 3), (3, 1)}


def test_a_bots_chance_is_that_of_the_share_which_is_large():
    """Eighteen of forty fast ones are odd but no bot's; thirty-eight alike may be chance."""
    casts = [cast for cast in first_casts(1) if cast.judge_id == 5][:40]
    votes = [
        cast._replace(
            fact=1,
            persuasion=2 if n < 2 else 1,
            served_at=casts[0].at + timedelta(hours=n),
            at=casts[0].at + timedelta(hours=n, seconds=1 if n < 18 else 30),
        )
        for n, cast in enumerate(casts)
    ]
    (found,) = bots.suspicions(votes)
    assert found.whose[0].evidence == {"votes": 40, "fast": 18, "alike": 38}
    assert found.is_large
    assert found.chance == pytest.approx(2 * _at_least(38, 40, 0.8))


def test_few_votes_are_no_evidence():
    few = first_casts(1, people=24, replies=3, plant=lambda j, a, vote, s: (BEST if j == 5 else vote, 1.0))
    assert signs(few) == []
    assert signs([]) == []


@pytest.mark.parametrize(("count", "n", "share"), [(0, 20, 0.2), (10, 20, 0.2), (20, 20, 0.8), (97, 100, 0.8)])
def test_the_binomial_tail_is_scipys(count: int, n: int, share: float):
    assert _at_least(count, n, share) == pytest.approx(binomtest(count, n, share, alternative="greater").pvalue)
