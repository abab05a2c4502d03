"""What figures say: only where there are enough of them, and in words that somebody can act on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.insights.rules import FEWEST_AUTHORS, Scored, correlation, doubts, mean, telling

SHARES = st.floats(0, 1)


def replies(*, to_fact: int, follow: bool) -> list[Scored]:
    """Twenty authors of rising skill, each with three replies elsewhere and one to the fact."""
    skills = [n / 20 for n in range(FEWEST_AUTHORS)]
    elsewhere = [Scored(n, 100 + other, skill, skill) for n, skill in enumerate(skills) for other in range(3)]
    here = [Scored(n, to_fact, 0.5, skill if follow else 1 - skill) for n, skill in enumerate(skills)]
    return elsewhere + here


def test_a_fact_is_telling_where_the_good_do_well_and_blunt_where_they_do_not() -> None:
    assert telling(replies(to_fact=1, follow=True))[1] == pytest.approx(1)
    assert telling(replies(to_fact=1, follow=False))[1] == pytest.approx(-1)


def test_nothing_is_told_from_few_authors_or_from_those_who_reply_nowhere_else() -> None:
    assert telling(replies(to_fact=1, follow=True)[:-1]).get(1) is None
    assert telling([Scored(n, 1, 0.5, n / 20) for n in range(30)]) == {}


def test_few_values_have_no_mean() -> None:
    assert mean([1.0] * 9) is None
    assert mean([0.5] * 10) == 0.5


@pytest.mark.parametrize(
    ("figures", "kinds"),
    [
        ((100, 90, 0.7, 0.7, 0.4), []),
        ((100, 90, 0.3, 0.7, 0.4), ["forgotten"]),
        ((100, 90, 0.98, 0.7, 0.4), ["obvious"]),
        ((100, 90, 0.7, 0.4, 0.4), ["untrue"]),
        ((100, 90, 0.7, 0.7, -0.2), ["blunt"]),
        ((100, 40, 0.7, 0.7, 0.4), ["unanswered"]),
        ((9, 0, None, None, None), []),
        ((100, 10, 0.1, 0.1, -1.0), ["forgotten", "untrue", "blunt", "unanswered"]),
    ],
)
def test_poor_figures_say_why(figures: tuple[int, int, float, float, float], kinds: list[str]) -> None:
    assert [doubt.kind for doubt in doubts(*figures)] == kinds


@given(st.lists(st.tuples(SHARES, SHARES), max_size=60))
def test_a_correlation_is_between_minus_one_and_one_or_none(pairs: list[tuple[float, float]]) -> None:
    found = correlation(pairs)
    assert found is None or -1 <= found <= 1
