"""Where a huddle stands at any moment, and who comes first."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from webapp.huddle import rules
from webapp.huddle.rules import ENDED, EXTENDED, JUDGING, LOBBY, NEXT, OVER, PHASES, REPLYING, REVEAL, Step
from webapp.voting.rules import Sums

OPENED = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
LENGTHS = rules.Lengths(timedelta(minutes=2), timedelta(minutes=2))
SECOND = timedelta(seconds=1)


def at(minutes: float) -> datetime:
    return OPENED + timedelta(minutes=minutes)


def phase(minutes: float, *steps: tuple[str, float]) -> str:
    return stage(minutes, *steps).phase


def stage(minutes: float, *steps: tuple[str, float]) -> rules.Stage:
    return rules.stage(OPENED, LENGTHS, [Step(kind, at(when)) for kind, when in steps], at(minutes))


def test_a_lobby_waits_for_its_leader_and_is_over_after_an_hour():
    assert phase(59) == LOBBY
    assert phase(60) == OVER
    assert phase(90, (NEXT, 61)) == OVER


def test_replying_and_judging_end_by_the_clock():
    started = (NEXT, 5)
    assert [phase(m, started) for m in (4.9, 5, 6.99, 7, 8.99, 9, 20)] == [
        REPLYING,  # the step is there: whoever asks with a clock behind sees it begun
        REPLYING,
        REPLYING,
        JUDGING,
        JUDGING,
        REVEAL,
        REVEAL,
    ]


def test_the_leader_may_go_on_early_add_time_and_end():
    assert phase(6, (NEXT, 5), (NEXT, 5.5)) == JUDGING
    assert stage(6, (NEXT, 5), (EXTENDED, 5.5), (EXTENDED, 5.6)).ends_at == at(8)
    assert phase(6, (NEXT, 5), (ENDED, 5.5)) == OVER
    assert phase(6, (ENDED, 1), (NEXT, 5)) == OVER


def test_time_is_added_to_the_phase_that_runs_and_to_no_other():
    assert stage(5, (EXTENDED, 1)).ends_at == at(60)
    assert stage(7.1, (NEXT, 5), (EXTENDED, 7.05)).ends_at == at(9.5)


def test_the_best_are_revealed_one_after_another():
    steps = [(NEXT, 1), (NEXT, 2), (NEXT, 3)]
    for shown in range(4):
        found = stage(5, *steps, *[(NEXT, 4)] * shown)
        assert (found.phase, found.shown, found.turn) == (REVEAL, shown, 3 + shown)


def test_a_reveal_that_nobody_goes_on_with_is_over():
    assert phase(18, (NEXT, 1), (NEXT, 2), (NEXT, 3)) == OVER
    assert phase(18, (NEXT, 1), (NEXT, 2), (NEXT, 3), (NEXT, 10)) == REVEAL


def test_what_was_under_way_when_time_ended_still_counts():
    replying = (NEXT, 0)
    late, too_late = at(2) + rules.GRACE, at(2) + rules.GRACE + SECOND
    assert rules.takes_replies(rules.stage(OPENED, LENGTHS, [Step(NEXT, at(0))], late), late)
    assert not rules.takes_replies(rules.stage(OPENED, LENGTHS, [Step(NEXT, at(0))], too_late), too_late)
    assert rules.takes_votes(stage(4.05, replying), at(4.05))
    assert not rules.takes_votes(stage(4.05, replying, (NEXT, 4.04)), at(4.05)), "a place was shown"


steps = st.lists(st.tuples(st.sampled_from(rules.KINDS), st.floats(0, 100)), max_size=12)


@given(steps=steps, moments=st.lists(st.floats(0, 200), min_size=2, max_size=2))
def test_a_huddle_never_goes_back(steps: list[tuple[str, float]], moments: list[float]):
    ordered = sorted(steps, key=lambda step: step[1])
    first, second = sorted(moments)
    earlier = stage(first, *[step for step in ordered if step[1] <= first])
    later = stage(second, *[step for step in ordered if step[1] <= second])
    assert PHASES.index(earlier.phase) <= PHASES.index(later.phase)
    assert earlier.turn <= later.turn
    assert earlier.shown <= later.shown


@given(steps=steps)
def test_every_huddle_is_over_some_day(steps: list[tuple[str, float]]):
    assert stage(10_000, *sorted(steps, key=lambda step: step[1])).phase == OVER


def test_the_best_three_by_the_score_of_voting():
    fine, good, bad = Sums(2, 2000, 4000, 4000), Sums(2, 2000, 4000, 2000), Sums(2, 2000, 0, 0)
    places = rules.best([(1, bad), (2, fine), (3, Sums()), (4, good), (5, bad)])
    assert [place.reply_id for place in places] == [2, 4, 1]


def test_equals_share_a_place_and_the_next_one_is_left_out():
    fine, good = Sums(2, 2000, 4000, 4000), Sums(2, 2000, 4000, 2000)
    places = rules.ranked([(1, good), (2, fine), (3, fine), (4, good), (5, good)])
    assert [(one.reply_id, one.place, one.shared) for one in places] == [
        (2, 1, True),
        (3, 1, True),
        (1, 3, True),
        (4, 3, True),
        (5, 3, True),
    ]


def test_charm_without_truth_and_truth_without_charm_both_lose():
    charm, truth = Sums(3, 3000, 0, 6000), Sums(3, 3000, 6000, 0)
    both = Sums(3, 3000, 3000, 3000)
    assert rules.best([(1, charm), (2, truth), (3, both)])[0].reply_id == 3


def test_the_last_place_is_revealed_first():
    places = rules.best([(n, Sums(1, 1000, 2000 - 500 * n, 2000)) for n in range(3)])
    assert [[place for place, _one in rules.revealed(places, shown)] for shown in range(4)] == [
        [],
        [3],
        [2, 3],
        [1, 2, 3],
    ]
    assert rules.revealed(places[:1], 1) == [(1, places[0])]
