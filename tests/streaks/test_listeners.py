"""What replies and practice do to a streak. November 2026: Monday the 2nd."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from tests.streaks.office import Office, found_office, nov, practise, reply
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.actions import enter_absence, move_to_zone
from webapp.people.models import Person
from webapp.streaks.events import streak_earned_back, streak_extended
from webapp.streaks.models import EarnBack
from webapp.streaks.queries import earn_back_offer, histories_of, streak_of


@pytest.fixture
def office(app: Flask) -> Office:
    return found_office(reps=3)


@pytest.fixture
def extended() -> Iterator[list[tuple[int, int, date]]]:
    """(person, current streak, day) of every extension."""
    heard: list[tuple[int, int, date]] = []

    def hear(person: Any, *, streak: Any, day: date, now: datetime) -> None:
        heard.append((person.id, streak.current, day))

    with streak_extended.connected_to(hear):
        yield heard


@contextmanager
def queries() -> Iterator[list[str]]:
    run: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        run.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield run
    event.remove(db.engine, "before_cursor_execute", note)


def queries_for(people: list[Person]) -> int:
    db.session.scalars(select(Person)).all()
    with queries() as run:
        histories_of(people)
    return len(run)


def reply_on(person: Any, *days: int) -> None:
    for day in days:
        with work():
            reply(person, nov(day))


def practise_on(person: Any, *times: datetime) -> None:
    for now in times:
        with work():
            practise(person, now)


def test_a_reply_extends_the_streak_and_says_so(office, extended):
    ana = office.reps[0]
    reply_on(ana, 2, 3)
    assert extended == [(ana.id, 1, date(2026, 11, 2)), (ana.id, 2, date(2026, 11, 3))]
    assert streak_of(ana, date(2026, 11, 3)).current == 2


def test_the_same_reply_again_extends_nothing(office, extended):
    reply_on(office.reps[0], 2, 2)
    assert len(extended) == 1


def test_a_reply_on_a_day_off_extends_nothing(office, extended):
    reply_on(office.reps[0], 7)
    assert extended == []


def test_a_reply_during_an_absence_extends_nothing(office, extended):
    ana = office.reps[0]
    with work():
        enter_absence(ana, date(2026, 11, 3), date(2026, 11, 4), ana, now=nov(2))
    reply_on(ana, 2, 3, 5)
    assert [current for _, current, _ in extended] == [1, 2]


def test_practice_extends_nothing_by_itself(office, extended):
    practise_on(office.reps[0], nov(3), nov(3, 11))
    assert extended == []


def test_a_reply_that_was_refused_leaves_the_streak_alone(office):
    ana = office.reps[0]
    with pytest.raises(ZeroDivisionError), work():
        reply(ana, nov(2)).id / 0
    assert streak_of(ana, date(2026, 11, 2)).current == 0


def test_a_colleagues_reply_leaves_mine_alone(office):
    ana, ben = office.reps[:2]
    reply_on(ana, 2)
    assert streak_of(ben, date(2026, 11, 2)).current == 0


def test_three_practice_replies_bring_a_lost_streak_back(office, extended):
    ana = office.reps[0]
    reply_on(ana, 2, 3, 5)
    assert earn_back_offer(ana, date(2026, 11, 5)) == {
        "day": date(2026, 11, 4),
        "done": 0,
        "needed": 3,
        "until": date(2026, 11, 6),
    }
    practise_on(ana, nov(5), nov(5, 11))
    assert earn_back_offer(ana, date(2026, 11, 5))["done"] == 2
    assert streak_of(ana, date(2026, 11, 5)).current == 1
    practise_on(ana, nov(6))
    back = streak_of(ana, date(2026, 11, 6))
    assert (back.current, back.days[date(2026, 11, 4)]) == (3, "frozen")
    assert earn_back_offer(ana, date(2026, 11, 6)) is None


def test_an_earned_back_streak_is_told(office, extended):
    ana = office.reps[0]
    told: list[date] = []

    def hear(earned: EarnBack, **_: Any) -> None:
        told.append(earned.day)

    reply_on(ana, 2, 3, 5)
    with streak_earned_back.connected_to(hear):
        practise_on(ana, nov(5), nov(5, 11), nov(5, 12), nov(5, 13))
    assert told == [date(2026, 11, 4)]
    assert extended[-1] == (ana.id, 3, date(2026, 11, 4))


def test_practice_before_the_miss_or_after_the_offer_brings_nothing_back(office):
    ana = office.reps[0]
    practise_on(ana, nov(3), nov(3, 11))
    reply_on(ana, 2, 3)
    practise_on(ana, nov(5), nov(6), nov(9))
    assert db.session.scalar(select(func.count()).select_from(EarnBack)) == 0


def test_a_colleagues_practice_brings_nothing_back(office):
    ana, ben = office.reps[:2]
    reply_on(ana, 2, 3)
    practise_on(ben, nov(5), nov(5, 11), nov(5, 12))
    assert db.session.scalar(select(func.count()).select_from(EarnBack)) == 0


def test_moving_to_another_zone_keeps_the_streak(office):
    ana = office.reps[0]
    reply_on(ana, 2, 3)
    with work():
        move_to_zone(ana, "Asia/Tokyo", now=nov(3, 18))
    reply_on(ana, 4)
    assert streak_of(ana, date(2026, 11, 4)).current == 3


def test_the_queries_grow_neither_with_days_nor_with_people(office):
    ana = office.reps[0]
    reply_on(ana, 2)
    assert queries_for([ana]) == 4
    reply_on(ana, 3, 4, 5, 6)
    assert queries_for(office.reps) == 4
