"""Which team and cohort somebody was in on which day."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.cast import NOON, TUESDAY, Cast
from webapp.core.problems import Conflict
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.actions import deactivate, move, reactivate
from webapp.people.models import Membership, Person

TOMORROW = TUESDAY + timedelta(days=1)


def history(person: Person) -> list[tuple]:
    rows = db.session.scalars(select(Membership).where(Membership.person_id == person.id).order_by(Membership.since))
    return [(row.since, row.role, row.team_id, row.cohort_id) for row in rows]


def test_it_begins_with_the_day_somebody_joined(cast: Cast):
    assert history(cast.ana) == [(cast.ana.joined_on, "rep", cast.reds.id, cast.autumn.id)]


def test_a_move_counts_from_today_and_leaves_the_days_before(cast: Cast):
    with work():
        move(cast.ana, role="rep", team_id=cast.blues.id, cohort_id=cast.autumn.id, by=cast.ada, now=NOON)
    assert history(cast.ana)[1:] == [(TUESDAY, "rep", cast.blues.id, cast.autumn.id)]
    assert cast.ana.team_id == cast.blues.id


def test_moving_twice_a_day_leaves_the_last_place_only(cast: Cast):
    with work():
        move(cast.ana, role="rep", team_id=cast.blues.id, cohort_id=cast.autumn.id, by=cast.ada, now=NOON)
        move(cast.ana, role="coach", team_id=None, cohort_id=None, by=cast.ada, now=NOON)
    assert history(cast.ana)[1:] == [(TUESDAY, "coach", None, None)]


def test_moving_to_where_they_are_writes_nothing(cast: Cast):
    with work():
        move(cast.ana, role="rep", team_id=cast.reds.id, cohort_id=cast.autumn.id, by=cast.ada, now=NOON)
    assert len(history(cast.ana)) == 1


def test_the_day_of_a_deactivation_is_the_last_one(cast: Cast):
    with work():
        deactivate(cast.ana, cast.ada, now=NOON)
    assert history(cast.ana)[1:] == [(TOMORROW, "rep", None, None)]


def test_who_comes_back_is_at_work_again_from_that_day(cast: Cast):
    with work():
        deactivate(cast.ana, cast.ada, now=NOON)
    with work():
        reactivate(cast.ana, cast.ada, now=NOON + timedelta(days=7))
    assert history(cast.ana)[2:] == [(TUESDAY + timedelta(days=7), "rep", cast.reds.id, cast.autumn.id)]
    assert cast.ana.deactivated_at is None


def test_who_is_active_cannot_come_back(cast: Cast):
    with pytest.raises(Conflict, match="active"), work():
        reactivate(cast.ana, cast.ada, now=NOON)
    assert len(history(cast.ana)) == 1
