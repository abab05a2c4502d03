"""Replies that waited on a phone: two in thirty days save their day, the next one counts when it comes in."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tests.cast import NOON, TUESDAY, Cast
from tests.competitions.contests import SATURDAY, a_competition, scores
from tests.doors import Browser, Clock, Program, clock
from webapp.alerts.queries import news_of
from webapp.answers.actions import give_answer
from webapp.answers.models import Answer
from webapp.badges.verify import differences as miscounted
from webapp.core.work import work
from webapp.extensions import db
from webapp.people import merging
from webapp.people.actions import enter_absence
from webapp.people.models import Person
from webapp.points.queries import total
from webapp.points.verify import differences
from webapp.schedule.actions import serve
from webapp.streaks.queries import streak_of

__all__ = ["clock"]

A_DAY = timedelta(days=1)
MONDAY, WEDNESDAY, THURSDAY = (TUESDAY + n * A_DAY for n in (-1, 1, 2))


def late(person: Person, day: date) -> Answer:
    """Written at noon, arrived a day later."""
    written = NOON + (day - TUESDAY)
    with work():
        row = serve(person, day, now=written)
        assert row is not None
        answer, _new = give_answer(
            person,
            client_id=f"{person.id}-{day}",
            challenge_id=row.challenge_id,
            text=f"Nine working days, as of {day}.",
            written_at=written,
            now=written + A_DAY,
        )
    return answer


def test_two_save_their_day_and_the_third_counts_on_arrival(app: Flask, cast: Cast):
    replies = [late(cast.ana, day) for day in (MONDAY, TUESDAY, WEDNESDAY)]
    assert [reply.streak_day for reply in replies] == [MONDAY, TUESDAY, THURSDAY]
    streak = streak_of(cast.ana, THURSDAY)
    assert (streak.current, streak.longest, streak.days[WEDNESDAY]) == (1, 2, "missed")
    assert differences() == miscounted() == []


def test_the_third_keeps_its_points_and_its_day_on_the_boards(app: Flask, cast: Cast):
    late(cast.ana, MONDAY)
    late(cast.ana, TUESDAY)
    assert late(cast.ana, WEDNESDAY).day == WEDNESDAY
    assert total(cast.ana.id) == 30


def test_a_colleagues_late_replies_are_their_own(app: Flask, cast: Cast):
    late(cast.ben, MONDAY)
    late(cast.ben, TUESDAY)
    assert late(cast.ana, WEDNESDAY).streak_day == WEDNESDAY


def test_a_late_reply_to_a_day_off_neither_saves_nor_uses_up_anything(app: Flask, cast: Cast):
    with work():
        enter_absence(cast.ana, MONDAY, MONDAY, cast.ana, now=NOON - 7 * A_DAY)
    replies = [late(cast.ana, day) for day in (MONDAY, TUESDAY, WEDNESDAY)]
    assert [reply.streak_day for reply in replies] == [MONDAY, TUESDAY, WEDNESDAY]


def test_a_run_of_days_in_a_competition_is_as_long_as_the_streaks(app: Flask, cast: Cast):
    with work():
        run = a_competition(cast.mara, [cast.ana.id, cast.ben.id], NOON - 2 * A_DAY, metric="streak_days")
        presence = a_competition(cast.mara, [cast.ana.id, cast.ben.id], NOON - 2 * A_DAY, metric="participation")
    for day in (MONDAY, TUESDAY, WEDNESDAY):
        late(cast.ana, day)
    assert scores(run, SATURDAY)["Ana"] == 2
    assert scores(presence, SATURDAY)["Ana"] * 5 == 3, "she took part on three days"


def test_a_day_off_on_which_a_reply_arrived_is_no_day_of_a_run(app: Flask, cast: Cast):
    with work():
        contest = a_competition(cast.mara, [cast.ana.id, cast.ben.id], NOON - 2 * A_DAY, metric="streak_days")
        enter_absence(cast.ana, THURSDAY, THURSDAY, cast.ana, now=NOON - A_DAY)
    for day in (MONDAY, TUESDAY, WEDNESDAY):
        late(cast.ana, day)
    assert scores(contest, SATURDAY)["Ana"] == 2


def test_merging_two_accounts_leaves_every_day_as_it_was_counted(app: Flask, cast: Cast):
    with work():
        other = cast.person("Anna", "rep", cast.reds, cast.autumn)
    for day in (MONDAY, TUESDAY, WEDNESDAY):
        late(other, day)
    with work():
        merging.merge(cast.ada, cast.ana, other, now=NOON + 3 * A_DAY)
    db.session.expire_all()
    streak = streak_of(cast.ana, THURSDAY)
    assert (streak.current, streak.longest) == (1, 2)
    assert differences() == miscounted() == []


def test_no_reply_counts_before_its_day(app: Flask, cast: Cast):
    late(cast.ana, MONDAY)
    with pytest.raises(IntegrityError, match="streak_day"):
        db.session.execute(text("UPDATE answers SET streak_day = '2026-11-01'"))
    db.session.rollback()


def test_the_author_is_told_and_nobody_else(app: Flask, cast: Cast, clock: Clock):
    for day in (MONDAY, TUESDAY):
        late(cast.ana, day)
    assert news_of(cast.ana) == []
    third = late(cast.ana, WEDNESDAY)
    [told] = news_of(cast.ana)
    assert ("late" in told["text"], told["url"]) == (True, f"/answers/{third.id}")
    clock.at = NOON + 2 * A_DAY
    assert "counts it on the day it arrived" in Browser(app, cast.ana).get(told["url"]).text
    assert "counts it on the day it arrived" not in Browser(app, cast.kofi).get(told["url"]).text
    seen = {who.name: Program(app, who).get(f"/answers/{third.id}").json["streak_day"] for who in (cast.ana, cast.ada)}
    assert seen == {"Ana": "2026-11-26", "Ada": None}
