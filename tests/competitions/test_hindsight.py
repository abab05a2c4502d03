"""Whatever is entered, removed or moved later: a competition's days that have begun stay as they were."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import a_reply
from tests.cast import NOON, TUESDAY, Cast
from tests.competitions.contests import MONDAY, a_competition, scores
from webapp.competitions.models import Competition
from webapp.core.work import work
from webapp.extensions import db
from webapp.people import editing, managing
from webapp.people.actions import enter_absence, move_to_zone
from webapp.people.models import Absence, Person
from webapp.people.queries import calendar_of

A_DAY = timedelta(days=1)
WEDNESDAY = NOON + A_DAY


@pytest.fixture
def contest(app: Flask, cast: Cast) -> Competition:
    """Between teams of two; Ben of the Reds has ten points."""
    with work():
        contest = a_competition(cast.mara, [cast.reds.id, cast.blues.id], between="teams")
        a_reply(cast.ben, NOON)
    return contest


def the_absence() -> Absence:
    return db.session.scalars(select(Absence)).one()


def removed(cast: Cast, now: datetime) -> None:
    with work():
        editing.remove_absence(cast.mara, cast.ana, the_absence(), now=now)


def test_an_absence_that_is_removed_later_stays_for_the_days_that_had_begun(cast: Cast, contest: Competition):
    with work():
        enter_absence(cast.ana, TUESDAY - A_DAY, TUESDAY + 3 * A_DAY, cast.mara, now=NOON - 5 * A_DAY)
    assert scores(contest, WEDNESDAY)["Reds"] == Fraction(10, 3)
    removed(cast, WEDNESDAY)
    assert scores(contest, WEDNESDAY)["Reds"] == Fraction(10, 3)
    assert scores(contest, WEDNESDAY + A_DAY)["Reds"] == Fraction(10, 3 + 2), "from the next day on both are at work"
    assert managing.absences(cast.ana) == []
    assert calendar_of(cast.ana).is_working(TUESDAY)


def test_days_off_that_lie_ahead_leave_nothing_when_they_are_removed(cast: Cast, contest: Competition):
    with work():
        enter_absence(cast.ana, TUESDAY + A_DAY, TUESDAY + A_DAY, cast.mara, now=NOON)
    removed(cast, NOON)
    assert db.session.scalars(select(Absence)).all() == []
    assert scores(contest, WEDNESDAY)["Reds"] == Fraction(10, 6)


def test_a_member_who_moves_to_another_zone_moves_no_day_that_was_off(cast: Cast, contest: Competition):
    there = "America/Los_Angeles"
    with work():
        move_to_zone(cast.ana, there, now=NOON - 20 * A_DAY)
        monday_evening = datetime(2026, 11, 23, 22, 0, tzinfo=ZoneInfo(there))
        editing.enter_absence(cast.ana, cast.ana, TUESDAY, TUESDAY, now=monday_evening)
    before = scores(contest, WEDNESDAY)
    assert before["Reds"] == Fraction(10, 5)
    with work():
        move_to_zone(db.session.get_one(Person, cast.ana.id), "Europe/Berlin", now=WEDNESDAY)
    assert scores(contest, WEDNESDAY) == before


def test_who_is_entered_with_an_earlier_start_counts_from_the_day_of_it(cast: Cast, contest: Competition):
    assert scores(contest, NOON)["Reds"] == Fraction(10, 4)
    said = {"name": "Late", "email": "late@repartee.test", "team_id": cast.reds.id, "joined_on": date(2026, 11, 2)}
    with work():
        editing.add(cast.mara, said, now=WEDNESDAY)
    assert scores(contest, WEDNESDAY)["Reds"] == Fraction(10, 4 + 3)
    assert scores(contest, MONDAY + timedelta(hours=12))["Blues"] == 0
