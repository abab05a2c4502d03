"""When badges are awarded, and what is shown of the way there."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.streaks.office import MONDAY, Office, at, found_office, nov, practise, reply, working_days
from tests.streaks.test_listeners import queries
from webapp.badges import counting
from webapp.badges.events import badge_awarded
from webapp.badges.models import Award, Counter
from webapp.badges.queries import Shown, badges_of, new_badges
from webapp.badges.rebuild import rebuild
from webapp.badges.verify import differences
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.actions import move_to_zone
from webapp.people.models import Person
from webapp.schedule.actions import answer_recall
from webapp.schedule.recalls import due_recalls
from webapp.voting.actions import Cast, assign, cast_vote, close_due


@pytest.fixture
def office(app: Flask) -> Office:
    return found_office(reps=6)


@pytest.fixture
def awarded() -> Iterator[list[tuple[int, str, str]]]:
    heard: list[tuple[int, str, str]] = []

    def hear(award: Award, **_: Any) -> None:
        heard.append((award.person_id, award.badge, award.tier))

    with badge_awarded.connected_to(hear):
        yield heard


def shown(person: Person, key: str) -> Shown:
    return next(badge for badge in badges_of(person) if badge["key"] == key)


def add(person: Person, counter: str, by: int) -> None:
    with work():
        counting.add(person.id, [counter], by=by, now=nov(2))


def judge(person: Person, answer_id: int, *vote: Any, day: int = 2) -> None:
    with work():
        assign(person, [answer_id], now=nov(day))
        cast_vote(person, answer_id, Cast(*vote), now=nov(day, 11))


def test_the_first_reply_earns_a_badge_at_once(office, awarded):
    ana = office.reps[0]
    with work():
        reply(ana, nov(2))
    assert awarded == [(ana.id, "first-words", "one")]
    assert (shown(ana, "first-words")["tier"], shown(ana, "first-words")["earned_on"]) == ("one", MONDAY)
    assert shown(ana, "first-words")["next"] == "All yours."


def test_a_repeat_of_the_same_reply_awards_and_counts_nothing(office, awarded):
    ana = office.reps[0]
    for _ in range(2):
        with work():
            reply(ana, nov(2))
    assert len(awarded) == 1
    assert shown(ana, "regular")["progress"] == 1


def test_a_colleague_gets_nothing_for_it(office):
    with work():
        reply(office.reps[0], nov(2))
    assert {badge["tier"] for badge in badges_of(office.reps[1])} == {None}


def test_what_is_undone_awards_nothing(office):
    with pytest.raises(ZeroDivisionError), work():
        reply(office.reps[0], nov(2)).id / 0
    assert db.session.scalar(select(func.count()).select_from(Award)) == 0
    assert db.session.scalar(select(func.count()).select_from(Counter)) == 0


def test_progress_and_the_way_to_the_next_tier_are_shown(office):
    ana = office.reps[0]
    add(ana, "judgements", 12)
    ear = shown(ana, "generous-ear")
    assert (ear["tier"], ear["progress"], ear["goal"]) == ("bronze", 12, 100)
    assert ear["next"] == "88 more for silver."
    assert shown(ana, "full-house")["next"] == "5 to go."


def test_a_jump_awards_every_tier_once(office, awarded):
    ana = office.reps[0]
    add(ana, "judgements", 600)
    add(ana, "judgements", 1)
    assert sorted(tier for _, _, tier in awarded) == ["bronze", "gold", "silver"]
    ear = shown(ana, "generous-ear")
    assert (ear["tier"], ear["progress"], ear["goal"], ear["next"]) == ("gold", 500, 500, "All yours.")


def test_points_that_fall_take_no_badge_and_award_none_twice(office, awarded):
    ana = office.reps[0]
    for by in (100, -30, 30):
        add(ana, "points", by)
    assert awarded == [(ana.id, "rainmaker", "bronze")]
    add(ana, "points", -150)
    assert (shown(ana, "rainmaker")["tier"], shown(ana, "rainmaker")["progress"]) == ("bronze", 0)
    assert shown(ana, "rainmaker")["next"] == "1,050 more for silver."


def test_a_best_is_kept_when_less_follows(office):
    ana = office.reps[0]
    for value in (4, 2):
        with work():
            counting.reach(ana.id, "longest_streak", value, now=nov(2))
    assert shown(ana, "on-fire")["progress"] == 4
    assert shown(ana, "warming-up")["tier"] == "one"


def test_an_award_carries_the_persons_own_date(office):
    ana = office.reps[0]
    with work():
        move_to_zone(ana, "Pacific/Auckland", now=nov(2))
    with work():
        counting.add(ana.id, ["replies"], now=nov(2, 20))
    assert [badge["key"] for badge in new_badges(ana, date(2026, 11, 3))] == ["first-words"]
    assert new_badges(ana, MONDAY) == []


def test_working_days_in_a_row_light_the_fire(office, awarded):
    ana = office.reps[0]
    for day in working_days(5):
        with work():
            reply(ana, at(day))
    assert (ana.id, "warming-up", "one") in awarded
    assert (ana.id, "on-fire", "bronze") in awarded
    assert (ana.id, "all-rounder", "bronze") in awarded


def test_five_judgements_on_one_day_are_a_full_house_counted_once(office):
    judge_, *authors = office.reps
    with work():
        ids = [reply(author, nov(2)).id for author in authors]
    for n, answer_id in enumerate(ids):
        judge(judge_, answer_id, n % 3, 1)
        judge(judge_, answer_id, n % 3, 2)
    assert shown(judge_, "full-house")["progress"] == 1
    assert shown(judge_, "generous-ear")["progress"] == 5


def test_a_strong_reply_counts_when_voting_closes_and_not_before(office, awarded):
    ana, *peers = office.reps
    with work():
        answer = reply(ana, nov(2))
    for person in peers[:3]:
        judge(person, answer.id, 2, 2, "no_proof")
    judge(office.coach, answer.id, 2, 2)
    assert not [badge for _, badge, _ in awarded if badge in ("head-and-heart", "the-best-badge")]
    for _ in range(2):
        with work():
            close_due(now=nov(6))
    assert (ana.id, "head-and-heart", "bronze") in awarded
    assert awarded.count((ana.id, "the-best-badge", "one")) == 1
    assert shown(peers[0], "because")["progress"] == shown(peers[0], "sharp-eye")["progress"] == 1
    assert shown(office.coach, "sharp-eye")["progress"] == 0


def test_an_earned_back_streak_is_a_second_wind(office, awarded):
    ana = office.reps[0]
    for day in (2, 3, 5):
        with work():
            reply(ana, nov(day))
    for hour in (11, 12, 13):
        with work():
            practise(ana, nov(5, hour))
    assert (ana.id, "second-wind", "one") in awarded
    assert (ana.id, "warming-up", "one") in awarded
    assert differences() == []


def test_only_right_recalls_count(office):
    ana = office.reps[0]
    with work():
        reply(ana, nov(2))
    for day, right in ((3, True), (4, False)):
        with work():
            reply(ana, nov(day))
            for recall in due_recalls(ana, date(2026, 11, day))[:1]:
                choice = next(c for c in recall.fact.choices if c.is_right is right)
                answer_recall(ana, recall.id, choice.id, seconds=2.0, day=date(2026, 11, day), now=nov(day))
    assert shown(ana, "total-recall")["progress"] == 1


def test_a_vote_costs_one_statement_and_looks_for_no_award(office):
    ana, ben, *_ = office.reps
    with work():
        answer = reply(ana, nov(2))
    judge(ben, answer.id, 1, 1)
    add(office.coach, "judgements", 50)
    with queries() as run:
        judge(office.coach, answer.id, 2, 2)
    assert len([one for one in run if "badge_counters" in one]) == 1
    assert not [one for one in run if "awards" in one]


def test_a_page_of_badges_takes_two_queries_whatever_was_earned(office):
    ana = office.reps[0]
    with work():
        reply(ana, nov(2))
    for by in (0, 700):
        add(ana, "judgements", by)
        assert ana.name
        with queries() as run:
            badges_of(ana)
        assert len([one for one in run if one.startswith("SELECT")]) == 2


def test_a_rebuild_sets_the_counters_and_awards_what_a_new_badge_owes(office):
    ana = office.reps[0]
    for day in working_days(3):
        with work():
            reply(ana, at(day))
    with work():
        db.session.execute(Counter.__table__.update().values(value=7))
        db.session.execute(Award.__table__.delete().where(Award.badge == "warming-up"))
    assert differences() != []
    with work():
        due = rebuild(now=at(MONDAY + timedelta(9)))
    assert [award.badge for award in due] == ["warming-up"]
    assert differences() == []
