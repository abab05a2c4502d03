"""The plain rotation, over playbooks and stretches of days of every size."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from webapp.schedule.rules import Met, Pairing, next_challenge, shuffled

MONDAY = date(2026, 11, 2)


def on(n: int) -> date:
    return MONDAY + timedelta(days=n)


def curriculum(topics: Sequence[int], prompts: int = 3, valid_until: date | None = None) -> list[Pairing]:
    """One fact for each entry of `topics`; every prompt of a topic asks for all of its facts."""
    pairs = [(fact, topic, n) for fact, topic in enumerate(topics, 1) for n in range(1, prompts + 1)]
    return [Pairing(id_, f, t * 100 + n, t, valid_until) for id_, (f, t, n) in enumerate(pairs, 1)]


def rotate(playbook: Sequence[Pairing], days: int, met: Sequence[Met] = ()) -> list[Met]:
    ways = {p.challenge_id: p for p in playbook}
    history = list(met)
    for n in range(days):
        chosen = next_challenge(history, playbook, on(n))
        assert chosen is not None
        history.append(Met(on(n), ways[chosen].fact_id, ways[chosen].prompt_id))
    return history


PLAYBOOKS = st.builds(
    curriculum,
    st.lists(st.integers(1, 6), min_size=7, max_size=30).map(sorted),
    st.integers(1, 4),
)


@given(PLAYBOOKS, st.integers(1, 80))
def test_a_fact_never_comes_twice_within_a_week(playbook: list[Pairing], days: int) -> None:
    last: dict[int, date] = {}
    for met in rotate(playbook, days):
        assert met.day - last.get(met.fact_id, met.day - timedelta(days=7)) >= timedelta(days=7)
        last[met.fact_id] = met.day


@given(PLAYBOOKS, st.integers(1, 80))
def test_new_facts_alternate_with_the_one_longest_unmet(playbook: list[Pairing], days: int) -> None:
    history = rotate(playbook, days)
    facts = {p.fact_id for p in playbook}
    was_new = False
    for n, met in enumerate(history):
        last = {m.fact_id: m.day for m in history[:n]}
        rested = sorted((day, fact) for fact, day in last.items() if met.day - day >= timedelta(days=7))
        is_new = met.fact_id not in last
        if is_new:
            assert not (was_new and rested)
        else:
            assert was_new or set(last) == facts
            assert met.fact_id == rested[0][1]
        was_new = is_new


@given(PLAYBOOKS, st.integers(1, 120))
def test_a_fact_comes_under_each_of_its_prompts_before_one_returns(playbook: list[Pairing], days: int) -> None:
    ways, used = defaultdict(set), defaultdict(list)
    for p in playbook:
        ways[p.fact_id].add(p.prompt_id)
    for met in rotate(playbook, days):
        before, number = used[met.fact_id], len(ways[met.fact_id])
        round_ = before[len(before) - len(before) % number :]
        assert met.prompt_id not in round_
        assert number == 1 or not before or met.prompt_id != before[-1]
        before.append(met.prompt_id)


@given(PLAYBOOKS, st.integers(1, 60))
def test_a_new_fact_is_of_another_topic_than_yesterdays_where_there_is_one(playbook: list[Pairing], days: int) -> None:
    topics = {p.fact_id: p.topic_id for p in playbook}
    history = rotate(playbook, days)
    for n in range(1, days):
        seen = {m.fact_id for m in history[:n]}
        yesterday = topics[history[n - 1].fact_id]
        fact = history[n].fact_id
        if fact not in seen and topics[fact] == yesterday:
            assert {topics[one] for one in topics if one not in seen} == {yesterday}


def test_new_facts_follow_the_curriculum() -> None:
    history = rotate(curriculum([1] * 12), 7)
    assert [met.fact_id for met in history] == [1, 2, 3, 4, 5, 6, 7]


def test_topics_take_turns_over_a_weekend_too() -> None:
    playbook = curriculum([1, 1, 1, 2, 2, 2])
    friday = Met(on(-3), 1, 101)
    assert rotate(playbook, 1, [friday])[-1].fact_id == 4


@given(PLAYBOOKS, st.integers(0, 40), st.randoms(use_true_random=False))
def test_the_order_in_which_history_is_told_does_not_matter(playbook: list[Pairing], days: int, random: Random) -> None:
    history = rotate(playbook, days)
    told = random.sample(history, len(history))
    assert next_challenge(told, playbook, on(days)) == next_challenge(history, playbook, on(days))


@given(st.lists(st.integers(1, 2), min_size=1, max_size=6), st.integers(1, 40))
def test_a_playbook_too_small_for_a_week_still_fills_every_day(topics: list[int], days: int) -> None:
    history = rotate(curriculum(sorted(topics)), days)
    assert len(history) == days
    for before, after in pairwise(history):
        assert before.fact_id != after.fact_id or len(topics) == 1


def test_a_fact_out_of_date_is_left_out_from_the_next_day_on() -> None:
    playbook = curriculum([1], valid_until=MONDAY)
    assert next_challenge([], playbook, MONDAY) is not None
    assert next_challenge([], playbook, on(1)) is None


def test_an_empty_playbook_has_no_challenge() -> None:
    assert next_challenge([], [], MONDAY) is None


def test_a_day_already_planned_keeps_its_fact_away_from_the_days_before_it() -> None:
    pinned = Met(on(3), 1, 101)
    assert [met.fact_id for met in rotate(curriculum([1] * 12), 3, [pinned])][1:] == [2, 3, 4]


def test_a_fact_that_is_gone_from_the_playbook_disturbs_nobody() -> None:
    assert rotate(curriculum([1, 2]), 1, [Met(on(-1), 99, 9900)])[-1].fact_id == 1


@given(st.sets(st.integers(1, 10_000), min_size=1, max_size=6), st.integers(1, 10_000))
def test_a_shuffle_keeps_everything_and_never_changes(ids: set[int], seed: int) -> None:
    assert set(shuffled(ids, seed)) == ids
    assert shuffled(ids, seed) == shuffled(sorted(ids, reverse=True), seed)


def test_shuffles_differ_from_one_occurrence_to_the_next() -> None:
    places = [shuffled([1, 2, 3, 4], seed).index(1) for seed in range(400)]
    assert all(60 <= places.count(place) <= 140 for place in range(4))
