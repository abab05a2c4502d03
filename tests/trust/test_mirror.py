"""What a judge reads about themselves."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from webapp.trust.mirror import Shared, mirror, wilson

STEP = st.integers(0, 2)


@given(st.integers(1, 300), st.data())
def test_the_interval_is_wilsons(n: int, data: st.DataObject):
    """Against SciPy's."""
    count = data.draw(st.integers(0, n))
    ours = wilson(count, n)
    theirs = binomtest(count, n).proportion_ci(method="wilson")
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=1e-4)


def test_nothing_shared_says_nothing():
    seen = mirror([])
    assert seen.fact == (0, 0, 0.0, 1.0)
    assert seen.fact_lean is seen.persuasion_lean is seen.charmed is None


@given(st.lists(st.builds(Shared, STEP, STEP, STEP, STEP), max_size=60))
def test_it_is_always_sound(shared: list[Shared]):
    seen = mirror(shared)
    for share in (seen.fact, seen.persuasion):
        assert 0 <= share.low <= share.high <= 1
    for lean in (seen.fact_lean, seen.persuasion_lean, seen.charmed):
        assert lean is None or lean.low <= lean.mean <= lean.high


def test_who_is_kind_hard_or_fair_reads_so():
    kind = mirror([Shared(2, 0, 1, 1)] * 12)
    assert (kind.fact_lean.way, kind.persuasion_lean.way) == ("kind", "hard")
    assert mirror([Shared(1, 1, 1, 1)] * 12).fact_lean.way == "fair"


def test_few_replies_are_not_enough_to_say():
    assert mirror([Shared(2, 0, 1, 1)] * 7).fact_lean is None


def test_whom_charm_fools_reads_so():
    charmed = [Shared(2, 2, 0, 2)] * 6 + [Shared(0, 0, 0, 0)] * 6
    assert mirror(charmed).charmed.way == "kind"
    assert mirror([Shared(0, 2, 0, 2)] * 6 + [Shared(0, 0, 0, 0)] * 6).charmed.way == "fair"
    assert mirror([Shared(2, 2, 0, 2)] * 12).charmed is None, "nothing to compare it with"


def test_chance_alone_makes_few_lean():
    """Two hundred fair judges with thirty shared replies each: at most about one in twenty by chance."""
    chance = np.random.default_rng(3)
    ways = []
    for _ in range(200):
        coach = chance.integers(0, 3, 30)
        mine = np.clip(coach + chance.choice([-1, 0, 1], 30, p=[0.15, 0.7, 0.15]), 0, 2)
        ways.append(mirror([Shared(int(m), 1, int(c), 1) for m, c in zip(mine, coach, strict=True)]).fact_lean.way)
    assert sum(way != "fair" for way in ways) <= 16
