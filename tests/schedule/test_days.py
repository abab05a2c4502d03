"""A cohort's challenge for every date: fixed ahead, stable, and free to replace until somebody began."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.schedule.conftest import MONDAY, NOW, counted
from webapp.core.problems import Conflict, NotFound
from webapp.core.work import work
from webapp.extensions import db
from webapp.need.actions import serve_practice
from webapp.people.models import Person
from webapp.playbook.models import Challenge
from webapp.schedule import actions, queries
from webapp.schedule.models import ScheduledChallenge, Serving

pytestmark = pytest.mark.usefixtures("playbook")


def on(n: int) -> date:
    return MONDAY + timedelta(days=n)


def fill(cohort: int, first: int, last: int) -> None:
    with work():
        actions.fill(cohort, on(first), on(last), now=NOW)


def serve(person: Person, n: int = 0) -> ScheduledChallenge | None:
    with work():
        return actions.serve(person, on(n), now=NOW)


def planned(cohort: int) -> dict[date, int]:
    rows = db.session.execute(
        select(ScheduledChallenge.day, ScheduledChallenge.challenge_id).where(ScheduledChallenge.cohort_id == cohort)
    )
    return {row.day: row.challenge_id for row in rows}


def another(row: ScheduledChallenge) -> int:
    found = db.session.scalar(select(Challenge.id).where(Challenge.id != row.challenge_id).limit(1))
    assert found is not None
    return found


def test_every_date_gets_a_challenge_weekends_included(cohorts: list[int]) -> None:
    fill(cohorts[0], 0, 20)
    assert sorted(planned(cohorts[0])) == [on(n) for n in range(21)]
    assert planned(cohorts[1]) == {}


def test_filling_twice_or_in_pieces_comes_to_the_same(cohorts: list[int]) -> None:
    fill(cohorts[0], 0, 20)
    for first, last in ((0, 4), (0, 4), (5, 5), (3, 20), (0, 20)):
        fill(cohorts[1], first, last)
    assert planned(cohorts[0]) == planned(cohorts[1])


def test_filling_a_cohort_that_is_not_there_is_refused() -> None:
    with pytest.raises(NotFound):
        fill(10**6, 0, 1)


def test_the_whole_cohort_is_served_the_same_and_two_weeks_are_fixed_ahead(
    person: Callable[..., Person], cohorts: list[int]
) -> None:
    ana, ben = person("ana"), person("ben")
    mine, theirs = serve(ana), serve(ben)
    assert mine is not None
    assert theirs is not None
    assert mine.challenge_id == theirs.challenge_id
    assert max(planned(cohorts[0])) == on(14)
    assert [point.text for point in mine.challenge.fact.key_points] == ["nine days", "one lead"]


def test_being_served_again_records_nothing_new(rep: Person) -> None:
    first, again = serve(rep), serve(rep)
    assert first is not None
    assert again is not None
    assert first.challenge_id == again.challenge_id
    assert [(s.day, s.kind) for s in queries.served(rep, first.challenge_id)] == [(MONDAY, "session")]
    assert queries.session_challenge(rep, MONDAY) == first.challenge


def test_nobody_counts_as_served_before_they_are(person: Callable[..., Person]) -> None:
    ana, ben = person("ana"), person("ben")
    row = serve(ana)
    assert row is not None
    assert queries.served(ben, row.challenge_id) == []
    assert queries.session_challenge(ben, MONDAY) is None


def test_without_a_cohort_there_is_no_challenge(person: Callable[..., Person]) -> None:
    coach = person("coach", role="coach", cohort_id=None)
    assert serve(coach) is None
    assert queries.session_challenge(coach, MONDAY) is None
    assert db.session.scalars(select(Serving)).all() == []


def test_a_day_may_be_chosen_otherwise_until_somebody_began_it(rep: Person, cohorts: list[int]) -> None:
    fill(cohorts[0], 0, 1)
    row = queries.challenge_on(cohorts[0], on(1))
    assert row is not None
    chosen = another(row)
    with work():
        actions.replace(cohorts[0], on(1), chosen, chosen_by="pin", now=NOW)
    with work():
        served = actions.serve(rep, on(1), now=NOW + timedelta(days=1))
    assert served is not None
    assert (served.challenge_id, served.chosen_by, served.challenge.id) == (chosen, "pin", chosen)
    with pytest.raises(Conflict), work():
        actions.replace(cohorts[0], on(1), another(served), chosen_by="need", now=NOW)
    assert planned(cohorts[0])[on(1)] == chosen


def test_a_challenge_kept_for_a_day_ahead_may_still_be_replaced(cohorts: list[int], rep: Person) -> None:
    kept = serve(rep, 3)
    assert kept is not None
    before = kept.challenge_id
    with work():
        actions.replace(cohorts[0], on(3), another(kept), chosen_by="pin", now=NOW)
    assert planned(cohorts[0])[on(3)] != before
    assert [serving.day for serving in queries.served(rep, before)] == [on(3)], "and still be replied to"


def test_it_is_begun_when_its_own_day_shows_it(cohorts: list[int], rep: Person) -> None:
    kept = serve(rep, 3)
    assert kept is not None
    assert queries.session_challenge(rep, on(3)) is None
    with work():
        actions.serve(rep, on(3), now=NOW + timedelta(days=3))
    assert queries.session_challenge(rep, on(3)) == kept.challenge
    with pytest.raises(Conflict, match="begun"), work():
        actions.replace(cohorts[0], on(3), another(kept), chosen_by="need", now=NOW)


def test_another_cohorts_beginning_leaves_the_day_free(person: Callable[..., Person], cohorts: list[int]) -> None:
    serve(person("cleo", cohort_id=cohorts[1]))
    fill(cohorts[0], 0, 0)
    row = queries.challenge_on(cohorts[0], MONDAY)
    assert row is not None
    with work():
        assert actions.replace(cohorts[0], MONDAY, another(row), chosen_by="pin", now=NOW).chosen_by == "pin"


def test_a_pin_ahead_of_the_plan_stays_and_its_fact_keeps_away_from_it(cohorts: list[int]) -> None:
    pinned = db.session.scalars(select(Challenge).order_by(Challenge.id)).first()
    assert pinned is not None
    with work():
        actions.replace(cohorts[0], on(5), pinned.id, chosen_by="pin", now=NOW)
    fill(cohorts[0], 0, 11)
    assert planned(cohorts[0])[on(5)] == pinned.id
    assert [m.day for m in queries.met_by_cohort(cohorts[0]) if m.fact_id == pinned.fact_id] == [on(5)]


def test_a_challenge_that_is_not_there_cannot_be_pinned(cohorts: list[int]) -> None:
    with pytest.raises(NotFound), work():
        actions.replace(cohorts[0], MONDAY, 10**6, chosen_by="pin", now=NOW)


def test_practice_is_another_challenge_each_time_and_none_that_is_planned(rep: Person, cohorts: list[int]) -> None:
    row = serve(rep)
    assert row is not None
    seen = {row.challenge_id}
    for _ in range(5):
        with work():
            extra = serve_practice(rep, MONDAY, now=NOW)
        assert extra is not None
        assert extra.id not in seen | set(planned(cohorts[0]).values())
        assert [(s.day, s.kind) for s in queries.served(rep, extra.id)] == [(MONDAY, "practice")]
        seen.add(extra.id)


def test_practice_needs_no_cohort(person: Callable[..., Person]) -> None:
    coach = person("coach", role="coach", cohort_id=None)
    with work():
        assert serve_practice(coach, MONDAY, now=NOW) is not None


def test_a_fact_is_met_once_a_date_however_often_it_was_shown(rep: Person) -> None:
    row = serve(rep)
    assert row is not None
    serve(rep)
    assert queries.meetings(rep, row.challenge.fact_id, before=MONDAY) == 0
    assert queries.meetings(rep, row.challenge.fact_id, before=on(1)) == 1


def test_whose_challenge_it_is_and_who_may_know_of_it(person: Callable[..., Person], cohorts: list[int]) -> None:
    ana, cleo, admin = (
        person("ana"),
        person("cleo", cohort_id=cohorts[1]),
        person("ada", role="admin", cohort_id=None),
    )
    coach = person("kofi", role="coach", cohort_id=None)
    row = serve(ana)
    assert row is not None
    assert queries.days_of(ana, row.challenge_id) == [MONDAY]
    assert [queries.days_of(one, row.challenge_id) for one in (cleo, admin, coach)] == [[], [], []]
    knows = [queries.may_know(one, row.challenge_id) for one in (ana, cleo, admin, coach)]
    assert knows == [True, False, True, False]


def test_a_playbook_without_facts_leaves_the_day_empty(rep: Person) -> None:
    with work():
        for table in (
            "model_replies",
            "challenges",
            "playbook_steps",
            "prompts",
            "key_points",
            "choices",
            "facts",
            "topics",
        ):
            db.session.execute(db.metadata.tables[table].delete())
    assert serve(rep) is None
    with work():
        assert serve_practice(rep, MONDAY, now=NOW) is None


def test_coming_sessions_are_today_and_the_next_working_days(rep: Person, cohorts: list[int]) -> None:
    fill(cohorts[0], 0, 14)
    friday = queries.upcoming(rep, on(4), 3)
    assert [one.day for one in friday] == [on(4), on(7), on(8)]
    sunday = queries.upcoming(rep, on(6), 2)
    assert [one.day for one in sunday] == [on(6), on(7)]
    plan = planned(cohorts[0])
    assert [one.challenge.id for one in friday if one.challenge] == [plan[on(n)] for n in (4, 7, 8)]


def test_days_nobody_filled_have_no_challenge_yet(rep: Person) -> None:
    assert [one.challenge for one in queries.upcoming(rep, MONDAY, 2)] == [None, None]


def test_reading_sessions_takes_as_many_queries_for_ten_days_as_for_one(rep: Person, cohorts: list[int]) -> None:
    fill(cohorts[0], 0, 20)
    with counted() as few:
        queries.upcoming(rep, MONDAY, 2)
    with counted() as many:
        assert all(
            len(one.challenge.fact.key_points) == 2 for one in queries.upcoming(rep, MONDAY, 10) if one.challenge
        )
    assert len(many) == len(few)


def test_two_who_come_first_at_the_same_moment_get_the_same_plan(
    app: Flask, person: Callable[..., Person], cohorts: list[int]
) -> None:
    ids = [person(f"rep{n}").id for n in range(8)]
    db.session.rollback()

    def come(person_id: int) -> int | None:
        with app.app_context():
            row = serve(db.session.get_one(Person, person_id))
            return row.challenge_id if row else None

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(come, ids))) == 1
    assert len(planned(cohorts[0])) == 15
    assert len(db.session.scalars(select(Serving)).all()) == 8
