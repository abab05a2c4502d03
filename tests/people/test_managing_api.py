"""Managers and admins change people, teams and cohorts: theirs, and nobody else's."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select

from tests.cast import NOON, TUESDAY, Cast
from tests.doors import Program, everything, refused
from webapp.core.work import work
from webapp.extensions import db
from webapp.people import actions, editing
from webapp.people.actions import deactivate
from webapp.people.models import Absence, CoachedCohort, ManagedTeam
from webapp.people.queries import by_email


@pytest.fixture
def maras(app: Flask, cast: Cast) -> Program:
    return Program(app, cast.mara)


@pytest.fixture
def adas(app: Flask, cast: Cast) -> Program:
    return Program(app, cast.ada)


def test_a_manager_adds_somebody_to_a_team_of_theirs(maras: Program, cast: Cast):
    new = maras.post("/people", name="New One", email="New@x.test", team_id=cast.reds.id, alias="N").json
    assert (new["email"], new["role"], new["team"]["name"], new["active"]) == ("new@x.test", "rep", "Reds", True)
    assert (new["calendar"]["name"], new["time_zone"], new["joined_on"]) == ("Germany", "Europe/Berlin", "2026-11-24")
    assert maras.get(f"/people/{new['id']}").json == new


def test_a_manager_moves_renames_and_sends_away(maras: Program, cast: Cast):
    path = f"/people/{cast.ana.id}"
    moved = maras.patch(path, name="Ana S", team_id=cast.blues.id, role="coach", email="ana.s@x.test").json
    assert (moved["name"], moved["team"]["name"], moved["role"], moved["email"]) == (
        "Ana S",
        "Blues",
        "coach",
        "ana.s@x.test",
    )
    assert maras.patch(path, active=False).json["active"] is False
    assert maras.patch(path, active=False).json["active"] is False
    assert maras.patch(path, active=True).json["active"] is True


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (404, {"team_id": "greens"}),
        (404, {"cohort_id": "spring"}),
        (403, {"role": "manager"}),
        (403, {"role": "admin"}),
        (422, {"team_id": None}),
        (422, {"email": "nonsense"}),
        (409, {"email": "ben@repartee.test"}),
        (422, {"name": " "}),
        (422, {"name": "\u200b"}),
        (422, {"time_zone": "Mars/Olympus"}),
        (422, {"alias": "x" * 41}),
        (422, {"role": "wizard"}),
        (422, {"time_zone": ""}),
        (422, {"email": "a@x.test\u200b"}),
        (422, {"email": "\u0130" * 250 + "@x.te"}),
        (422, {"team_id": 1.5}),
    ],
)
def test_what_a_manager_may_not_or_cannot_leaves_all_as_it_was(
    maras: Program, cast: Cast, status: int, body: dict[str, Any]
):
    groups = {"greens": cast.greens.id, "spring": cast.spring.id}
    said = {name: groups.get(value, value) if isinstance(value, str) else value for name, value in body.items()}
    before = everything()
    refused(maras.patch(f"/people/{cast.ana.id}", **said), status)
    assert everything() == before


@pytest.mark.parametrize("who", ["outsider", "kofi", "ada", "mara"])
def test_whom_a_manager_does_not_manage_is_not_there(maras: Program, cast: Cast, who: str):
    path, before = f"/people/{getattr(cast, who).id}", everything()
    refused(maras.get(path), 404)
    refused(maras.patch(path, name="Mine now"), 404)
    refused(
        maras.post(f"{path}/absences", first_day="2026-12-01", last_day="2026-12-01"), 404
    ) if who != "mara" else None
    assert everything() == before


@pytest.mark.parametrize("who", ["ana", "kofi"])
def test_reps_and_coaches_manage_nothing(app: Flask, cast: Cast, who: str):
    program, before = Program(app, getattr(cast, who)), everything()
    refused(program.get(f"/people/{cast.ben.id}"), 403)
    refused(program.patch(f"/people/{cast.ana.id}", name="Me"), 403)
    refused(program.post("/people", name="N", email="n@x.test", team_id=cast.reds.id), 403)
    refused(program.post("/teams", name="N"), 403)
    refused(program.post("/cohorts", name="N"), 403)
    refused(program.patch(f"/cohorts/{cast.autumn.id}", name="N"), 404)
    assert everything() == before


def test_nobody_demotes_or_deactivates_themselves(adas: Program, cast: Cast):
    before = everything()
    refused(adas.patch(f"/people/{cast.ada.id}", role="rep"), 409, "This is you")
    refused(adas.patch(f"/people/{cast.ada.id}", active=False), 409, "This is you")
    assert everything() == before


def test_admins_make_teams_and_say_who_manages_them(adas: Program, maras: Program, cast: Cast):
    team = adas.post("/teams", name="Winter").json
    refused(adas.post("/teams", name="WINTER"), 409, "already")
    refused(maras.get(f"/teams/{team['id']}"), 404)
    managed = adas.patch(f"/teams/{team['id']}", managers=[cast.mara.id]).json
    assert managed["managers"] == [{"id": cast.mara.id, "name": "Mara"}]
    assert maras.patch(f"/teams/{team['id']}", name="Whites").json["name"] == "Whites"
    refused(maras.patch(f"/teams/{team['id']}", managers=[]), 403)
    refused(adas.patch(f"/teams/{team['id']}", managers=[cast.ana.id]), 422)
    assert cast.mara.id in db.session.scalars(select(ManagedTeam.person_id).where(ManagedTeam.team_id == team["id"]))


def test_cohorts_have_a_start_coaches_and_managers(adas: Program, maras: Program, cast: Cast):
    cohort = adas.post("/cohorts", name="Winter", started_on="2026-12-01", ramping=True).json
    assert (cohort["started_on"], cohort["ramping"], cohort["people"]) == ("2026-12-01", True, 0)
    path = f"/cohorts/{cohort['id']}"
    refused(maras.patch(path, ramping=False), 404)
    assert adas.patch(path, coaches=[cast.kofi.id], managers=[cast.mara.id]).json["coaches"][0]["name"] == "Kofi"
    assert maras.patch(path, ramping=False).json["managers"] == [{"id": cast.mara.id, "name": "Mara"}]
    assert db.session.get(CoachedCohort, (cast.kofi.id, cohort["id"])) is not None
    assert maras.patch(f"/people/{cast.ana.id}", cohort_id=cohort["id"]).json["cohort"]["name"] == "Winter"


def test_a_cohort_with_others_people_is_the_admins(maras: Program, cast: Cast):
    assert maras.patch(f"/cohorts/{cast.autumn.id}", ramping=False).status_code == 200
    with work():
        cast.outsider.cohort_id = cast.autumn.id
    refused(maras.patch(f"/cohorts/{cast.autumn.id}", name="Mine"), 403, "Other managers")


def test_days_off_are_ones_own_ahead_and_the_managers_after(app: Flask, maras: Program, cast: Cast):
    anas, path = Program(app, cast.ana), f"/people/{cast.ana.id}/absences"
    ahead = anas.post(path, first_day="2026-11-25", last_day="2026-11-26").json
    refused(anas.post(path, first_day="2026-11-24", last_day="2026-11-26"), 403, "has begun")
    refused(anas.post(path, first_day="2026-11-27", last_day="2026-11-26"), 422)
    begun = maras.post(path, first_day="2026-11-24", last_day="2026-11-24").json
    refused(anas.delete(f"{path}/{begun['id']}"), 403, "has begun")
    refused(Program(app, cast.ben).get(path), 404)
    refused(maras.delete(f"/people/{cast.ben.id}/absences/{begun['id']}"), 404)
    assert anas.delete(f"{path}/{ahead['id']}").status_code == 204
    assert [row["first_day"] for row in anas.get(path).json] == [TUESDAY.isoformat()]
    assert db.session.scalars(select(Absence.entered_by_id)).all() == [cast.mara.id]


def test_who_was_deactivated_is_still_found_by_those_who_manage_them(maras: Program, cast: Cast):
    with work():
        deactivate(cast.ben, cast.ada, now=NOON)
    assert maras.get(f"/people/{cast.ben.id}").json["active"] is False
    assert by_email("ben@repartee.test").deactivated_at == NOON


@pytest.mark.parametrize("who", ["ana", "kofi"])
def test_somebody_elses_days_off_are_not_there_for_who_manages_nobody(app: Flask, cast: Cast, maras: Program, who: str):
    day_off = {"first_day": "2026-12-01", "last_day": "2026-12-01"}
    bens, program = f"/people/{cast.ben.id}/absences", Program(app, getattr(cast, who))
    absence = maras.post(bens, **day_off).json
    before = everything()
    for path in (bens, f"/people/{2**31 - 1}/absences"):
        refused(program.get(path), 404)
        refused(program.post(path, **day_off), 404)
        refused(program.delete(f"{path}/{absence['id']}"), 404)
    assert everything() == before


@pytest.mark.parametrize("path", ["/teams", "/cohorts"])
def test_a_name_is_taken_in_whatever_letters_it_is_written(adas: Program, cast: Cast, path: str):
    assert adas.post(path, name="Äpfel").status_code == 201
    before = everything()
    for same in ("Äpfel", "äPFEL"):
        refused(adas.post(path, name=same), 409, "already")
    assert everything() == before


def test_a_cohort_hears_of_its_own_name(adas: Program):
    refused(adas.post("/cohorts", name="x" * 81), 422, "Cohort is longer")


@pytest.mark.parametrize("day", ["0001-01-01", "1949-12-31", "2101-01-01", "9999-12-31"])
def test_nobody_and_nothing_starts_in_another_age(adas: Program, cast: Cast, day: str):
    before, new = everything(), {"name": "N", "email": "n@x.test", "team_id": cast.reds.id}
    refused(adas.post("/people", **new, joined_on=day), 422, day, "between 1950 and 2100")
    refused(adas.post("/cohorts", name="Winter", started_on=day), 422, "between 1950 and 2100")
    refused(adas.patch(f"/cohorts/{cast.autumn.id}", started_on=day), 422, "between 1950 and 2100")
    assert everything() == before


def test_days_off_are_not_stacked_until_no_working_day_is_left(app: Flask, maras: Program, cast: Cast):
    anas, path = Program(app, cast.ana), f"/people/{cast.ana.id}/absences"
    assert anas.post(path, first_day="2026-11-25", last_day="2028-11-23").status_code == 201
    assert maras.post(path, first_day="2024-11-25", last_day="2026-11-24").status_code == 201
    before = everything()
    refused(anas.post(path, first_day="2028-11-24", last_day="2030-11-23"), 422, "two years")
    for day in ("0001-01-01", "2024-11-01", "9999-12-31"):
        refused(maras.post(path, first_day=day, last_day=day), 422, "two years")
    assert everything() == before
    assert {anas.get(page).status_code for page in ("/today", "/sessions", "/judging")} == {200}


def test_days_off_that_two_remove_at_once_are_gone_for_the_second(app: Flask, cast: Cast, monkeypatch):
    tomorrow = TUESDAY + timedelta(days=1)
    with work():
        absence = editing.enter_absence(cast.mara, cast.ben, tomorrow, tomorrow, now=NOON)
    meanwhile = delete(Absence).where(Absence.id == absence.id).execution_options(synchronize_session=False)
    lock = actions.lock_people
    monkeypatch.setattr(actions, "lock_people", lambda ids: (db.session.execute(meanwhile), lock(ids))[1])
    refused(Program(app, cast.mara).delete(f"/people/{cast.ben.id}/absences/{absence.id}"), 404)
