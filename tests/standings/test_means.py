"""A team's mean divides by the days that were worked in it, by whoever worked them."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.builders import a_reply
from tests.cast import NOON, TUESDAY, Cast
from tests.doors import Clock
from webapp.core import clock as real_clock
from webapp.core.work import work
from webapp.people.actions import deactivate, enter_absence, move, reactivate
from webapp.people.models import Team
from webapp.standings.groups import group_rows
from webapp.standings.queries import Row
from webapp.standings.rules import period_start


def row_of(group: Any, period: str = "week") -> Row:
    board = "teams" if isinstance(group, Team) else "cohorts"
    now = real_clock.now()
    rows = group_rows(board, period, period_start(period, now.date()), now=now)
    return next(row for row in rows if row.id == group.id)


@pytest.fixture
def played(app: Flask, cast: Cast) -> Cast:
    """It is Tuesday, and Ana has replied on both days of the week."""
    with work():
        a_reply(cast.ana, NOON - timedelta(days=1))
        a_reply(cast.ana, NOON)
    return cast


def test_everybody_has_been_at_work_for_two_days(played: Cast):
    row = row_of(played.reds)
    assert (row.size, row.days, row.points) == (2, 4, 5.0)


def test_who_left_takes_neither_points_nor_days_along(played: Cast, clock: Clock):
    with work():
        deactivate(played.ana, played.ada, now=NOON)
    clock.forward(days=1)
    row = row_of(played.reds)
    assert (row.size, row.days) == (1, 2 + 3), "Ana's two days and Ben's three"
    assert row.points == 4.0
    assert row_of(played.autumn).days == 2 + 3 * 3


def test_who_moves_leaves_points_and_days_where_they_were(played: Cast, clock: Clock):
    now = clock.forward(days=1)
    with work():
        move(played.ana, role="rep", team_id=played.blues.id, cohort_id=played.autumn.id, by=played.ada, now=now)
        a_reply(played.ana, now)
    reds, blues = row_of(played.reds), row_of(played.blues)
    assert (reds.size, reds.days, reds.points) == (1, 6, 5.0), "her day ends where it began"
    assert (blues.size, blues.days, blues.points) == (3, 3 + 3, 0)
    now = clock.forward(days=1)
    with work():
        a_reply(played.ana, now)
    assert row_of(played.reds).days == 6 + 1
    assert row_of(played.blues).points == round(10 / (4 + 4 + 1), 1)
    assert row_of(played.autumn).days == 4 * 4, "the cohort is the same"


def test_who_becomes_a_coach_worked_as_a_rep_until_then(played: Cast, clock: Clock):
    now = clock.forward(days=1)
    with work():
        move(played.ana, role="coach", team_id=played.reds.id, cohort_id=None, by=played.ada, now=now)
    row = row_of(played.reds)
    assert (row.size, row.days) == (1, 3 + 3)


def test_who_was_away_for_a_while_counts_for_the_days_they_were_there(played: Cast, clock: Clock):
    with work():
        deactivate(played.ana, played.ada, now=NOON)
    now = clock.forward(days=2)
    with work():
        reactivate(played.ana, played.ada, now=now)
    assert row_of(played.reds).days == (2 + 1) + 4
    assert row_of(played.reds).size == 2


def test_days_off_do_not_count_for_those_who_left_either(played: Cast, clock: Clock):
    with work():
        enter_absence(played.ana, TUESDAY, TUESDAY + timedelta(days=9), played.ana, now=NOON)
        deactivate(played.ana, played.ada, now=NOON)
    assert row_of(played.reds).days == 1 + 2
    assert row_of(played.reds, "all").days == row_of(played.blues, "all").days - 1


def test_a_team_is_ahead_by_less_than_is_shown(app: Flask, cast: Cast):
    """Reds have 10 points in 180 days and blues 10 in 181: both are shown as 0.1."""
    with work():
        for n in range(4):
            cast.person(f"Red {n}", "rep", cast.reds)
            cast.person(f"Blue {n}", "rep", cast.blues)
        a_reply(cast.ana, NOON)
        a_reply(cast.cleo, NOON)
        enter_absence(cast.ben, TUESDAY, TUESDAY, cast.ben, now=NOON)
    reds, blues = row_of(cast.reds, "all"), row_of(cast.blues, "all")
    assert reds.points == blues.points
    assert (reds.rank, blues.rank) == (1, 2)
