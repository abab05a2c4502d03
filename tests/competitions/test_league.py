"""Fixtures, table and play-off."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.competitions.league import Result, pairs_of, round_robin, stage_of, table, weeks_of, winner

sizes = st.integers(3, 9)


def results(*scores: tuple[int, int, int, int]) -> list[Result]:
    return [Result(home, away, Fraction(one), Fraction(other)) for home, away, one, other in scores]


@given(size=sizes)
def test_everybody_meets_everybody_once_and_one_rests_where_the_number_is_odd(size: int):
    weeks = round_robin(range(size))
    met = Counter(frozenset(pair) for week in weeks for pair in week)
    assert set(met.values()) == {1}
    assert len(met) == size * (size - 1) // 2
    for week in weeks:
        playing = [team for pair in week for team in pair]
        assert len(playing) == len(set(playing)) == size - size % 2
    if size % 2:
        rests = Counter(team for week in weeks for team in set(range(size)) - {t for pair in week for t in pair})
        assert set(rests.values()) == {1}


def test_a_week_won_brings_two_points_and_a_drawn_one_one():
    lines = table([1, 2, 3], results((1, 2, 5, 3), (2, 3, 4, 4), (3, 1, 1, 2)))
    assert [(line.team, line.rank, line.won, line.drawn, line.lost, line.points) for line in lines] == [
        (1, 1, 2, 0, 0, 4),
        (2, 2, 0, 1, 1, 1),
        (3, 3, 0, 1, 1, 1),
    ]


def test_those_level_in_everything_share_a_place():
    lines = table([1, 2, 3, 4], results((1, 2, 5, 5), (3, 4, 1, 2)))
    assert [(line.team, line.rank) for line in lines] == [(4, 1), (1, 2), (2, 2), (3, 4)]


def test_a_team_on_holiday_draws_and_in_a_play_off_makes_way():
    holiday = Result(1, 2, None, Fraction(3))
    assert [(line.team, line.won, line.drawn, line.points) for line in table([1, 2], [holiday])] == [
        (2, 0, 1, 1),
        (1, 0, 1, 1),
    ]
    assert winner(holiday) == 2
    assert winner(Result(1, 2, None, Fraction(0))) == 2
    assert winner(Result(1, 2, Fraction(0), None)) == 1
    assert winner(Result(1, 2, None, None)) == 1


@given(size=sizes, data=st.data())
def test_no_point_is_lost_or_invented(size: int, data: st.DataObject):
    scores = st.none() | st.integers(0, 9).map(Fraction)
    played = [Result(*pair, data.draw(scores), data.draw(scores)) for week in round_robin(range(size)) for pair in week]
    lines = table(range(size), played)
    assert sum(line.points for line in lines) == 2 * len(played)
    assert all(line.won + line.drawn + line.lost == line.played == size - 1 for line in lines)


def test_the_best_four_play_it_off():
    teams = [1, 2, 3, 4]
    rounds = [[Result(*pair, Fraction(5 - pair[0]), Fraction(5 - pair[1])) for pair in w] for w in round_robin(teams)]
    assert [stage_of(week, 4) for week in range(weeks_of(4))] == ["round"] * 3 + ["semifinal", "final"]
    assert pairs_of(3, teams, rounds) == [(1, 4), (2, 3)]
    semis = results((1, 4, 1, 2), (2, 3, 3, 3))
    assert pairs_of(4, teams, [*rounds, semis]) == [(2, 4)], "level, the better placed went through"
    assert winner(results((2, 4, 1, 1))[0]) == 2


def test_three_play_a_final_only():
    teams = [1, 2, 3]
    rounds = [[Result(*pair, Fraction(5 - pair[0]), Fraction(5 - pair[1])) for pair in w] for w in round_robin(teams)]
    assert weeks_of(3) == 4
    assert pairs_of(3, teams, rounds) == [(1, 2)]


@pytest.mark.parametrize("week", [3, 4])
def test_before_it_is_decided_nobody_knows_who_meets(week: int):
    assert pairs_of(week, [1, 2, 3, 4], []) is None
