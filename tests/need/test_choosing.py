"""A cohort's coming days are chosen by need, kept with their terms, and never taken from whoever has begun."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import insert, select, update

from tests.builders import a_reply
from tests.cast import NOON, TUESDAY, Cast
from tests.doors import Clock, Program, statements
from tests.need.memories import remember
from webapp.core.work import work
from webapp.deals.events import deals_changed
from webapp.extensions import db
from webapp.need import actions, planning, queries
from webapp.need.models import Decision
from webapp.need.tasks import choose_all_due
from webapp.people.models import Person
from webapp.playbook.models import Fact, Topic
from webapp.schedule import actions as schedule
from webapp.schedule.models import ScheduledChallenge, Serving
from webapp.schedule.pinning import pin, unpin
from webapp.schedule.rules import WEEK

WEDNESDAY = TUESDAY + timedelta(days=1)
FORTNIGHT = TUESDAY + schedule.AHEAD


def planned(cohort_id: int) -> dict[date, ScheduledChallenge]:
    db.session.expire_all()
    rows = db.session.scalars(
        select(ScheduledChallenge)
        .where(ScheduledChallenge.cohort_id == cohort_id, ScheduledChallenge.day.between(TUESDAY, FORTNIGHT))
        .order_by(ScheduledChallenge.day)
    )
    return {row.day: row for row in rows}


def choose(*cohorts: int) -> int:
    with work():
        return actions.choose_ahead(cohorts, NOON)


@pytest.fixture
def facts(cast: Cast) -> list[Fact]:
    return list(db.session.scalars(select(Fact).order_by(Fact.position)))


@pytest.fixture
def forgotten(cast: Cast, facts: list[Fact]) -> Fact:
    """Everybody of autumn knows every fact of yesterday but one, which is long ago."""
    one = facts[11]
    with work():
        people = [cast.ana, cast.ben, cast.cleo, cast.dev]
        remember(people, [fact.id for fact in facts if fact is not one], NOON - timedelta(days=1))
        remember(people, [one.id], NOON - timedelta(days=60), knows=False)
    return one


def test_the_day_goes_to_what_most_have_forgotten(cast: Cast, forgotten: Fact):
    assert choose(cast.autumn.id) > 0
    row = planned(cast.autumn.id)[TUESDAY]
    assert (row.challenge.fact.id, row.chosen_by, row.chosen_at) == (forgotten.id, "need", NOON)


def test_every_choice_is_kept_with_its_terms(cast: Cast, forgotten: Fact):
    choose(cast.autumn.id)
    rows = db.session.scalars(select(Decision).order_by(Decision.day)).all()
    assert [row.day for row in rows] == list(planned(cast.autumn.id))
    assert all(row.challenge_id == planned(cast.autumn.id)[row.day].challenge_id for row in rows)
    first = rows[0]
    assert first.at == NOON
    assert not first.is_new
    assert first.terms.keys() >= {"forgetting", "weight", "weakness", "due", "weeks", "share", "lost", "lost_value"}
    assert 0.2 < first.terms["forgetting"] < 0.6
    assert {row.cohort_id for row in rows} == {cast.autumn.id}, "nobody else was asked for"


def test_a_topic_that_matters_more_comes_more_often(cast: Cast):
    def days_of_second_topic() -> int:
        choose(cast.spring.id)
        return sum(row.challenge.fact.topic.key == "topic-1" for row in planned(cast.spring.id).values())

    before = days_of_second_topic()
    with work():
        db.session.execute(update(Topic).where(Topic.key == "topic-1").values(weight=5.0))
    assert days_of_second_topic() > before


def test_a_day_that_somebody_has_begun_stays(cast: Cast, forgotten: Fact):
    with work():
        a_reply(cast.ben, NOON)
    begun = planned(cast.autumn.id)[TUESDAY].challenge_id
    choose(cast.autumn.id)
    assert planned(cast.autumn.id)[TUESDAY].challenge_id == begun
    assert db.session.get(Decision, (cast.autumn.id, TUESDAY)) is None


def test_a_pin_stays_and_its_fact_keeps_away_from_the_days_around_it(cast: Cast, forgotten: Fact):
    with work():
        pin(cast.mara, forgotten.challenges[0].id, WEDNESDAY, [cast.autumn.id], "Launch", now=NOON)
    choose(cast.autumn.id)
    days = planned(cast.autumn.id)
    assert (days[WEDNESDAY].challenge.fact.id, days[WEDNESDAY].chosen_by) == (forgotten.id, "pin")
    around = [row.challenge.fact.id for day, row in days.items() if 0 < abs((day - WEDNESDAY).days) < WEEK.days]
    assert forgotten.id not in around


def test_after_a_pin_is_gone_need_takes_the_day_again(cast: Cast, forgotten: Fact):
    with work():
        pin(cast.mara, forgotten.challenges[0].id, FORTNIGHT, [cast.autumn.id], "Launch", now=NOON)
        unpin(cast.mara, cast.autumn.id, FORTNIGHT, now=NOON)
    choose(cast.autumn.id)
    assert planned(cast.autumn.id)[TUESDAY].challenge.fact.id == forgotten.id


def test_choosing_again_changes_nothing(cast: Cast, forgotten: Fact):
    choose(cast.autumn.id)
    before = {day: row.challenge_id for day, row in planned(cast.autumn.id).items()}
    assert choose(cast.autumn.id) == 0
    assert {day: row.challenge_id for day, row in planned(cast.autumn.id).items()} == before


def test_without_history_new_facts_come_in_the_order_of_the_curriculum(cast: Cast, facts: list[Fact]):
    with work():
        db.session.execute(ScheduledChallenge.__table__.delete())
    choose(cast.autumn.id)
    order = {fact.id: n for n, fact in enumerate(facts)}
    by_topic: dict[int, list[int]] = {}
    seen: set[int] = set()
    for row in planned(cast.autumn.id).values():
        fact = row.challenge.fact
        if fact.id not in seen:
            by_topic.setdefault(fact.topic_id, []).append(order[fact.id])
        seen.add(fact.id)
    assert len(seen) >= 7
    assert all(places == sorted(places) for places in by_topic.values())
    assert all(places[0] == min(order[f.id] for f in facts if f.topic_id == t) for t, places in by_topic.items())


def test_a_cohort_of_nobody_is_left_to_the_rotation(cast: Cast):
    with work():
        db.session.execute(update(Person).where(Person.cohort_id == cast.spring.id).values(role="coach"))
    assert choose(cast.spring.id) == 0


def test_the_worker_chooses_for_every_cohort_once_an_hour(cast: Cast, forgotten: Fact, clock: Clock):
    assert choose_all_due() > 0
    assert set(db.session.scalars(select(Decision.cohort_id))) == {cast.autumn.id, cast.spring.id}
    with statements() as seen:
        assert choose_all_due() == 0
    assert len([one for one in seen if one.startswith("SELECT")]) == 1, "nothing to do costs one query"
    clock.forward(hours=1)
    assert queries.due_cohorts(clock()) == [cast.autumn.id, cast.spring.id]


def test_deals_that_came_in_make_the_next_look_choose(cast: Cast, clock: Clock):
    choose_all_due()
    clock.forward(minutes=10)
    with work():
        deals_changed.send(None, now=clock())
    assert queries.due_cohorts(clock()) == [cast.autumn.id, cast.spring.id]


def test_deals_that_come_one_by_one_do_not_make_us_choose_every_minute(cast: Cast, clock: Clock):
    chosen = 0
    for _minute in range(20):
        chosen += len(queries.due_cohorts(clock())) and choose_all_due() >= 0
        with work():
            deals_changed.send(None, now=clock())
        clock.forward(minutes=1)
    assert chosen == 4, "every fifth"


def test_deals_that_come_while_we_choose_are_not_forgotten(cast: Cast, clock: Clock):
    choose_all_due()
    clock.forward(hours=1)
    began, plan = clock(), planning.plan(cast.autumn, now=clock())
    clock.forward(seconds=1)
    with work():
        deals_changed.send(None, now=clock())
    with work():
        actions.take(cast.autumn.id, plan, now=began)
    clock.forward(minutes=5)
    assert cast.autumn.id in queries.due_cohorts(clock())


def test_what_it_costs_does_not_grow_with_people_and_facts(app: Flask, cast: Cast, facts: list[Fact]):
    def cost(people: list[Person]) -> int:
        with work():
            remember(people, [fact.id for fact in facts[: 4 * len(people)]], NOON - timedelta(days=30))
        choose(cast.autumn.id)
        with statements() as seen:
            choose(cast.autumn.id)
        return len(seen)

    few = cost([cast.ana, cast.ben])
    with work():
        more = [cast.person(f"Rep {n}", "rep", cast.reds, cast.autumn) for n in range(4)]
    assert cost(more) == few
    assert few <= 25


def test_whoever_replied_to_what_was_theirs_keeps_it(app: Flask, cast: Cast, forgotten: Fact, clock: Clock):
    """A phone kept Wednesday's; then need chose another for the cohort."""
    ana = Program(app, cast.ana)
    kept = ana.get("/sessions").json["sessions"][1]["challenge"]["id"]
    choose(cast.autumn.id)
    clock.forward(days=1)
    assert ana.reply(challenge_id=kept).status_code == 201


def test_what_is_planned_does_not_come_back_as_if_it_had_not_been_met(cast: Cast, forgotten: Fact):
    """All else being known of yesterday, the one forgotten fact is not the week's, and the next week's again."""
    choose(cast.autumn.id)
    days = [day for day, row in planned(cast.autumn.id).items() if row.challenge.fact.id == forgotten.id]
    assert days == [TUESDAY]


def test_a_fact_of_a_sunday_that_nobody_worked_is_still_taught(cast: Cast, facts: list[Fact]):
    sunday, challenge_id = TUESDAY - timedelta(days=9), facts[0].challenges[0].id
    with work():
        db.session.execute(ScheduledChallenge.__table__.delete())
        schedule.replace(cast.autumn.id, sunday, challenge_id, chosen_by="need", now=NOON)
    choose(cast.autumn.id)
    first = planned(cast.autumn.id)[TUESDAY]
    assert first.challenge.fact.id == facts[0].id
    assert db.session.get_one(Decision, (cast.autumn.id, TUESDAY)).is_new


def test_what_comes_before_it_in_the_plan_counts_as_seen_by_then(cast: Cast, facts: list[Fact]):
    """All met two facts sixty days ago, which is all there is: they come again and again."""
    everybody = [cast.ana, cast.ben, cast.cleo, cast.dev]
    with work():
        db.session.execute(ScheduledChallenge.__table__.delete())
        db.session.execute(update(Fact).where(Fact.id.not_in([one.id for one in facts[:2]])).values(state="retired"))
        remember(everybody, [one.id for one in facts[:2]], NOON - timedelta(days=60))
        db.session.execute(
            insert(Serving),
            [
                {
                    "person_id": person.id,
                    "day": TUESDAY - timedelta(days=60),
                    "challenge_id": one.challenges[0].id,
                    "kind": "session",
                    "served_at": NOON,
                    "begun_at": NOON,
                }
                for person in everybody
                for one in facts[:2]
            ],
        )
        pin(cast.ada, facts[0].challenges[0].id, WEDNESDAY, [cast.autumn.id], "Launch", now=NOON)
    choose(cast.autumn.id)
    weeks: dict[int, list[int]] = {}
    for day, row in planned(cast.autumn.id).items():
        if day != WEDNESDAY:
            terms = db.session.get_one(Decision, (cast.autumn.id, day)).terms
            weeks.setdefault(row.challenge.fact.id, []).append(terms["weeks"])
    assert weeks[facts[1].id][0] == 8, "nobody has seen it since"
    assert max(weeks[facts[1].id][1:]) <= 1, "they will have seen it on Tuesday"
    assert max(weeks[facts[0].id]) <= 1, "and that one on Wednesday, for which it is pinned"
