"""Who is ready, as those see it who look after them; and the day that is written down once."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cast import TUESDAY, Cast
from tests.doors import Browser, Clock, Program, statements
from tests.ready.ramp_up import DAY, GOOD, LATER, knows, weak
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.actions import deactivate
from webapp.people.merging import merge
from webapp.people.models import ManagedCohort
from webapp.ready.actions import note_reached
from webapp.ready.models import Reached, Threshold
from webapp.ready.overseeing import still_to_reach
from webapp.ready.queries import RampTime, ramp, ready_by, standing, standings
from webapp.ready.tasks import note_who_is_ready


@pytest.fixture(autouse=True)
def _weeks_later(clock: Clock):
    clock.at = LATER


def reached() -> dict[int, object]:
    db.session.rollback()
    return {row.person_id: row.day for row in db.session.scalars(select(Reached))}


def test_all_three_states_with_what_still_blocks(app: Flask, cast: Cast):
    with work():
        knows(cast.ana, GOOD, GOOD)
        knows(cast.ben, GOOD, weak(recall=0.5, fact=0.4))
        knows(cast.cleo, weak(fact=0.2), weak(persuasion=0.3))
    states = {one.person.name: one.state for one in standings([cast.ana, cast.ben, cast.cleo, cast.dev], DAY)}
    assert states == {"Ana": "ready", "Ben": "nearly", "Cleo": "not_yet", "Dev": "not_yet"}
    page = Browser(app, cast.kofi).get("/desk/ready").text
    assert "1 of 4 are ready, 1 nearly." in page
    assert "Recall 50 %, asked are 75 % · Fact 40 %, asked are 60 %" in page
    assert "fewer than 5 questions asked · fewer than 3 replies judged" in page
    own = Browser(app, cast.kofi).get(f"/desk/ready/{cast.ben.id}").text
    assert "24 % to 76 %, 10 questions" in own


def test_what_the_cohort_has_not_had_yet_does_not_count(cast: Cast):
    with work():
        knows(cast.ana, GOOD)
    early = standing(cast.ana, TUESDAY)
    assert [one.counts for one in early.topics] == [True, False]
    assert early.state == "not_yet", "one topic alone proves nothing"
    assert [one.counts for one in standing(cast.ana, DAY).topics] == [True, True]


def test_old_weeks_do_not_count_any_more(cast: Cast):
    with work():
        knows(cast.ana, GOOD, GOOD)
    assert standing(cast.ana, DAY + timedelta(weeks=8)).state == "ready"
    assert standing(cast.ana, DAY + timedelta(weeks=9)).state == "not_yet"


def test_managers_and_coaches_see_their_own_and_strangers_are_not_found(app: Flask, cast: Cast):
    with work():
        stranger = cast.person("Stranger", "rep", cast.greens, cast.autumn)
        other_coach, other_manager = cast.person("Renate", "coach"), cast.person("Stefan", "manager")
    names = {
        one.name: {rep["name"] for rep in Program(app, one).get("/ready").json["reps"]}
        for one in (cast.kofi, cast.mara, cast.ada, other_coach, other_manager)
    }
    mine = {"Ana", "Ben", "Cleo", "Dev"}
    everybody = mine | {"Stranger"}
    assert names == {"Kofi": everybody, "Mara": mine, "Ada": everybody, "Renate": set(), "Stefan": set()}
    for person in (other_coach, other_manager):
        assert Browser(app, person).get(f"/desk/ready/{cast.ana.id}").status_code == 404
        assert "None of your people are ramping up" in Browser(app, person).get("/desk/ready").text
    assert Browser(app, cast.mara).get(f"/desk/ready/{stranger.id}").status_code == 404
    assert Browser(app, cast.kofi).get(f"/desk/ready/{cast.outsider.id}").status_code == 404, "not ramping up"


def test_a_manager_to_whom_a_cohort_was_given_sees_its_people_whatever_their_team(app: Flask, cast: Cast):
    with work():
        stefan = cast.person("Stefan", "manager")
        cast.person("Stranger", "rep", cast.greens, cast.autumn)
        db.session.add(ManagedCohort(person_id=stefan.id, cohort_id=cast.autumn.id))
    names = {rep["name"] for rep in Program(app, stefan).get("/ready").json["reps"]}
    assert names == {"Ana", "Ben", "Cleo", "Dev", "Stranger"}
    assert f"/desk/ready/{cast.ana.id}" in Browser(app, stefan).get("/desk/ready").text
    assert Browser(app, stefan).get(f"/desk/ready/{cast.outsider.id}").status_code == 404


def test_reps_see_nobody_here(app: Flask, cast: Cast):
    for path in ("/desk/ready", f"/desk/ready/{cast.ana.id}", f"/desk/ready/{cast.ben.id}"):
        assert Browser(app, cast.ana).get(path).status_code == 403
    assert Program(app, cast.ana).get("/ready").status_code == 403


def test_the_queries_do_not_grow_with_the_people(cast: Cast):
    with work():
        for one in (cast.ana, cast.ben, cast.cleo):
            knows(one, GOOD, GOOD)
    standings([cast.dev], DAY)
    with statements() as of_one:
        standings([cast.ana], DAY)
    with statements() as of_three:
        standings([cast.ana, cast.ben, cast.cleo], DAY)
    assert len(of_one) == len(of_three)


def test_the_first_day_is_written_down_once(cast: Cast, clock: Clock):
    with work():
        knows(cast.ana, GOOD, GOOD)
    assert note_who_is_ready() == 1
    clock.forward(days=1)
    assert note_who_is_ready() == 0
    with work():
        knows(cast.ana, weak(fact=0), weak(fact=0))
        note_reached(ready_by([cast.ana], clock()), now=clock())
    assert reached() == {cast.ana.id: DAY}
    assert {person.id for person in still_to_reach()} == {cast.ben.id, cast.cleo.id, cast.dev.id}


def test_who_is_ready_is_looked_up_for_all_at_once(cast: Cast):
    sent = []
    for n in (1, 12):
        with work():
            for number in range(n):
                knows(cast.person(f"New {n} {number}", "rep", cast.reds, cast.autumn), GOOD, GOOD)
        with statements() as these:
            assert note_who_is_ready() == n
        sent.append(these)
    assert len(sent[0]) == len(sent[1])


def test_more_than_are_looked_at_at_once_are_all_noted(cast: Cast, monkeypatch):
    monkeypatch.setattr("webapp.ready.tasks.AT_ONCE", 2)
    with work():
        for person in (cast.ana, cast.cleo, cast.dev):
            knows(person, GOOD, GOOD)
    assert note_who_is_ready() == 3


def test_ramp_times_end_when_ready_and_go_on_where_not(cast: Cast):
    with work():
        knows(cast.ana, GOOD, GOOD)
        note_reached({cast.ana.id: DAY}, now=LATER)
        deactivate(cast.ben, cast.ada, now=LATER - timedelta(days=3))
    found = {one.person_id: one for one in ramp([cast.autumn.id], now=LATER)}
    assert found[cast.ana.id] == RampTime(cast.autumn.id, cast.ana.id, 63, True)
    assert found[cast.ben.id] == RampTime(cast.autumn.id, cast.ben.id, 60, False), "who left is not dropped"
    assert found[cast.dev.id].reached is False
    assert cast.outsider.id not in found


def test_two_accounts_of_one_person_were_ready_on_the_earlier_day(cast: Cast):
    with work():
        twin = cast.person("Ana Twin", "rep", cast.reds, cast.autumn)
        for person, at in ((cast.ana, LATER), (twin, LATER - timedelta(days=2))):
            knows(person, GOOD, GOOD)
            note_reached(ready_by([person], at), now=at)
        merge(cast.ada, cast.ana, twin, now=LATER)
    assert reached()[cast.ana.id] == DAY - timedelta(days=2)
    assert [one.person_id for one in ramp([cast.autumn.id], now=LATER) if one.reached] == [cast.ana.id]


def test_what_a_merged_manager_decided_is_the_kept_accounts(cast: Cast):
    with work():
        twin = cast.person("Mara Twin", "manager", None, None)
        row = {"cohort_id": cast.autumn.id, "recall": 0.5, "fact": 0.5, "persuasion": 0.5}
        db.session.add(Threshold(**row, at=LATER, by_id=twin.id))
        db.session.flush()
        merge(cast.ada, cast.mara, twin, now=LATER)
    assert db.session.scalar(select(Threshold.by_id)) == cast.mara.id


def test_a_card_leads_there_from_the_first_page_of_a_desk(app: Flask, cast: Cast):
    with work():
        knows(cast.ana, GOOD, GOOD)
        note_reached({cast.ana.id: DAY}, now=LATER)
    for person, path in ((cast.mara, "/desk/people"), (cast.kofi, "/desk/coaching")):
        page = Browser(app, person).get(path).text
        assert "1 of 4 reps who are ramping up have been ready at least once." in page
        assert "1 waits for a coach's word." in page
