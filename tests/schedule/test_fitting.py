"""What is learned of how memory fades: the truth from many answers, next to nothing from few."""

from math import exp, log
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.schedule.fitting import LEAST, LOOSENESS, Asked, fitted, log_loss, most_likely
from webapp.schedule.memory import BY_DEFAULT, Curve

CURVES = st.builds(Curve, st.floats(0.3, 2.5), st.floats(0.12, 0.4))
STEP = 1e-5


def answers(truth: Curve, number: int, seed: int = 0) -> list[Asked]:
    """Of people who forget by that curve, asked after anything from a tenth to ten times the stability."""
    chance, found = Random(seed), []
    for _ in range(number):
        stability = chance.lognormvariate(2, 1)
        days = stability * truth.longer * 10 ** chance.uniform(-1, 1)
        found.append(Asked(days, stability, chance.random() < truth.recalled(days, stability)))
    return found


@settings(max_examples=25, deadline=None)
@given(CURVES, st.integers(0, 1000))
def test_how_long_and_how_steeply_are_recovered_within_their_error(truth: Curve, seed: int) -> None:
    """The squared distance in standard errors, by Fisher's information and the prior's, is chi-squared with two
    degrees of freedom: beyond 25 once in a quarter of a million."""
    given = answers(truth, 4000, seed)
    apart = np.log(most_likely(given)) - np.log(truth)
    assert apart @ (information(truth, given) + np.eye(2) / LOOSENESS**2) @ apart < 25


def information(truth: Curve, given: list[Asked]) -> Any:
    """Fisher's, of the two logarithms: the sum of R' R'^T / (R (1 - R))."""
    days, stability, _knows = np.array(given, dtype=float).T
    steps = [
        truth._replace(longer=truth.longer * exp(STEP)).recalled(days, stability),
        truth._replace(decay=truth.decay * exp(STEP)).recalled(days, stability),
    ]
    there = truth.recalled(days, stability)
    slopes = (np.array(steps) - there) / STEP
    return slopes / (there * (1 - there)) @ slopes.T


@settings(deadline=None)
@given(CURVES, st.integers(0, 1000))
def test_few_answers_change_little(truth: Curve, seed: int) -> None:
    few = most_likely(answers(truth, 5, seed))
    assert abs(log(few.longer)) < 0.6
    assert abs(log(few.decay / BY_DEFAULT.decay)) < 0.3


def test_without_answers_the_defaults_stay() -> None:
    assert most_likely([]) == pytest.approx(BY_DEFAULT)


def test_below_four_hundred_answers_nothing_is_learned() -> None:
    elsewhere = answers(Curve(0.3, 0.3), LEAST)
    assert fitted(elsewhere[:-1], BY_DEFAULT) is None
    assert fitted(elsewhere, BY_DEFAULT) is not None


def test_what_is_learned_foretells_the_newest_fifth_better() -> None:
    elsewhere = answers(Curve(0.3, 0.3), 2000)
    fit = fitted(elsewhere, BY_DEFAULT)
    assert fit
    assert fit.answers == 2000
    assert fit.loss_before == log_loss(BY_DEFAULT, elsewhere[1600:])
    assert fit.loss_after == log_loss(fit.curve, elsewhere[1600:]) < fit.loss_before - 0.02
    assert fit.curve == most_likely(elsewhere[:1600])


def test_what_does_not_foretell_them_better_is_not_kept() -> None:
    """The newest answers are given as the defaults say, whatever was before."""
    changed = answers(Curve(0.3, 0.3), 1600) + answers(BY_DEFAULT, 400, 1)
    assert fitted(changed, BY_DEFAULT) is None


def test_learned_again_from_the_same_answers_nothing_changes() -> None:
    elsewhere = answers(Curve(0.3, 0.3), 2000)
    fit = fitted(elsewhere, BY_DEFAULT)
    assert fit
    assert fitted(elsewhere, fit.curve) is None
