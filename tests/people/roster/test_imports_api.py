"""POST /people/imports: a preview that changes nothing, then one transaction or nothing."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.cast import NOON, TUESDAY, Cast
from tests.doors import Clock, Program, everything, refused
from webapp.core.tables import read, write_csv
from webapp.core.work import work
from webapp.extensions import db
from webapp.people import actions
from webapp.people.models import Cohort, ManagedTeam, Membership, Person, SignIn, Team, ZoneChange
from webapp.people.queries import by_email
from webapp.people.roster import steps
from webapp.people.roster.actions import AT_ONCE, LEASE
from webapp.people.roster.exporting import HEADER as HEADER_OF_EXPORT
from webapp.people.roster.tasks import carry_out_imports

HEADER = ["E-Mail", "Name", "Team", "Rolle"]


def send(program: Program, data: bytes, name: str = "people.csv") -> TestResponse:
    return program.open("POST", "/api/v1/people/imports", **a_form(data, name))


def a_form(data: bytes, name: str) -> dict:
    """As a browser sends it; werkzeug's own would leave a temporary file open."""
    head = f'--edge\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    return {
        "data": head.encode() + data + b"\r\n--edge--\r\n",
        "content_type": "multipart/form-data; boundary=edge",
    }


def send_rows(program: Program, *rows: list[str]) -> dict:
    response = send(program, write_csv(HEADER, rows))
    assert response.status_code == 201, response.text
    return response.json


def application(program: Program, preview: dict, **body: str) -> TestResponse:
    return program.post(f"/people/imports/{preview['id']}/application", **body)


def untouched() -> dict:
    return {name: rows for name, rows in everything().items() if name != "roster_imports"}


def test_a_preview_says_row_by_row_what_would_happen_and_changes_nothing(app: Flask, cast: Cast):
    before = untouched()
    preview = send_rows(
        Program(app, cast.ada),
        ["new@x.test", "New One", "Winter", "SDR"],
        ["ana@repartee.test", "Ana Silva", "Reds", "rep"],
        ["ben@repartee.test", "Ben", "Reds", "rep"],
        ["nonsense", "Nobody", "", ""],
    )
    assert untouched() == before
    assert preview["state"] == "previewed"
    assert [column["field"] for column in preview["columns"]] == ["email", "name", "team", "role"]
    assert preview["counts"] == {"added": 1, "changed": 1, "deactivated": 0, "unchanged": 1, "refused": 1}
    assert preview["teams"] == ["Winter"]
    assert [(row["row"], row["kind"]) for row in preview["rows"]] == [
        (2, "added"),
        (3, "changed"),
        (4, "unchanged"),
        (5, "refused"),
    ]
    assert preview["rows"][1]["changes"] == [{"field": "name", "was": "Ana", "becomes": "Ana Silva"}]
    assert "no e-mail address" in preview["rows"][3]["reason"]


def test_applying_writes_people_their_days_and_their_teams(app: Flask, cast: Cast):
    program = Program(app, cast.ada)
    rows = [["new@x.test", "New One", "Winter", "rep"], ["ana@repartee.test", "Ana", "Winter", "coach"]]
    done = application(program, send_rows(program, *rows))
    assert (done.status_code, done.json["state"], done.json["progress"]) == (202, "done", 100)
    winter = db.session.scalar(select(Team.id).where(Team.name == "Winter"))
    new, ana = by_email("new@x.test"), by_email("ana@repartee.test")
    assert (new.team_id, new.time_zone, new.calendar_id, new.joined_on) == (
        winter,
        "Europe/Berlin",
        cast.calendar.id,
        TUESDAY,
    )
    assert db.session.scalar(select(ZoneChange.time_zone).where(ZoneChange.person_id == new.id)) == "Europe/Berlin"
    assert (ana.role, ana.team_id, ana.cohort_id) == ("coach", winter, cast.autumn.id)
    assert history(new) == [(TUESDAY, "rep", winter)]
    assert history(ana)[-1] == (TUESDAY + timedelta(days=1), "coach", winter)


def test_missing_people_are_deactivated_and_signed_out_only_when_asked_for(app: Flask, cast: Cast):
    program, bens = Program(app, cast.ada), Program(app, cast.ben)
    kept = [[one.email, one.name, "", ""] for one in (cast.ana, cast.cleo, cast.dev, cast.kofi, cast.mara)]
    preview = send_rows(program, *kept, ["new@x.test", "New", "", ""])
    assert preview["counts"]["deactivated"] == 0
    changed = program.patch(f"/people/imports/{preview['id']}", deactivate_missing=True).json
    assert changed["counts"]["deactivated"] == 2
    assert {row["name"] for row in changed["rows"] if row["kind"] == "deactivated"} == {"Ben", "Outsider"}
    refused(application(program, preview, digest=preview["digest"]), 409, "has changed since you looked")
    assert application(program, changed, digest=changed["digest"]).json["state"] == "done"
    ben = by_email("ben@repartee.test")
    assert (ben.deactivated_at, ben.deactivated_by_id) == (NOON, cast.ada.id)
    assert history(ben)[-1] == (TUESDAY + timedelta(days=1), "rep", None)
    assert bens.get("/me").status_code == 401
    assert db.session.scalar(select(SignIn.ended_at).where(SignIn.person_id == ben.id)) == NOON


def test_an_import_brings_back_moves_and_renames_in_one_go(app: Flask, cast: Cast):
    with work():
        actions.deactivate(cast.ben, cast.ada, now=NOON - timedelta(days=3))
    program = Program(app, cast.ada)
    table = write_csv(["Mail", "Status", "Time zone", "Alias"], [["ben@repartee.test", "aktiv", "Asia/Tokyo", "B"]])
    assert application(program, send(program, table).json).json["state"] == "done"
    ben = by_email("ben@repartee.test")
    assert (ben.deactivated_at, ben.time_zone, ben.alias) == (None, "Asia/Tokyo", "B")
    assert history(ben)[-1] == (TUESDAY, "rep", cast.reds.id)


def test_a_managers_import_stays_within_their_teams(app: Flask, cast: Cast):
    program = Program(app, cast.mara)
    preview = send_rows(
        program,
        ["new@x.test", "New", "Reds", "rep"],
        ["two@x.test", "Two", "Greens", "rep"],
        ["three@x.test", "Three", "Unheard of", "rep"],
        ["outsider@repartee.test", "Taken over", "Reds", ""],
        ["mara@repartee.test", "Mara", "", "admin"],
    )
    assert [row["kind"] for row in preview["rows"]] == ["added", *["refused"] * 4]
    application(program, preview)
    assert by_email("two@x.test") is None
    assert by_email("new@x.test").team_id == cast.reds.id
    assert by_email("outsider@repartee.test").name == "Outsider"
    assert by_email("mara@repartee.test").role == "manager"
    assert db.session.scalar(select(func.count()).select_from(Team)) == 3


@pytest.mark.parametrize("who", ["ana", "kofi"])
def test_reps_and_coaches_import_and_export_nothing(app: Flask, cast: Cast, who: str):
    program, before = Program(app, getattr(cast, who)), everything()
    refused(send(program, b"email\nx@x.test\n"), 403)
    refused(program.get("/people/export"), 403)
    assert everything() == before


def test_a_strangers_import_is_nobodys(app: Flask, cast: Cast):
    preview = send_rows(Program(app, cast.ada), ["new@x.test", "New", "", ""])
    program = Program(app, cast.mara)
    refused(program.get(f"/people/imports/{preview['id']}"), 404)
    refused(program.patch(f"/people/imports/{preview['id']}", deactivate_missing=True), 404)
    refused(application(program, preview), 404)
    assert by_email("new@x.test") is None


def test_who_no_longer_manages_has_no_import_any_more(app: Flask, cast: Cast):
    mara = Program(app, cast.mara)
    preview = send_rows(mara, ["new@repartee.test", "New", "Reds", "rep"])
    Program(app, cast.ada).patch(f"/people/{cast.mara.id}", role="coach")
    refused(mara.get(f"/people/imports/{preview['id']}"), 404)
    refused(mara.patch(f"/people/imports/{preview['id']}", deactivate_missing=True), 404)
    refused(application(mara, preview), 404)
    assert by_email("new@repartee.test") is None


def test_what_has_changed_since_is_shown_anew_and_not_applied(app: Flask, cast: Cast):
    program = Program(app, cast.ada)
    preview = send_rows(program, ["ana@repartee.test", "Ana Silva", "", ""])
    with work():
        actions.deactivate(cast.ana, cast.ada, now=NOON)
    again = application(program, preview).json
    assert again["state"] == "previewed"
    assert "nothing was imported" in again["trouble"]
    assert again["counts"]["refused"] == 1
    assert by_email("ana@repartee.test").name == "Ana"


def test_an_import_is_applied_once(app: Flask, cast: Cast):
    program = Program(app, cast.ada)
    preview = send_rows(program, ["new@x.test", "New", "", ""])
    application(program, preview)
    refused(application(program, preview), 409, "done")


def test_nothing_to_import_is_said(app: Flask, cast: Cast):
    program = Program(app, cast.ada)
    refused(application(program, send_rows(program, ["ana@repartee.test", "Ana", "", ""])), 422, "nothing")


def test_without_a_column_of_addresses_the_mapping_is_asked_for(app: Flask, cast: Cast):
    program = Program(app, cast.ada)
    preview = send(program, b"Who,Contact\nNew,new@x.test\n").json
    assert "e-mail" in preview["trouble"]
    assert preview["counts"]["added"] == 0
    path = f"/people/imports/{preview['id']}"
    refused(program.patch(path, columns=["name"]), 422, "every column")
    refused(program.patch(path, columns=["name", "salary"]), 422)
    mapped = program.patch(path, columns=["name", "email"]).json
    assert (mapped["trouble"], mapped["counts"]["added"]) == (None, 1)


def test_a_long_import_is_the_workers_and_survives_who_was_at_it(app: Flask, cast: Cast, clock: Clock):
    program = Program(app, cast.ada)
    rows = [[f"rep-{n}@x.test", f"Rep {n}", "Winter", "rep"] for n in range(AT_ONCE + 1)]
    waiting = application(program, send_rows(program, *rows)).json
    assert (waiting["state"], by_email("rep-1@x.test")) == ("waiting", None)
    with work():
        assert steps.actions.claim(waiting["id"], now=clock.at)
    assert carry_out_imports() == 0, "claimed by a worker that may live"
    clock.at += LEASE
    assert carry_out_imports() == 1, "it has died in the middle"
    done = program.get(f"/people/imports/{waiting['id']}").json
    assert (done["state"], done["counts"]["added"]) == ("done", AT_ONCE + 1)
    assert by_email("rep-1@x.test").team.name == "Winter"


def test_who_comes_back_after_it_was_taken_over_changes_nothing(app: Flask, cast: Cast, clock: Clock):
    program = Program(app, cast.ada)
    waiting = application(
        program, send_rows(program, *[[f"r-{n}@x.test", f"R {n}", "", ""] for n in range(AT_ONCE + 1)])
    )
    with work():
        steps.actions.claim(waiting.json["id"], now=clock.at)
    clock.at += LEASE
    carry_out_imports()
    before = everything()
    steps._carry_out(waiting.json["id"])
    assert everything() == before


def test_a_fault_in_the_middle_leaves_nothing_half_done(app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch):
    program = Program(app, cast.ada)
    preview = send_rows(program, ["new@x.test", "New", "Winter", ""], ["ben@repartee.test", "Benjamin", "", ""])
    before = untouched()

    def broken(*_args, **_more):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(steps.actions.writing._Writing, "_change", broken)
    failed = application(program, preview).json
    assert failed["state"] == "failed"
    assert "nothing was changed" in failed["trouble"]
    assert untouched() == before


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "empty"), (b"\x00\x01\x02", "cannot read"), (b"PK\x03\x04", "damaged"), (b"x" * 11 * 1024 * 1024, "10 MB")],
)
def test_what_is_no_roster_is_refused_with_a_sentence(app: Flask, cast: Cast, data: bytes, words: str):
    before = everything()
    response = send(Program(app, cast.ada), data)
    assert response.status_code in (413, 422)
    assert words in refused(response, response.status_code)["detail"]
    assert everything() == before


def test_only_a_door_for_files_takes_a_form(app: Flask, cast: Cast):
    program = Program(app, cast.ada)
    refused(program.open("POST", "/api/v1/people/imports", json={}), 422, "Choose a file")
    refused(program.open("POST", "/api/v1/answers", **a_form(b"x", "x")), 422, "JSON")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_is_what_an_import_reads(app: Flask, cast: Cast, kind: str):
    with work():
        cast.ana.name = "=HYPERLINK(1)"
    program = Program(app, cast.ada)
    exported = program.get("/people/export", format=kind)
    assert exported.headers["Content-Disposition"] == f"attachment; filename=people.{kind}"
    assert len(read(exported.data).rows) == 8
    again = send(program, exported.data).json
    assert again["counts"] == {"added": 0, "changed": 0, "deactivated": 0, "unchanged": 8, "refused": 0}


def test_a_managers_export_names_their_people_only(app: Flask, cast: Cast):
    rows = read(Program(app, cast.mara).get("/people/export").data).rows
    assert {row[1] for row in rows} == {"Ana", "Ben", "Cleo", "Dev"}
    assert {row[HEADER_OF_EXPORT.index("Manager")] for row in rows} == {"mara@repartee.test"}


def managing() -> set[tuple[str, str]]:
    rows = select(Team.name, Person.name).join(ManagedTeam, ManagedTeam.team_id == Team.id)
    return {tuple(row) for row in db.session.execute(rows.join(Person, Person.id == ManagedTeam.person_id))}


def test_an_admins_import_says_who_manages_a_team(app: Flask, cast: Cast):
    program, before = Program(app, cast.ada), managing()
    table = write_csv(
        ["Mail", "Name", "Role", "Team", "Manager"],
        [
            ["new@x.test", "New", "rep", "Winter", "Boss; mara@repartee.test"],
            ["ana@repartee.test", "Ana", "rep", "Reds", "boss@x.test"],
            ["ben@repartee.test", "Ben", "rep", "Reds", "Boss"],
            ["boss@x.test", "Boss", "manager", "", ""],
        ],
    )
    preview = send(program, table).json
    assert [row["kind"] for row in preview["rows"]] == ["added", "changed", "unchanged", "added"]
    becomes = {"field": "manager", "was": "mara@repartee.test", "becomes": "mara@repartee.test; boss@x.test"}
    assert preview["rows"][1]["changes"] == [becomes]
    assert managing() == before
    assert application(program, preview).status_code == 202
    assert managing() == before | {("Winter", "Boss"), ("Winter", "Mara"), ("Reds", "Boss")}
    assert send(program, table).json["counts"]["unchanged"] == 4


def test_a_managers_import_makes_nobody_a_manager_of_a_team(app: Flask, cast: Cast):
    program, before = Program(app, cast.mara), managing()
    table = write_csv(
        ["Mail", "Manager", "Alias"], [["ana@repartee.test", "Ada", "A"], ["ben@repartee.test", "Mara", "B"]]
    )
    preview = send(program, table).json
    assert [row["kind"] for row in preview["rows"]] == ["refused", "changed"]
    assert "for admins to say" in preview["rows"][0]["reason"]
    application(program, preview)
    assert managing() == before


def test_a_new_cohort_began_with_its_first_people(app: Flask, cast: Cast):
    program = Program(app, cast.ada)
    table = write_csv(
        ["Mail", "Name", "Cohort", "Hire date"],
        [["a@x.test", "A", "Winter", "01.12.2026"], ["b@x.test", "B", "Winter", "15.11.2026"]],
    )
    application(program, send(program, table).json)
    assert db.session.scalar(select(Cohort.started_on).where(Cohort.name == "Winter")) == date(2026, 11, 15)


def history(person: Person) -> list[tuple]:
    rows = db.session.scalars(select(Membership).where(Membership.person_id == person.id).order_by(Membership.since))
    return [(row.since, row.role, row.team_id) for row in rows]
