"""A manager pins a challenge to a day, for one cohort or for all of theirs, or for none at all."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from tests.cast import NOON, TUESDAY, Cast
from tests.doors import Browser, Program, everything, refused
from tests.doors import clock as clock
from webapp.core.problems import Conflict
from webapp.core.work import work
from webapp.extensions import db
from webapp.playbook.models import Fact
from webapp.schedule import actions, queries
from webapp.schedule.models import Pin

FRIDAY = TUESDAY + timedelta(days=3)


@pytest.fixture
def ada(app: Flask, cast: Cast) -> Program:
    return Program(app, cast.ada)


@pytest.fixture
def launch(cast: Cast) -> int:
    """A challenge that neither cohort has on these days."""
    planned = {
        row.challenge_id
        for cohort in (cast.autumn, cast.spring)
        for day in (TUESDAY, FRIDAY)
        if (row := queries.challenge_on(cohort.id, day))
    }
    return next(p.challenge_id for p in queries.pairings() if p.challenge_id not in planned)


def on(cohort_id: int, day: date) -> tuple[int, str] | None:
    db.session.expire_all()
    row = queries.challenge_on(cohort_id, day)
    return (row.challenge_id, row.chosen_by) if row else None


def wish(challenge_id: int, day: date = FRIDAY, **more: Any) -> dict[str, Any]:
    return {"challenge_id": challenge_id, "day": day.isoformat(), "reason": "Launch"} | more


def test_a_launch_for_all_cohorts_is_there_on_the_day_with_who_and_why(cast: Cast, ada: Program, launch: int) -> None:
    response = ada.post("/pins", **wish(launch))
    assert response.status_code == 201
    assert [(pin["cohort"], pin["by"], pin["reason"]) for pin in response.json["pins"]] == [
        (cast.autumn.id, "Ada", "Launch"),
        (cast.spring.id, "Ada", "Launch"),
    ]
    assert on(cast.autumn.id, FRIDAY) == on(cast.spring.id, FRIDAY) == (launch, "pin")
    assert ada.get("/pins").json == response.json


def test_a_pin_for_one_cohort_leaves_the_others_alone(cast: Cast, ada: Program, launch: int) -> None:
    before = on(cast.spring.id, FRIDAY)
    ada.post("/pins", **wish(launch, cohorts=[cast.autumn.id]))
    assert (on(cast.autumn.id, FRIDAY), on(cast.spring.id, FRIDAY)) == ((launch, "pin"), before)


def test_who_began_the_day_keeps_it_by_name_and_nothing_is_half_done(
    app: Flask, cast: Cast, ada: Program, launch: int
) -> None:
    Program(app, cast.ana).get("/today")
    told = ada.post("/pins/preview", challenge_id=launch, day=TUESDAY.isoformat()).json["cohorts"]
    assert [(one["name"], one["state"]) for one in told] == [("Autumn", "begun"), ("Spring", "free")]
    before = everything()
    problem = refused(ada.post("/pins", **wish(launch, TUESDAY)), 409, "Autumn", "Nothing was pinned")
    assert [(one["name"], one["state"]) for one in problem["cohorts"]] == [("Autumn", "begun"), ("Spring", "free")]
    assert everything() == before
    assert ada.post("/pins", **wish(launch, TUESDAY, cohorts=[cast.spring.id])).status_code == 201


def test_a_preview_writes_nothing(ada: Program, launch: int) -> None:
    before = everything()
    assert ada.post("/pins/preview", challenge_id=launch, day=FRIDAY.isoformat()).status_code == 200
    assert everything() == before


def test_a_pin_on_what_the_rotation_chose_anyway_holds_it_there(cast: Cast, ada: Program) -> None:
    row = on(cast.autumn.id, FRIDAY)
    assert row is not None
    told = ada.post("/pins/preview", challenge_id=row[0], day=FRIDAY.isoformat()).json["cohorts"]
    assert told[0]["state"] == "same"
    ada.post("/pins", **wish(row[0], cohorts=[cast.autumn.id]))
    assert on(cast.autumn.id, FRIDAY) == (row[0], "pin")


def test_neither_rotation_nor_need_overwrites_a_pin(cast: Cast, ada: Program, launch: int) -> None:
    ada.post("/pins", **wish(launch))
    other = next(p.challenge_id for p in queries.pairings() if p.challenge_id != launch)
    with work():
        actions.fill(cast.autumn.id, FRIDAY, FRIDAY, now=NOON)
    with pytest.raises(Conflict, match="pinned"), work():
        actions.replace(cast.autumn.id, FRIDAY, other, chosen_by="need", now=NOON)
    assert on(cast.autumn.id, FRIDAY) == (launch, "pin")


def test_a_later_pin_takes_the_place_of_an_earlier_one(cast: Cast, ada: Program, launch: int) -> None:
    ada.post("/pins", **wish(launch))
    other = next(p.challenge_id for p in queries.pairings() if p.challenge_id != launch)
    told = ada.post("/pins/preview", challenge_id=other, day=FRIDAY.isoformat()).json["cohorts"]
    assert {one["state"] for one in told} == {"pinned"}
    ada.post("/pins", **wish(other, reason="Another launch"))
    assert {pin["reason"] for pin in ada.get("/pins").json["pins"]} == {"Another launch"}


def test_a_day_far_ahead_may_be_pinned_and_the_rotation_fills_around_it(
    app: Flask, cast: Cast, ada: Program, launch: int
) -> None:
    far = TUESDAY + timedelta(days=90)
    assert ada.post("/pins", **wish(launch, far)).status_code == 201
    with work():
        actions.fill(cast.autumn.id, far - timedelta(days=3), far + timedelta(days=3), now=NOON)
    assert on(cast.autumn.id, far) == (launch, "pin")
    assert on(cast.autumn.id, far - timedelta(days=1)) is not None


def test_unpinned_the_day_is_the_rotations_again(cast: Cast, ada: Program, launch: int) -> None:
    ada.post("/pins", **wish(launch))
    assert ada.delete(f"/pins/{cast.autumn.id}/{FRIDAY}").status_code == 204
    row = on(cast.autumn.id, FRIDAY)
    assert row is not None
    assert row[1] == "rotation"
    assert on(cast.spring.id, FRIDAY) == (launch, "pin")
    refused(ada.delete(f"/pins/{cast.autumn.id}/{FRIDAY}"), 404)


def test_a_begun_day_stays_pinned(app: Flask, cast: Cast, ada: Program, launch: int) -> None:
    ada.post("/pins", **wish(launch, TUESDAY))
    assert Program(app, cast.ana).get("/today").json["challenge"]["id"] == launch
    before = everything()
    refused(ada.delete(f"/pins/{cast.autumn.id}/{TUESDAY}"), 409, "begun")
    assert everything() == before


def test_a_pin_follows_its_fact_into_the_next_version_and_goes_with_a_retired_one(
    cast: Cast, ada: Program, launch: int
) -> None:
    ada.post("/pins", **wish(launch))
    fact_id = next(p.fact_id for p in queries.pairings() if p.challenge_id == launch)
    ada.patch(f"/facts/{fact_id}", statement="Seven days.")
    ada.put(f"/facts/{fact_id}/state", state="live")
    (pin, *_others) = ada.get("/pins").json["pins"]
    assert (pin["challenge"]["fact"]["statement"], pin["reason"]) == ("Seven days.", "Launch")
    ada.put(f"/facts/{fact_id}/state", state="retired")
    assert ada.get("/pins").json == {"pins": []}


@pytest.mark.parametrize("days", [-1, 367])
def test_a_day_out_of_reach_is_refused(ada: Program, launch: int, days: int) -> None:
    refused(ada.post("/pins", **wish(launch, TUESDAY + timedelta(days=days))), 422, "within a year")


def test_what_will_be_past_its_date_or_is_not_live_is_refused(ada: Program, launch: int) -> None:
    before = everything()
    refused(ada.post("/pins", **wish(launch, TUESDAY + timedelta(days=360), cohorts=[1]) | {"reason": " "}), 422)
    refused(ada.post("/pins", **wish(2**31 - 1)), 404)
    assert everything() == before
    with work():
        fact = db.session.get_one(Fact, next(p.fact_id for p in queries.pairings() if p.challenge_id == launch))
        fact.valid_until = FRIDAY - timedelta(days=1)
    refused(ada.post("/pins", **wish(launch)), 422, "past its date")
    with work():
        fact.valid_until, fact.state = None, "retired"
    refused(ada.post("/pins", **wish(launch)), 422, "not live")


def test_who_may_pin_and_who_may_see(app: Flask, cast: Cast, launch: int) -> None:
    mara, kofi = Program(app, cast.mara), Program(app, cast.kofi)
    refused(mara.post("/pins", **wish(launch, cohorts=[cast.spring.id])), 404, "cohort")
    assert [pin["cohort"] for pin in mara.post("/pins", **wish(launch)).json["pins"]] == [cast.autumn.id]
    before = everything()
    assert len(kofi.get("/pins").json["pins"]) == 1
    for person in (cast.kofi, cast.ana, cast.outsider):
        refused(Program(app, person).post("/pins", **wish(launch)), 403)
        refused(Program(app, person).post("/pins/preview", challenge_id=launch, day=FRIDAY.isoformat()), 403)
        refused(Program(app, person).delete(f"/pins/{cast.autumn.id}/{FRIDAY}"), 403)
    assert Browser(app, cast.kofi).post("/desk/pins/new").status_code == 403, "as its empty form is"
    for person in (cast.ana, cast.outsider):
        refused(Program(app, person).get("/pins"), 403)
        assert Browser(app, person).get("/desk/pins").status_code == 403
    assert everything() == before
    with work():
        stranger = cast.person("Stranger", "manager")
    refused(Program(app, stranger).delete(f"/pins/{cast.autumn.id}/{FRIDAY}"), 404)


def test_the_page_shows_what_a_pin_meets_before_it_is_one(app: Flask, cast: Cast, launch: int) -> None:
    ada = Browser(app, cast.ada)
    Program(app, cast.ana).get("/today")
    fact_id = next(p.fact_id for p in queries.pairings() if p.challenge_id == launch)
    page = ada.get(f"/desk/pins/new?fact={fact_id}&challenge={launch}&day={TUESDAY}")
    assert "already began that day" in page.text
    assert "will have it" in page.text
    form = {"fact": fact_id, "challenge": launch, "day": TUESDAY.isoformat(), "reason": "Launch"}
    assert ada.post("/desk/pins/new", **form, cohort=cast.autumn.id).status_code == 409
    assert db.session.scalar(db.select(db.func.count()).select_from(Pin)) == 0
    assert ada.post("/desk/pins/new", **form, cohort=cast.spring.id).status_code == 302
    page = ada.get("/desk/pins")
    assert "Launch" in page.text
    assert ada.post(f"/desk/pins/{cast.spring.id}/{TUESDAY}/unpin").status_code == 302
    assert db.session.scalar(db.select(db.func.count()).select_from(Pin)) == 0


def test_a_form_that_makes_no_sense_pins_nothing(app: Flask, cast: Cast, launch: int) -> None:
    ada = Browser(app, cast.ada)
    before = everything()
    for form in ({}, {"reason": "x"}, {"reason": "x", "challenge": "9" * 40, "day": "soon"}, {"challenge": launch}):
        assert ada.post("/desk/pins/new", **form).status_code in (404, 422)
    assert ada.get("/desk/pins/new?fact=99999999999999999999&day=x").status_code == 200
    assert everything() == before
