from hypothesis import given
from hypothesis import strategies as st

from webapp.badges.rules import Badge, Tier, next_tier, passed, reached

METAL = Badge("b", "B", "A badge.", "star", "things", {"bronze": 3, "silver": 10, "gold": 30})
SINGLE = Badge("s", "S", "A badge.", "star", "things", {"one": 5})

values = st.integers(-5, 50)


def test_a_tier_is_reached_at_its_threshold_and_not_before():
    assert reached(METAL, 2) == []
    assert reached(METAL, 3) == ["bronze"]
    assert reached(METAL, 30) == ["bronze", "silver", "gold"]


def test_the_next_tier_is_the_lowest_one_ahead():
    assert next_tier(METAL, 0) == Tier("bronze", 3)
    assert next_tier(METAL, 3) == Tier("silver", 10)
    assert next_tier(SINGLE, 4) == Tier("one", 5)


def test_nothing_lies_beyond_the_last_tier():
    assert next_tier(METAL, 30) is None
    assert next_tier(SINGLE, 5) is None


def test_a_jump_passes_every_tier_between():
    assert passed(METAL, 2, 10) == ["bronze", "silver"]
    assert passed(METAL, 3, 9) == []


@given(values, values)
def test_what_is_passed_was_not_reached_before(before: int, after: int):
    assert set(passed(METAL, before, after)) == set(reached(METAL, after)) - set(reached(METAL, before))


@given(values)
def test_what_is_next_is_not_reached(value: int):
    ahead = next_tier(METAL, value)
    assert (ahead is None) == (reached(METAL, value) == list(METAL.tiers))
    assert ahead is None or ahead.name not in reached(METAL, value)
