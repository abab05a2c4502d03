"""What people did, added up by team, cohort and week: each figure as counting the rows by hand gives it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.builders import a_reply, a_vote
from tests.cast import NOON, TUESDAY, Cast
from tests.doors import Clock
from tests.doors import clock as clock
from tests.insights.worlds import learned
from webapp.core.work import work
from webapp.deals.models import Deal
from webapp.extensions import db
from webapp.insights import reading, tasks
from webapp.insights.models import SUMS, Count, GroupRecall, GroupSession, GroupTopic, GroupWeek
from webapp.insights.statistics.calibration import binned
from webapp.mastery.models import TopicWeek
from webapp.people.actions import deactivate
from webapp.people.merging import merge
from webapp.playbook.models import Fact, Topic
from webapp.schedule.models import Recall

MONDAY = TUESDAY - timedelta(days=1)


def the(model: Any, grain: str, team_id: int = 0, cohort_id: int = 0, week: date = MONDAY, **more: Any) -> Any:
    return db.session.scalar(
        select(model).filter_by(grain=grain, team_id=team_id, cohort_id=cohort_id, week=week, **more)
    )


def test_replies_and_working_days_up_to_yesterday(cast: Cast, clock: Clock):
    with work():
        for person in (cast.ana, cast.cleo):
            a_reply(person, NOON)
    clock.forward(days=1, hours=1)
    tasks.count_newest()
    reds = the(GroupWeek, "team", cast.reds.id)
    assert (reds.people, reds.working_days, reds.replies) == (2, 4, 1)
    autumn = the(GroupWeek, "cohort", 0, cast.autumn.id)
    assert (autumn.people, autumn.working_days, autumn.replies) == (4, 8, 2)
    everybody = the(GroupWeek, "all")
    assert (everybody.people, everybody.working_days, everybody.replies) == (5, 10, 2)
    assert the(GroupWeek, "cell", cast.reds.id, cast.autumn.id).replies == 1


def test_a_day_counts_once_it_is_over_wherever_somebody_is(cast: Cast, clock: Clock):
    """At eight in the evening of Tuesday in Honolulu it is Wednesday in Greenwich."""
    clock.at = datetime(2026, 11, 25, 6, tzinfo=UTC)
    tasks.count_newest()
    assert the(GroupWeek, "team", cast.reds.id).working_days == 2, "Monday, of two people"
    clock.forward(hours=6)
    tasks.count_newest()
    assert the(GroupWeek, "team", cast.reds.id).working_days == 4


def test_the_week_that_has_begun_in_auckland_has_its_people(cast: Cast, clock: Clock):
    clock.at = datetime(2026, 11, 29, 20, tzinfo=UTC)
    tasks.count_newest()
    assert the(GroupWeek, "team", cast.reds.id, week=MONDAY + timedelta(weeks=1)).people == 2


def test_counted_twice_is_counted_once(cast: Cast, clock: Clock):
    with work():
        a_reply(cast.ana, NOON)
    clock.forward(days=1, hours=1)
    tasks.count_newest()
    tasks.count_newest()
    assert the(GroupWeek, "all").replies == 1
    assert len(db.session.scalars(select(Count)).all()) == 2


def test_what_is_older_is_counted_once_a_day_and_leaves_the_newest_alone(cast: Cast, clock: Clock):
    topic = db.session.scalar(select(Topic).limit(1))
    long_ago = MONDAY - timedelta(weeks=10)
    nothing = dict.fromkeys(("fact", "fact_squares", "persuasion", "persuasion_squares"), 0.0)
    with work():
        for week in (MONDAY, long_ago):
            db.session.add(
                TopicWeek(
                    person_id=cast.ana.id, topic_id=topic.id, week=week, replies=1, recalls=0, recalled=0, **nothing
                )
            )
    tasks.count_kept()
    assert the(GroupTopic, "all", week=MONDAY, topic_id=topic.id) is None
    assert the(GroupTopic, "all", week=long_ago, topic_id=topic.id).replies == 1
    tasks.count_newest()
    assert the(GroupTopic, "all", week=MONDAY, topic_id=topic.id).replies == 1
    assert reading.counted_at() == clock.at


def test_who_moves_takes_their_weeks_along(cast: Cast, clock: Clock):
    with work():
        a_reply(cast.ana, NOON)
    clock.forward(days=1, hours=1)
    tasks.count_newest()
    with work():
        cast.ana.team_id = cast.greens.id
        db.session.add(cast.ana)
    tasks.count_newest()
    assert the(GroupWeek, "team", cast.reds.id).replies == 0
    assert the(GroupWeek, "team", cast.greens.id).replies == 1


def test_topics_are_their_peoples_weeks_added(cast: Cast, clock: Clock):
    topic = db.session.scalar(select(Topic).limit(1))
    sums = {"replies": 2, "fact": 1.5, "fact_squares": 1.25, "persuasion": 1.0, "persuasion_squares": 0.5}
    with work():
        for person in (cast.ana, cast.ben, cast.outsider):
            db.session.add(
                TopicWeek(person_id=person.id, topic_id=topic.id, week=MONDAY, **sums, recalls=4, recalled=3)
            )
    tasks.count_newest()
    reds = the(GroupTopic, "team", cast.reds.id, topic_id=topic.id)
    assert (reds.replies, reds.fact, reds.recalls, reds.recalled) == (4, 3.0, 8, 6)
    assert the(GroupTopic, "all", topic_id=topic.id).persuasion == pytest.approx(3.0)


def test_delayed_recalls_lie_in_their_tenth_with_what_they_cost(cast: Cast, clock: Clock):
    asked = [(0.93, True, 7), (0.97, False, 9), (1.0, True, 5), (0.42, True, 30), (0.9, True, 15)]
    facts = list(db.session.scalars(select(Fact.id)))
    with work():
        for fact_id, (predicted, correct, since) in zip(facts, asked, strict=False):
            db.session.add(
                Recall(
                    person_id=cast.ana.id, fact_id=fact_id, due_on=TUESDAY, day=TUESDAY, answered_at=NOON,
                    correct=correct, since_days=since, predicted=predicted,
                )
            )  # fmt: skip
    tasks.count_newest()
    last = the(GroupRecall, "team", cast.reds.id, delay=7, bin=9)
    same = binned([(0.93, True), (0.97, False), (1.0, True)])[9]
    assert (last.asked, last.right) == (3, 2)
    assert (last.predicted, last.squares, last.surprise) == pytest.approx((same.predicted, same.squares, same.surprise))
    assert the(GroupRecall, "all", delay=30, bin=4).right == 1
    assert the(GroupRecall, "all", delay=30, bin=9) is None


def test_a_session_lasts_until_its_last_judgement(cast: Cast, clock: Clock):
    with work():
        theirs = a_reply(cast.ben, NOON - timedelta(hours=1))
        a_reply(cast.ana, NOON, written_at=NOON)
    with work():
        a_vote(cast.ana, theirs, 2, 2, NOON + timedelta(seconds=95))
        late = a_reply(cast.cleo, NOON)
        a_vote(cast.ana, late, 2, 2, NOON + timedelta(minutes=11))
    tasks.count_newest()
    assert the(GroupSession, "team", cast.reds.id, tens=9).sessions == 1
    assert sum(row.sessions for row in db.session.scalars(select(GroupSession).filter_by(grain="all"))) == 1


def test_a_joiner_has_the_habit_who_replied_on_the_seventh_working_day_or_the_sixth(cast: Cast, clock: Clock):
    for person, joined in ((cast.ana, date(2026, 11, 13)), (cast.ben, date(2026, 11, 16)), (cast.cleo, TUESDAY)):
        person.joined_on = joined
        db.session.add(person)
    db.session.commit()
    with work():
        a_reply(cast.ana, NOON)
        a_reply(cast.ben, NOON - timedelta(days=1))
    clock.forward(days=2)
    tasks.count_newest()
    reds = the(GroupWeek, "team", cast.reds.id)
    assert (reds.joiners, reds.settled) == (2, 1)
    assert the(GroupWeek, "all").joiners == 2


def test_who_left_after_day_seven_keeps_their_place_in_the_habit(cast: Cast, clock: Clock):
    """Else the habit would be that of those alone who stayed."""
    for person in (cast.ana, cast.ben, cast.cleo):
        person.joined_on = date(2026, 11, 13)
        db.session.add(person)
    db.session.commit()
    with work():
        deactivate(cast.cleo, cast.ada, now=NOON - timedelta(days=4))
    clock.forward(days=2)
    with work():
        deactivate(cast.ana, cast.ada, now=clock())
    tasks.count_newest()
    reds, blues = the(GroupWeek, "team", cast.reds.id), the(GroupWeek, "team", cast.blues.id)
    assert (reds.joiners, reds.settled) == (2, 0)
    assert (blues.joiners, blues.settled) == (0, 0), "Cleo left on the sixth"


def test_who_left_counts_in_the_weeks_until_then(cast: Cast, clock: Clock):
    with work():
        a_reply(cast.ana, NOON)
        learn_and_sell(cast)
    clock.forward(days=1)
    with work():
        deactivate(cast.ana, cast.ada, now=clock())
    clock.forward(weeks=1)
    tasks.count_newest()
    reds = the(GroupWeek, "team", cast.reds.id)
    assert (reds.people, reds.working_days, reds.replies, reds.won, reds.lost) == (2, 3 + 5, 1, 1, 0)
    later = the(GroupWeek, "team", cast.reds.id, week=MONDAY + timedelta(weeks=1))
    assert (later.people, later.won, later.lost) == (1, 0, 0), "what ended after she had left is nobody's"
    topic = db.session.scalar(select(Topic.id).order_by(Topic.id).limit(1))
    assert the(GroupTopic, "team", cast.reds.id, topic_id=topic).replies == 12


def test_who_was_merged_away_counts_once(cast: Cast, clock: Clock):
    with work():
        twin = cast.person("Ana Twin", "rep", cast.reds, cast.autumn)
        merge(cast.ada, cast.ana, twin, now=NOON)
    tasks.count_newest()
    assert the(GroupWeek, "team", cast.reds.id).people == 2


def learn_and_sell(cast: Cast) -> None:
    """Ana won this week; a deal of hers is lost next week."""
    learned(cast.ana, 0.9, 0.5)
    for outcome, day in (("won", TUESDAY), ("lost", TUESDAY + timedelta(weeks=1))):
        db.session.add(
            Deal(
                source="file", external_id=outcome, name="Deal", outcome=outcome, amount=1, currency="EUR", value=1,
                closed_on=day, owner_id=cast.ana.id, at=NOON,
            )
        )  # fmt: skip


def test_deals_are_their_owners(cast: Cast, clock: Clock):
    with work():
        for n, outcome in enumerate(("won", "won", "lost")):
            db.session.add(
                Deal(
                    source="file", external_id=str(n), name="Deal", outcome=outcome, amount=1, currency="EUR", value=1,
                    closed_on=TUESDAY, owner_id=cast.ana.id, at=NOON,
                )
            )  # fmt: skip
    tasks.count_newest()
    assert (the(GroupWeek, "team", cast.reds.id).won, the(GroupWeek, "team", cast.reds.id).lost) == (2, 1)


def test_a_team_that_fails_keeps_its_sums_and_holds_up_nobody(cast: Cast, clock: Clock, monkeypatch):
    tasks.count_newest()
    counted = tasks.actions.counted

    def fails(team_id: int, *args: Any, **more: Any) -> Any:
        if team_id == cast.reds.id:
            raise RuntimeError("no")
        return counted(team_id, *args, **more)

    monkeypatch.setattr(tasks.actions, "counted", fails)
    assert tasks.count_newest() == 3
    assert the(GroupWeek, "team", cast.reds.id).people == 2


def test_an_empty_house_counts_nothing(app):
    assert tasks.count_kept() == 1
    assert all(db.session.scalars(select(model)).all() == [] for model in SUMS)
