"""What a cohort needs, over playbooks, memories and weights of every size."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.need.rules import KNOWN_BETWEEN, Known, Way, Worn, choose, pairs, practice, terms_of, weakness
from webapp.playbook.documents import SITUATIONS
from webapp.schedule.rules import WEEK, Met, next_challenge

MONDAY = date(2026, 11, 2)
NOTHING = Known({}, {}, {}, {}, {}, MONDAY, frozenset())


def on(n: int) -> date:
    return MONDAY + timedelta(days=n)


def curriculum(topics: Sequence[int], prompts: int = 2) -> list[Way]:
    """One fact for each entry of `topics`, each under prompts of its own, in turn of every situation."""
    numbered = [(fact, topic, n) for fact, topic in enumerate(topics, 1) for n in range(prompts)]
    return [
        Way(id_, fact, fact * 100 + n, topic, None, SITUATIONS[id_ % len(SITUATIONS)])
        for id_, (fact, topic, n) in enumerate(numbered, 1)
    ]


def live(
    ways: Sequence[Way], days: int, known: Known = NOTHING, *, ramping: bool, met: Sequence[Met] = ()
) -> list[Met]:
    by_id = {way.challenge_id: way for way in ways}
    history = list(met)
    for n in range(days):
        chosen = choose(history, ways, known, on(n), ramping=ramping)
        assert chosen is not None
        way = by_id[chosen.challenge_id]
        history.append(Met(on(n), way.fact_id, way.prompt_id))
    return history


SHARES = st.floats(0, 1, allow_nan=False)
WEIGHTS = st.floats(0.1, 10, allow_nan=False)
WAYS = st.builds(curriculum, st.lists(st.integers(1, 6), min_size=8, max_size=24).map(sorted), st.integers(1, 3))
PLACES = st.tuples(st.integers(1, 6), st.sampled_from(SITUATIONS))
KNOWN = st.builds(
    Known,
    st.dictionaries(st.integers(1, 24), SHARES),
    st.dictionaries(st.integers(1, 6), WEIGHTS),
    st.dictionaries(PLACES, WEIGHTS),
    st.dictionaries(PLACES, SHARES),
    st.just({}),
    st.just(MONDAY),
    st.just(frozenset()),
)


@given(WAYS, KNOWN, st.integers(1, 60), st.booleans())
def test_a_fact_never_comes_twice_within_a_week(ways: list[Way], known: Known, days: int, ramping: bool) -> None:
    last: dict[int, date] = {}
    for met in live(ways, days, known, ramping=ramping):
        assert met.day - last.get(met.fact_id, met.day - WEEK) >= WEEK
        last[met.fact_id] = met.day


@given(WAYS, KNOWN, st.booleans(), st.integers(0, 30))
def test_no_rested_fact_of_the_same_turn_is_needed_more(
    ways: list[Way], known: Known, ramping: bool, days: int
) -> None:
    """Need decides among known facts: nothing else, that was met and has rested, has a higher product of terms."""
    met = live(ways, days, known, ramping=ramping)
    chosen = choose(met, ways, known, on(days), ramping=ramping)
    assert chosen is not None
    if chosen.is_new:
        return
    resting = {m.fact_id for m in met if on(days) - m.day < WEEK}
    seen = {m.fact_id for m in met} | known.forgetting.keys()
    for fact in seen - resting:
        under = [way for way in ways if way.fact_id == fact]
        assert not under or min(terms_of(way, known).need for way in under) <= chosen.terms.need


@given(WAYS, KNOWN, st.integers(8, 40), st.booleans())
def test_everybody_meets_every_fact_in_time(ways: list[Way], known: Known, days: int, ramping: bool) -> None:
    """One of every two days for those who ramp, of every three for the others, is a new fact's while there are any."""
    facts, every = len({way.fact_id for way in ways}), 1 + KNOWN_BETWEEN[ramping]
    known = known._replace(forgetting={})
    met = {m.fact_id for m in live(ways, days, known, ramping=ramping)}
    assert len(met) >= min(facts, days // every)


@settings(deadline=None)
@given(WAYS, st.lists(st.tuples(st.integers(1, 30), st.integers(1, 24))), st.booleans())
def test_what_was_planned_for_days_that_nobody_worked_is_still_met_by_everybody(
    ways: list[Way], unattended: list[tuple[int, int]], ramping: bool
) -> None:
    facts, every = {way.fact_id for way in ways}, 1 + KNOWN_BETWEEN[ramping]
    past = [Met(on(-ago), fact, fact * 100) for ago, fact in unattended if fact in facts]
    ahead = live(ways, WEEK.days + every * len(facts), ramping=ramping, met=past)[len(past) :]
    assert {m.fact_id for m in ahead} == facts


def test_after_a_holiday_new_facts_still_take_turns_with_known_ones() -> None:
    """Facts 5 to 16 are known; 1 to 4 were planned for days on which nobody came."""
    had = frozenset(range(5, 17))
    known = NOTHING._replace(forgetting=dict.fromkeys(had, 0.5), had=had)
    past = [Met(on(n - 30), fact, fact * 100) for n, fact in enumerate([*sorted(had), 1, 2, 3, 4])]
    ahead = live(curriculum([1] * 16), 8, known, ramping=True, met=past)[len(past) :]
    assert [m.fact_id for m in ahead if m.fact_id not in had] == [1, 2, 3, 4]
    assert all((one.fact_id in had) != (other.fact_id in had) for one, other in pairwise(ahead))


def test_a_fact_of_a_day_that_nobody_worked_comes_again_as_new() -> None:
    chosen = choose([Met(on(-8), 1, 100)], curriculum([1, 1]), NOTHING, MONDAY, ramping=True)
    assert chosen is not None
    assert (chosen.challenge_id, chosen.is_new) == (2, True), "and under another line, should somebody have come"


def test_a_line_of_a_day_that_nobody_worked_is_as_fresh_as_before() -> None:
    ways = curriculum([1, 1], 2)
    shared = [*ways[:2], *(way._replace(prompt_id=prompt) for way, prompt in zip(ways[2:], (100, 200), strict=True))]
    known = NOTHING._replace(forgetting={1: 0.5, 2: 0.5}, prompts={200: Worn(1, on(-20))}, had=frozenset({1, 2}))
    met = [Met(on(-30), 2, 201), Met(on(-9), 1, 100)]
    chosen = choose(met, shared, known, MONDAY, ramping=False)
    assert chosen is not None
    assert (chosen.challenge_id, chosen.is_new) == (3, False), "one of them had 200; nobody came to 100"


@given(WAYS, st.integers(1, 60))
def test_without_history_a_ramping_cohort_goes_through_the_curriculum_as_by_rotation(
    ways: list[Way], days: int
) -> None:
    met = live(ways, days, ramping=True)
    by_id, history = {way.challenge_id: way for way in ways}, list[Met]()
    for n in range(days):
        way = by_id[next_challenge(history, pairs(ways), on(n)) or 0]
        history.append(Met(on(n), way.fact_id, way.prompt_id))
    assert [m.fact_id for m in met] == [m.fact_id for m in history]


@given(WAYS, st.lists(st.integers(1, 20), min_size=1, max_size=8), st.booleans())
def test_a_prompt_that_somebody_had_waits_for_one_that_nobody_had(
    ways: list[Way], had: list[int], ramping: bool
) -> None:
    worn = {way.prompt_id: Worn(had[way.challenge_id % len(had)] % 3, on(-9)) for way in ways}
    known = NOTHING._replace(prompts={prompt: one for prompt, one in worn.items() if one.people})
    by_id = {way.challenge_id: way for way in ways}
    chosen = choose([], ways, known, MONDAY, ramping=ramping)
    assert chosen is not None
    way = by_id[chosen.challenge_id]
    others = [one for one in ways if one.fact_id == way.fact_id]
    assert worn[way.prompt_id].people == min(worn[one.prompt_id].people for one in others)


@given(WAYS, KNOWN, st.integers(1, 60), st.booleans())
def test_a_fact_comes_under_each_of_its_prompts_before_one_returns(
    ways: list[Way], known: Known, days: int, ramping: bool
) -> None:
    used: dict[int, list[int]] = {}
    for met in live(ways, days, known, ramping=ramping):
        before = used.setdefault(met.fact_id, [])
        number = len([way for way in ways if way.fact_id == met.fact_id])
        assert met.prompt_id not in before[len(before) - len(before) % number :]
        before.append(met.prompt_id)


def test_the_prompt_that_was_had_longest_ago_returns_first() -> None:
    ways = curriculum([1], 3)
    known = NOTHING._replace(prompts={100: Worn(4, on(-20)), 101: Worn(4, on(-40)), 102: Worn(4, on(-30))})
    chosen = choose([Met(on(-20), 1, 100)], ways, known, MONDAY, ramping=True)
    assert chosen is not None
    assert chosen.challenge_id == 2


def _known_only(**terms: dict) -> Known:
    """Three facts of three topics that everybody met long ago."""
    return NOTHING._replace(forgetting={1: 0.3, 2: 0.3, 3: 0.3})._replace(**terms)


MET = [Met(on(-30), 1, 100), Met(on(-29), 2, 200), Met(on(-28), 3, 300)]
WHERE = {way.fact_id: (way.topic_id, way.situation) for way in curriculum([1, 2, 3], 1)}


def _chosen(known: Known, kept: int | None = None) -> int:
    chosen = choose(MET, curriculum([1, 2, 3], 1), known, MONDAY, ramping=False, kept=kept)
    assert chosen is not None
    return chosen.challenge_id


def test_every_term_alone_decides_where_the_others_are_equal() -> None:
    assert _chosen(_known_only()) == 1, "the longest unmet"
    assert _chosen(_known_only(forgetting={1: 0.3, 2: 0.2, 3: 0.5})) == 3
    assert _chosen(_known_only(weights={2: 2.0})) == 2
    assert _chosen(_known_only(weakness={WHERE[3]: 1.5})) == 3
    assert _chosen(_known_only(due={WHERE[2]: 0.4})) == 2


def test_what_is_planned_stays_unless_another_is_needed_clearly_more() -> None:
    assert _chosen(_known_only(weights={2: 1.05}), kept=3) == 3
    assert _chosen(_known_only(weights={2: 1.2}), kept=3) == 2


def test_topics_that_matter_begin_where_nobody_ramps_any_more() -> None:
    ways = curriculum([1, 1, 2, 2], 1)
    known = NOTHING._replace(weights={2: 3.0})
    first = [choose([], ways, known, MONDAY, ramping=ramping) for ramping in (True, False)]
    assert [one and one.challenge_id for one in first] == [1, 3]
    assert first[0] is not None
    assert first[0].is_new


def test_a_playbook_too_small_for_a_week_still_fills_every_day() -> None:
    history = live(curriculum([1, 1, 2]), 30, ramping=False)
    assert all(before.fact_id != after.fact_id for before, after in pairwise(history))
    assert choose([], [], NOTHING, MONDAY, ramping=True) is None


def test_a_fact_out_of_date_is_left_out_from_the_next_day_on() -> None:
    ways = [way._replace(valid_until=MONDAY) for way in curriculum([1])]
    assert choose([], ways, NOTHING, MONDAY, ramping=True) is not None
    assert choose([], ways, NOTHING, on(1), ramping=True) is None


def test_a_pinned_day_keeps_its_fact_away_from_the_days_around_it() -> None:
    history = live(curriculum([1] * 12), 3, ramping=True, met=[Met(on(3), 1, 100)])
    assert [met.fact_id for met in history][1:] == [2, 3, 4]


@given(st.dictionaries(PLACES, st.integers(1, 400).flatmap(lambda n: st.tuples(st.floats(0, n), st.just(n)))))
def test_weakness_is_shrunk_and_ordered_as_the_means_are(persuasion: dict) -> None:
    weak = weakness(persuasion)
    assert weak.keys() == persuasion.keys()
    assert all(value > 0 for value in weak.values())
    for one, other in pairwise(persuasion):
        if persuasion[one][1] == persuasion[other][1] and persuasion[one][0] < persuasion[other][0]:
            assert weak[one] >= weak[other]


def test_one_bad_reply_weighs_less_than_many() -> None:
    """By hand: 40 replies of mean 0.5 and 1 or 20 of 0.1. With PRIOR = 6 one bad reply is held at
    (0.1 + 6 m) / 7 with m = 20.1 / 41."""
    once = weakness({(1, "price"): (20.0, 40), (2, "price"): (0.1, 1)})
    often = weakness({(1, "price"): (20.0, 40), (2, "price"): (2.0, 20)})
    mean = 20.1 / 41
    assert abs(once[2, "price"] - (1 - (0.1 + 6 * mean) / 7) / (1 - mean)) < 1e-12
    assert 1 < once[2, "price"] < often[2, "price"]
    assert weakness({}) == {}


def practised(met: list[Met], planned: list[Met], ways: list[Way], known: Known = NOTHING) -> tuple[int, int]:
    chosen = practice(met, planned, ways, known, MONDAY)
    return next((way.fact_id, way.prompt_id) for way in ways if chosen and way.challenge_id == chosen.challenge_id)


def test_practice_takes_what_this_person_has_forgotten_most() -> None:
    met = [Met(on(-9), 2, 200), Met(on(-15), 1, 100), Met(on(0), 3, 300)]
    assert practised(met, [], curriculum([1, 2, 3])) == (1, 101), "the longest unmet, where memory says nothing"
    known = NOTHING._replace(forgetting={1: 0.2, 2: 0.6, 3: 0.9})
    assert practised(met, [], curriculum([1, 2, 3]), known) == (2, 201)


def test_practice_goes_where_this_person_persuades_least() -> None:
    met, ways = [Met(on(-9), 1, 100), Met(on(-15), 2, 200)], curriculum([1, 2], 3)
    weak = next(way for way in ways if way.fact_id == 1 and way.prompt_id != 100)
    known = NOTHING._replace(forgetting={1: 0.3, 2: 0.3}, due={(weak.topic_id, weak.situation): 0.8})
    assert practised(met, [], ways, known) == (1, weak.prompt_id)


def test_practice_leaves_alone_what_was_met_today_and_what_is_planned() -> None:
    ways = curriculum([1, 2, 3])
    today, tomorrow = Met(on(0), 1, 100), Met(on(1), 2, 200)
    assert practised([today], [tomorrow], ways) == (3, 300)
    assert practised([today], [tomorrow], ways[:4]) == (2, 201)
    assert practised([today], [tomorrow], ways[:2]) == (1, 101)
    assert practised([], [today, tomorrow], ways[:4]) == (2, 201), "today's, though nobody opened it yet"
    assert practice([], [], [], NOTHING, MONDAY) is None


@given(WAYS, KNOWN, st.integers(1, 60), st.integers(0, 14))
def test_practising_again_and_again_goes_through_every_fact_first(
    ways: list[Way], known: Known, times: int, ahead: int
) -> None:
    by_id, planned = {way.challenge_id: way for way in ways}, live(ways, ahead, ramping=True)
    todays = {m.fact_id for m in planned if m.day == MONDAY}
    others = {way.fact_id for way in ways} - todays
    met: list[Met] = []
    for n in range(times):
        chosen = practice(met, planned, ways, known, MONDAY)
        assert chosen is not None
        way = by_id[chosen.challenge_id]
        counts = [sum(m.fact_id == fact for m in met) for fact in {one.fact_id for one in ways}]
        assert n >= len(others) or way.fact_id not in {m.fact_id for m in met} | todays
        assert n < len(others) or sum(m.fact_id == way.fact_id for m in met) == min(counts)
        met.append(Met(MONDAY, way.fact_id, way.prompt_id))
