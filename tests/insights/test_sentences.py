"""What the three sentences are about: never about what may be chance."""

from hypothesis import given
from hypothesis import strategies as st

from webapp.core.estimates import Estimate
from webapp.insights import sentences
from webapp.insights.sentences import Said, Strength


def about(value: float, reach: float = 0.05, n: int = 40) -> Estimate:
    return Estimate(value, max(0.0, value - reach), min(1.0, value + reach), n)


def strength(topic_id: int, value: float, *, side: str = "fact", reach: float = 0.05, n: int = 40, was: float = 0.0):
    return Strength(topic_id, side, about(value, reach, n), about(was) if was else None)


BARS = {"fact": 0.6, "say": 0.55, "recall": 0.75}
COME, RARELY = about(0.85), about(0.4)


def test_the_need_is_what_is_weak_for_certain():
    certain, unsure = strength(1, 0.5, reach=0.03), strength(2, 0.45, reach=0.2)
    assert sentences.need([certain, unsure], BARS) == Said("weak", certain)


def test_few_replies_make_no_sentence():
    assert sentences.need([strength(1, 0.1, n=9)], BARS) == Said("unknown")
    assert sentences.well([strength(1, 0.9, n=9)], None, None) == Said("unknown")
    assert sentences.todo(Said("unknown"), None) == Said("wait")


def test_where_all_is_strong_nothing_is_called_weak():
    lowest = strength(1, 0.8)
    assert sentences.need([strength(1, 0.9), lowest, strength(2, 0.85, reach=0.01)], BARS) == Said("fine", lowest)


def test_nothing_is_called_fine_while_another_topic_may_be_below_its_bar():
    narrow, wide = strength(1, 0.61, reach=0.005), strength(2, 0.59, reach=0.2)
    assert sentences.need([narrow, wide], BARS) == Said("weak", wide)


def test_what_may_well_be_below_its_bar_is_called_neither_fine_nor_weak():
    narrow, wide = strength(1, 0.62, reach=0.01), strength(2, 0.8, reach=0.25)
    assert sentences.need([narrow, wide], BARS) == Said("unsure", wide)


def test_each_side_has_its_own_bar():
    assert sentences.need([strength(1, 0.66, side="say")], BARS).kind == "fine"
    assert sentences.need([strength(1, 0.66, side="recall")], BARS).kind == "weak"
    both = [strength(1, 0.58, side="say"), strength(1, 0.65, side="recall")]
    assert sentences.need(both, BARS) == Said("weak", both[1]), "recall lacks more of what is asked of it"


def test_a_rise_is_praised_only_if_it_is_no_chance():
    chance, sure = strength(1, 0.8, was=0.75), strength(2, 0.7, was=0.5)
    assert sentences.well([chance, sure], COME, COME) == Said("risen", sure)
    assert sentences.well([chance], COME, COME) == Said("strong", chance)


def test_coming_more_often_is_praised_before_what_was_always_strong():
    assert sentences.well([strength(1, 0.8)], COME, RARELY).kind == "came"


def test_people_who_do_not_come_are_the_first_thing_to_do():
    needed = Said("weak", strength(1, 0.4))
    assert sentences.todo(needed, RARELY).kind == "come"
    assert sentences.todo(needed, COME).kind == "pin"


def test_a_weak_line_is_played_together_and_a_weak_fact_is_pinned():
    assert sentences.todo(Said("weak", strength(1, 0.4, side="say")), COME).kind == "play"
    assert sentences.todo(Said("weak", strength(1, 0.4, side="recall")), COME).kind == "pin"
    assert sentences.todo(Said("fine", strength(1, 0.9)), COME).kind == "keep"


def test_only_who_surely_stands_out_is_named():
    found = [("Ana", about(0.2, n=3)), ("Ben", about(0.5)), ("Cleo", about(0.6))]
    assert sentences.weakest(found, about(0.7)) == "Ben", "three replies of Ana's are too few"
    assert sentences.weakest(found, about(0.54)) is None, "that may be chance"
    assert sentences.weakest([], about(0.7)) is None


STRENGTHS = st.builds(
    strength,
    st.integers(1, 3),
    st.floats(0, 1),
    side=st.sampled_from(["fact", "say", "recall"]),
    reach=st.floats(0, 0.5),
    n=st.integers(1, 50),
    was=st.floats(0, 1),
)


@given(st.lists(STRENGTHS, max_size=8), st.one_of(st.none(), st.builds(about, st.floats(0, 1))))
def test_whatever_the_figures_there_are_sentences(strengths: list[Strength], came: Estimate | None):
    need = sentences.need(strengths, BARS)
    assert need.kind in ("unknown", "weak", "unsure", "fine")
    assert sentences.well(strengths, came, None).kind in ("risen", "came", "strong", "unknown")
    assert sentences.todo(need, came).kind in ("come", "wait", "keep", "play", "pin")
