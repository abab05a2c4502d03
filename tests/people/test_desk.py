"""The desk's pages about people, without scripts: managers see and change theirs, everybody else is turned away."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cast import Cast
from tests.doors import Browser, everything, fields_of
from tests.people.roster.test_imports_api import a_form
from webapp.core.tables import read, write_csv
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.models import Absence, WorkCalendar
from webapp.people.queries import by_email
from webapp.people.roster.actions import AT_ONCE
from webapp.people.roster.models import RosterImport
from webapp.people.roster.tasks import carry_out_imports

DESK = "/desk/people"


@pytest.fixture
def maras(app: Flask, cast: Cast) -> Browser:
    return Browser(app, cast.mara)


@pytest.fixture
def adas(app: Flask, cast: Cast) -> Browser:
    return Browser(app, cast.ada)


def form_of(person, **changes) -> dict[str, str]:
    fields = ("name", "email", "role", "team_id", "cohort_id", "calendar_id", "time_zone", "alias")
    return {field: str(getattr(person, field) or "") for field in fields} | changes


def upload(browser: Browser, data: bytes):
    return browser.open("POST", f"{DESK}/imports", **a_form(data, "people.csv"))


@pytest.mark.parametrize("who", ["ana", "kofi"])
@pytest.mark.parametrize(
    "path", ["", "/new", "/teams", "/cohorts", "/calendars", "/imports", "/export.csv", "/imports/1/progress"]
)
def test_reps_and_coaches_find_no_desk_of_people(app: Flask, cast: Cast, who: str, path: str):
    browser = Browser(app, getattr(cast, who))
    assert browser.get(DESK + path).status_code == 403
    assert DESK not in browser.get("/leaderboards").text


def test_strangers_are_asked_to_sign_in(app: Flask, cast: Cast):
    assert "/sign-in" in Browser(app).get(DESK).headers["Location"]


def test_a_manager_finds_their_people_by_search_and_filters(maras: Browser, cast: Cast):
    page = maras.get(DESK).text
    assert all(name in page for name in ("Ana", "Ben", "Cleo", "Dev"))
    assert "Outsider" not in page
    assert "Ada" not in page
    assert "Cleo" not in maras.get(f"{DESK}?team={cast.reds.id}").text
    assert "Ben" not in maras.get(f"{DESK}?search=ANA").text
    assert "Nobody like that" in maras.get(f"{DESK}?active=gone").text
    assert "Outsider" not in maras.get(f"{DESK}?team={cast.greens.id}&active=all").text


def test_a_name_is_found_however_its_letters_are_typed(maras: Browser, cast: Cast):
    with work():
        cast.ben.name = "Ömer Şahin"
    for words in ("Ömer", "ömer", "ÖMER", "şahin"):
        assert "Ömer Şahin" in maras.get(f"{DESK}?search={words}").text, words


def test_a_manager_changes_somebody_and_a_refusal_keeps_what_was_typed(maras: Browser, cast: Cast):
    path = f"{DESK}/{cast.ana.id}"
    assert maras.post(path, **form_of(cast.ana, name="Ana S", team_id=str(cast.blues.id))).status_code == 302
    assert (by_email(cast.ana.email).name, by_email(cast.ana.email).team_id) == ("Ana S", cast.blues.id)
    again = maras.post(path, **form_of(cast.ana, name="Typed", email="nonsense"))
    assert again.status_code == 422
    assert "no e-mail address" in again.text
    assert 'value="Typed"' in again.text


def test_what_a_colleague_changed_meanwhile_stays(maras: Browser, adas: Browser, cast: Cast):
    """Mara opened Ben's page, then Ada moved him."""
    path = f"{DESK}/{cast.ben.id}"
    opened, form = fields_of(maras.get(path)), form_of(cast.ben)
    shown = {name: value for name, value in opened.items() if name.startswith("was_")}
    assert shown == {f"was_{field}": value for field, value in form.items()}
    adas.post(path, **form_of(cast.ben, team_id=str(cast.blues.id)), **shown)
    assert by_email(cast.ben.email).team_id == cast.blues.id
    typed = form | shown | {"name": "Benjamin"}
    again = maras.post(path, **typed | {"email": "nonsense"})
    assert f'name="was_team_id" value="{cast.reds.id}"' in again.text, "a refusal still goes by what was shown"
    assert maras.post(path, **typed).status_code == 302
    found = by_email("ben@repartee.test")
    assert (found.name, found.team_id) == ("Benjamin", cast.blues.id)


@pytest.mark.parametrize(
    "path", ["{id}", "{id}/deactivation", "{id}/reactivation", "{id}/absences", "{id}/merge", "{id}/absences/1/removal"]
)
def test_a_stranger_is_not_there_whatever_is_asked(maras: Browser, cast: Cast, path: str):
    before = everything()
    form = form_of(cast.outsider, team_id=str(cast.reds.id), first_day="2026-12-01", other=str(cast.ana.id))
    assert maras.post(f"{DESK}/" + path.format(id=cast.outsider.id), **form).status_code == 404
    assert everything() == before


@pytest.mark.parametrize("number", ["x", "-1", str(2**31), str(2**63), "9" * 5000])
def test_an_id_that_is_none_is_refused_wherever_one_is_chosen(maras: Browser, adas: Browser, cast: Cast, number: str):
    before = everything()
    assert maras.get(DESK, query_string={"team": number}).status_code == 422
    assert maras.post(f"{DESK}/{cast.ana.id}", **form_of(cast.ana, team_id=number)).status_code == 422
    assert maras.post(f"{DESK}/{cast.ana.id}/merge", other=number).status_code == 422
    assert adas.post(f"{DESK}/teams/{cast.reds.id}", name="Reds", managers=number).status_code == 422
    assert everything() == before


def test_nobody_is_merged_with_a_stranger(maras: Browser, cast: Cast):
    before = everything()
    assert maras.post(f"{DESK}/{cast.ana.id}/merge", other=str(cast.outsider.id)).status_code == 404
    assert everything() == before
    assert maras.post(f"{DESK}/{cast.ana.id}/merge", other=str(cast.ben.id)).status_code == 302
    assert by_email("ben@repartee.test").merged_into_id == cast.ana.id


def test_somebody_goes_and_comes_back(maras: Browser, cast: Cast):
    for verb, gone in (("deactivation", True), ("reactivation", False)):
        assert maras.post(f"{DESK}/{cast.ben.id}/{verb}").status_code == 302
        assert (by_email(cast.ben.email).deactivated_at is not None) is gone


def test_days_off_are_entered_and_taken_back(maras: Browser, cast: Cast):
    path = f"{DESK}/{cast.ana.id}/absences"
    assert maras.post(path, first_day="2026-12-02", last_day="2026-12-01").status_code == 422
    assert maras.post(path, first_day="", last_day="").status_code == 422
    maras.post(path, first_day="2026-12-01", last_day="2026-12-03")
    absence = db.session.scalar(select(Absence))
    page = maras.get(f"{DESK}/{cast.ana.id}").text
    assert "Dec 3, 2026" in page
    assert "Kept: Tue 1 Dec to Thu 3 Dec." in page.partition('id="absences"')[2]
    assert f'action="{path}#absences"' in page, "so that a refusal, too, is in sight"
    assert maras.post(f"{path}/{absence.id}/removal").status_code == 302
    assert db.session.scalar(select(Absence)) is None


def test_admins_keep_teams_cohorts_and_calendars(adas: Browser, maras: Browser, cast: Cast):
    assert adas.post(f"{DESK}/teams", name="Winter").status_code == 302
    assert adas.post(f"{DESK}/teams", name="winter").status_code == 409
    assert adas.post(f"{DESK}/cohorts", name="2027", started_on="2027-01-04", ramping="1").status_code == 302
    assert "2027" in adas.get(f"{DESK}/cohorts").text
    bavaria = {"name": "Bavaria", "country": "de", "subdivision": "BY", "weekend": ["5", "6"]}
    assert adas.post(f"{DESK}/calendars", **bavaria).status_code == 302
    kept = db.session.scalar(select(WorkCalendar).where(WorkCalendar.name == "Bavaria"))
    assert (kept.country, kept.subdivision, kept.weekend) == ("DE", "BY", "5,6")
    before = everything()
    assert adas.post(f"{DESK}/calendars/{kept.id}", **bavaria | {"country": "XX"}).status_code == 422
    assert adas.post(f"{DESK}/calendars/{kept.id}", **bavaria | {"weekend": list("0123456")}).status_code == 422
    for path in ("teams", "cohorts", "calendars"):
        assert maras.post(f"{DESK}/{path}", **bavaria).status_code == 403
    assert everything() == before


def test_a_file_is_previewed_mapped_and_imported_without_scripts(adas: Browser, cast: Cast):
    sent = upload(adas, b"Who;Contact;Gruppe\nNew One;new@x.test;Reds\nOther;nonsense;Reds\n")
    path = sent.headers["Location"]
    assert "which column holds the e-mail" in adas.get(path).text
    adas.post(path, column=["name", "email", "team"])
    page = adas.get(path)
    assert "Import 1 person" in page.text
    assert "is no e-mail address" in page.text
    assert "New One" not in adas.get(f"{path}?kind=refused").text
    assert adas.post(f"{path}/application", digest="0" * 64).status_code == 409
    assert by_email("new@x.test") is None
    adas.post(f"{path}/application", digest=fields_of(page)["digest"])
    assert "Done: 1 person imported" in adas.get(path).text
    assert by_email("new@x.test").team_id == cast.reds.id


def test_what_a_file_leaves_out_is_in_sight(maras: Browser, cast: Cast):
    """Else every row is refused for its team, and the one thing that is wrong stays folded away."""
    closed, opened = '<details class="card" >', '<details class="card" open>'
    page = maras.get(upload(maras, b"Mail;Name;Pod\nnew@x.test;New One;Reds\n").location).text
    assert "Say which of your teams" in page
    assert opened in page
    page = maras.get(upload(maras, b"Mail;Name;Squad;Job\nnew@x.test;New One;Reds;Sales rep\n").location).text
    assert "Import 1 person" in page
    assert closed in page


def test_a_long_import_shows_how_far_it_has_come(adas: Browser, maras: Browser, cast: Cast):
    rows = [[f"Rep {n}", f"rep-{n}@x.test"] for n in range(AT_ONCE + 1)]
    path = upload(adas, write_csv(["Name", "Mail"], rows)).headers["Location"]
    adas.post(f"{path}/application", digest=fields_of(adas.get(path))["digest"])
    assert "<progress" in adas.get(path).text
    assert "Waiting" in adas.tap(f"{path}/progress").text
    assert maras.get(f"{path}/progress").status_code == 404
    carry_out_imports()
    assert adas.tap(f"{path}/progress").headers["HX-Refresh"] == "true"
    assert "Done: 501 people" in adas.get(path).text


@pytest.mark.parametrize(("data", "status"), [(b"", 422), (b"x" * 11 * 1024 * 1024, 413)])
def test_what_cannot_be_read_is_said_and_nothing_kept(adas: Browser, cast: Cast, data: bytes, status: int):
    response = upload(adas, data)
    assert response.status_code == status
    assert "file" in response.text
    assert db.session.scalar(select(RosterImport)) is None


def test_the_export_holds_whom_a_manager_manages(maras: Browser, cast: Cast):
    assert {row[1] for row in read(maras.get(f"{DESK}/export.xlsx").data).rows} == {"Ana", "Ben", "Cleo", "Dev"}
    assert maras.get(f"{DESK}/export.exe").status_code == 404
