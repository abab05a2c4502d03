"""What a coach would say of a reply, and when something may be said at all."""

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

from webapp.trust.ballots import Ballots
from webapp.trust.judges import COACHES_NOISE
from webapp.trust.verdicts import ANCHORED, NOTICEABLE, Verdict, has_moved, verdict, verdicts


@pytest.mark.parametrize(("worth", "variance"), [(0.0, 0.0), (0.7, 0.3), (-1.2, 0.05), (2.5, 1.0)])
def test_it_is_the_mean_of_half_a_coachs_vote(worth: float, variance: float) -> None:
    """Integrated over what the coach sees, by SciPy."""
    sees = norm(worth, np.sqrt(variance + COACHES_NOISE**2))
    middle = quad(sees.pdf, -0.5, 0.5)[0]
    best = quad(sees.pdf, 0.5, 12)[0]
    assert verdict(np.array(worth), variance) == pytest.approx(middle / 2 + best, abs=1e-7)


def test_what_nobody_knows_lies_in_the_middle_and_doubt_draws_there() -> None:
    assert verdict(np.zeros(1), 1.0) == pytest.approx(0.5)
    sure, doubtful = verdict(np.array([0.8, 0.8]), np.array([0.01, 2.0]))
    assert sure > doubtful > 0.5


def _coached(replies: int) -> Ballots:
    """Each judged by the one coach."""
    alone = np.zeros(replies, int)
    return Ballots(alone, np.arange(replies), np.ones((replies, 2), int), alone, np.array([True]))


def test_without_enough_of_coaches_nothing_is_said() -> None:
    few, enough = (
        verdicts(_coached(n), np.full((n, 2), 0.4), np.full((n, 2), 0.1), np.arange(n) + 70)
        for n in (ANCHORED - 1, ANCHORED)
    )
    assert few == []
    assert len(enough) == ANCHORED
    assert enough[0] == Verdict(70, 0.4, 0.1, 0.4, 0.1)


def test_only_what_moved_is_news() -> None:
    before = Verdict(1, 0.5, 0.1, 0.5, 0.1)
    assert has_moved(None, before)
    assert not has_moved(before, before._replace(fact=0.5 + NOTICEABLE / 2, fact_error=0.3))
    assert has_moved(before, before._replace(persuasion=0.5 - NOTICEABLE - 0.01))
