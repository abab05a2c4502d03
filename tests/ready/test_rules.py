"""When a topic counts, when it blocks and by what, and what that makes of a rep."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.core.estimates import Estimate
from webapp.mastery.rules import Mastery
from webapp.ready import rules
from webapp.ready.rules import USUAL, Bar, Gap


def known(recall: float, fact: float, persuasion: float, n: int = 9) -> Mastery:
    def about(value: float) -> Estimate:
        return Estimate(value, max(0, value - 0.2), min(1, value + 0.2), n)

    return Mastery(about(recall), about(fact), about(persuasion), n, n)


def test_a_topic_blocks_by_each_figure_that_is_below_the_bar():
    assert rules.gaps(known(0.9, 0.8, 0.8), USUAL) == []
    assert rules.gaps(known(0.65, 0.8, 0.5), USUAL) == [Gap("recall", 10), Gap("persuasion", 10)]
    assert rules.gaps(known(0.9, 0.8, 0.8), Bar(0.9, 0.9, 0.8)) == [Gap("fact", 10)]


def test_what_is_shown_as_enough_is_enough():
    assert rules.gaps(known(0.746, 0.6951, 0.595), USUAL) == []


def test_too_little_seen_blocks_however_good_it_was():
    assert rules.gaps(known(1, 1, 1, n=4), USUAL) == [Gap("recall", None)]
    assert [gap.lacks for gap in rules.gaps(known(1, 1, 1, n=2), USUAL)] == [None, None, None]
    assert rules.gaps(Mastery(None, None, None, 0, 0), Bar(0, 0, 0)) == [Gap(one, None) for one in rules.FIGURES]


@pytest.mark.parametrize(("had", "live", "counted"), [(0, 0, False), (3, 6, True), (2, 6, False), (4, 7, True)])
def test_a_topic_counts_once_half_of_its_facts_were_the_cohorts(had: int, live: int, counted: bool):
    assert rules.counts(had, live) is counted


FAR, NEAR, UNSEEN = [Gap("fact", 20)], [Gap("fact", 5)], [Gap("recall", None)]


@pytest.mark.parametrize(
    ("topics", "state"),
    [
        ([[], [], []], "ready"),
        ([[], [], FAR], "nearly"),
        ([[], [], FAR, FAR], "nearly"),
        ([[], FAR, FAR], "not_yet"),
        ([[], FAR, FAR, FAR, [], []], "not_yet"),
        ([NEAR, NEAR, NEAR, NEAR], "nearly"),
        ([NEAR, NEAR, NEAR, UNSEEN], "not_yet"),
        ([[], []], "not_yet"),
        ([], "not_yet"),
    ],
)
def test_ready_nearly_and_not_yet(topics: list[list[Gap]], state: str):
    assert rules.state(topics, in_playbook=10) == state


def test_a_playbook_of_two_topics_asks_for_two():
    assert rules.state([[], []], in_playbook=2) == "ready"
    assert rules.state([[]], in_playbook=2) == "not_yet"


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 0.3))
def test_a_better_figure_never_makes_anybody_less_ready(recall: float, fact: float, persuasion: float, more: float):
    def state(value: float) -> int:
        return rules.STATES.index(rules.state([rules.gaps(known(recall, value, persuasion), USUAL)] * 3, 3))

    assert state(min(1, fact + more)) >= state(fact)


def test_next_comes_where_most_is_lacking_and_what_is_unknown_first():
    assert rules.next_topic({1: [], 2: NEAR, 3: FAR}) == 3
    assert rules.next_topic({1: FAR, 2: UNSEEN}) == 2
    assert rules.next_topic({1: NEAR, 2: NEAR}) == 1
    assert rules.next_topic({1: []}) is None


def test_days_run_to_the_day_they_were_ready_or_to_today():
    joined, today = date(2026, 10, 1), date(2026, 11, 1)
    assert rules.days_to(joined, date(2026, 10, 21), today) == 20
    assert rules.days_to(joined, None, today) == 31
    assert rules.days_to(today, None, joined) == 0
