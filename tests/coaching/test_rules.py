"""What a coach's minute changes most."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import NOON, TUESDAY
from webapp.coaching.rules import LONGEST_LOOK, Known, Reason, seconds, worth

LONG_HERE = TUESDAY - timedelta(weeks=30)


def a_reply_known(*votes: tuple[int, int], joined: date = LONG_HERE, **more: object) -> Known:
    known = {"weight": 1000 * len(votes), "coached": False, "text": "Nine days.", "key_points_used": [True, False]}
    return Known(votes=votes, day=TUESDAY, joined_on=joined, **known | more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("known", "reason"),
    [
        (a_reply_known(), Reason("unjudged")),
        (a_reply_known((1, 1)), Reason("few", 1)),
        (a_reply_known((0, 1), (2, 1), (2, 2)), Reason("split", 3)),
        (a_reply_known((1, 1), (1, 1), joined=TUESDAY - timedelta(days=3)), Reason("new")),
        (a_reply_known((1, 1), (1, 1), (1, 1), (1, 1), key_points_used=[True, True]), Reason("model")),
        (a_reply_known((0, 2), (2, 0), reports=2), Reason("reported", 2)),
    ],
)
def test_the_strongest_reason_is_the_one_that_is_told(known: Known, reason: Reason):
    assert worth(known).reason == reason


def test_a_reported_reply_comes_before_a_split_one_before_an_unjudged_one_before_one_that_all_agree_on():
    order = [
        a_reply_known((1, 1), reports=1),
        a_reply_known((0, 0), (2, 2), (1, 1)),
        a_reply_known(),
        a_reply_known((2, 2), (2, 2), (2, 2), (2, 2)),
    ]
    values = [worth(known).value for known in order]
    assert values == sorted(values, reverse=True)


def test_what_another_coach_has_judged_waits_behind_what_none_has():
    assert worth(a_reply_known((1, 1), coached=True)).value < worth(a_reply_known((1, 1))).value


steps = st.integers(0, 2)
votes = st.lists(st.tuples(steps, steps), max_size=8)


@given(given_votes=votes)
def test_turning_every_vote_round_changes_neither_place_nor_reason(given_votes: list[tuple[int, int]]):
    """The coach learns how far peers lie apart, never which way they point."""
    turned = [(2 - fact, 2 - persuasion) for fact, persuasion in given_votes]
    assert worth(a_reply_known(*given_votes)) == worth(a_reply_known(*turned))


@given(given_votes=votes, more=st.integers(1, 5))
def test_the_more_agree_the_less_a_coach_changes(given_votes: list[tuple[int, int]], more: int):
    known = a_reply_known(*given_votes)
    later = known._replace(weight=known.weight + 1000 * more)
    assert worth(later).value <= worth(known).value


def test_a_look_counts_its_seconds_up_to_a_coffee():
    assert seconds(NOON, NOON + timedelta(seconds=41)) == 41
    assert seconds(NOON, NOON + timedelta(hours=2)) == LONGEST_LOOK
    assert seconds(NOON, NOON - timedelta(hours=2)) == 0
