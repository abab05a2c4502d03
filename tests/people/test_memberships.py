"""Which team and cohort somebody was in on which day."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.builders import a_reply, a_vote
from tests.cast import NOON, TUESDAY, Cast
from webapp.core.problems import Conflict
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.actions import add_person, deactivate, move, reactivate
from webapp.people.memberships import place_on
from webapp.people.models import Membership, Person
from webapp.people.queries import visible_people
from webapp.points.models import Entry
from webapp.points.verify import differences

TOMORROW = TUESDAY + timedelta(days=1)


def history(person: Person) -> list[tuple]:
    rows = db.session.scalars(select(Membership).where(Membership.person_id == person.id).order_by(Membership.since))
    return [(row.since, row.role, row.team_id, row.cohort_id) for row in rows]


def test_it_begins_with_the_day_somebody_joined(cast: Cast):
    assert history(cast.ana) == [(cast.ana.joined_on, "rep", cast.reds.id, cast.autumn.id)]


def test_a_move_counts_from_tomorrow_since_a_day_ends_where_it_began(cast: Cast):
    with work():
        move(cast.ana, role="rep", team_id=cast.blues.id, cohort_id=cast.autumn.id, by=cast.ada, now=NOON)
    assert history(cast.ana)[1:] == [(TOMORROW, "rep", cast.blues.id, cast.autumn.id)]
    assert place_on(cast.ana, TUESDAY) == ("rep", cast.reds.id, cast.autumn.id)
    assert place_on(cast.ana, TOMORROW) == ("rep", cast.blues.id, cast.autumn.id)
    assert cast.ana.team_id == cast.blues.id


def test_moving_twice_a_day_leaves_the_last_place_only(cast: Cast):
    with work():
        move(cast.ana, role="rep", team_id=cast.blues.id, cohort_id=cast.autumn.id, by=cast.ada, now=NOON)
        move(cast.ana, role="coach", team_id=None, cohort_id=None, by=cast.ada, now=NOON)
    assert history(cast.ana)[1:] == [(TOMORROW, "coach", None, None)]


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


def test_who_begins_in_two_weeks_and_is_moved_before_plays_from_their_first_day(cast: Cast):
    later = TUESDAY + timedelta(days=14)
    with work():
        new = add_person(
            "New",
            "new@repartee.test",
            role="rep",
            calendar=cast.calendar,
            time_zone="Europe/Berlin",
            team_id=cast.reds.id,
            joined_on=later,
            now=NOON,
        )
        move(new, role="rep", team_id=cast.blues.id, cohort_id=None, by=cast.ada, now=NOON)
    assert history(new) == [(later, "rep", cast.blues.id, None)]


def test_points_of_an_answer_stay_with_the_team_of_its_day_whatever_its_author_becomes(cast: Cast):
    with work():
        answer = a_reply(cast.ana, NOON)
        a_vote(cast.cleo, answer, 2, 2, NOON)
    with work():
        move(cast.ana, role="coach", team_id=None, cohort_id=None, by=cast.ada, now=NOON + timedelta(hours=1))
        a_vote(cast.ben, answer, 0, 0, NOON + timedelta(hours=2))
    teams = set(db.session.scalars(select(Entry.team_id).where(Entry.answer_id == answer.id)))
    assert teams == {cast.reds.id}
    assert differences() == []


@pytest.mark.parametrize("who", ["mara", "kofi"])
def test_who_is_no_manager_or_coach_any_more_sees_their_people_no_longer(cast: Cast, who: str):
    person = getattr(cast, who)
    assert cast.ana in visible_people(person)
    with work():
        move(person, role="rep", team_id=cast.greens.id, cohort_id=cast.spring.id, by=cast.ada, now=NOON)
    assert {one.name for one in visible_people(person)} == {person.name, "Outsider"}
