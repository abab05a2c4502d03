"""Every answer that the operations on people, teams, cohorts and their files give, for the test of the document."""

from typing import Any

from tests.cast import Cast
from tests.core.filing import BrokenLine
from tests.doors import API, Program

NOBODY = 2**31 - 1
PERSON, TEAM, COHORT = "/people/{person_id}", "/teams/{team_id}", "/cohorts/{cohort_id}"
ABSENCES, IMPORTS = f"{PERSON}/absences", "/people/imports"
ABSENCE, IMPORT = f"{ABSENCES}/{{absence_id}}", f"{IMPORTS}/{{import_id}}"
APPLICATION = f"{IMPORT}/application"
DAY_OFF = {"first_day": "2026-12-01", "last_day": "2026-12-02"}
BODIES: dict[str, dict[str, Any]] = {
    "/people": {"name": "New One", "email": "new.one@repartee.test"},
    PERSON: {"name": "Ana"},
    ABSENCES: DAY_OFF,
    "/teams": {"name": "Whites"},
    TEAM: {},
    "/cohorts": {"name": "Winter"},
    COHORT: {},
    IMPORT: {},
    APPLICATION: {},
}
PATHS = {*BODIES, ABSENCE, IMPORTS, "/people/export"}
NOBODYS = {"team_id": NOBODY, "absence_id": NOBODY, "import_id": NOBODY}
HEAD = '--edge\r\nContent-Disposition: form-data; name="file"; filename="people.csv"\r\n\r\n'
ROSTER = "Mail,Name\nnext.one@repartee.test,Next One\n"


def looks_after_people(mara: Program, ana: Program, cast: Cast, reader: Any) -> None:
    new = reader.read("post", "/people", mara.post("/people", **BODIES["/people"], team_id=cast.reds.id), 201)
    reader.read("post", "/people", mara.post("/people", **BODIES["/people"], team_id=cast.reds.id), 409)
    reader.read("post", "/people", mara.post("/people", **BODIES["/people"], team_id=NOBODY), 404)
    reader.read("get", "/people", ana.get("/people"), 200)
    address = f"/people/{new['id']}"
    reader.read("get", PERSON, ana.get(address), 403)
    reader.read("get", PERSON, mara.get(address), 200)
    reader.read("get", PERSON, mara.get(f"/people/{NOBODY}"), 404)
    reader.read("patch", PERSON, mara.patch(address, name="Newest One"), 200)
    reader.read("patch", PERSON, mara.patch(address, email=cast.ana.email), 409)
    reader.read("patch", PERSON, mara.patch(f"/people/{NOBODY}", name="Nobody"), 404)
    _takes_days_off(mara, address, reader)


def names_groups_and_imports(ada: Program, ana: Program, reader: Any) -> None:
    for path, one in (("/teams", TEAM), ("/cohorts", COHORT)):
        reader.read("get", path, ana.get(path), 200)
        group = reader.read("post", path, ada.post(path, **BODIES[path]), 201)
        reader.read("post", path, ada.post(path, **BODIES[path]), 409)
        other = ada.post(path, name="Others").json
        reader.read("get", one, ada.get(f"{path}/{group['id']}"), 200)
        reader.read("patch", one, ada.patch(f"{path}/{other['id']}", managers=[]), 200)
        reader.read("patch", one, ada.patch(f"{path}/{other['id']}", name=group["name"]), 409)
    _imports_a_file(ada, ana, reader)


def _imports_a_file(ada: Program, ana: Program, reader: Any) -> None:
    reader.read("post", IMPORTS, _sent(ana, ROSTER), 403)
    reader.read("post", IMPORTS, _sent(ada, "x" * 11 * 1024 * 1024), 413)
    broken = {"input_stream": BrokenLine(HEAD.encode()), "content_type": "multipart/form-data; boundary=edge"}
    reader.read("post", IMPORTS, ada.open("POST", API + IMPORTS, **broken), 400)
    address = f"/people/imports/{reader.read('post', IMPORTS, _sent(ada, ROSTER), 201)['id']}"
    reader.read("get", IMPORT, ada.get(address), 200)
    reader.read("get", IMPORT, ada.get(address, page=0), 422)
    reader.read("patch", IMPORT, ada.patch(address, columns=["email", "name"]), 200)
    reader.read("post", APPLICATION, ada.post(f"{address}/application"), 202)
    reader.read("post", APPLICATION, ada.post(f"{address}/application"), 409)
    reader.read("patch", IMPORT, ada.patch(address), 409)
    for kind in ("csv", "xlsx"):
        reader.read("get", "/people/export", ada.get("/people/export", format=kind), 200)
    reader.read("get", "/people/export", ada.get("/people/export", format="pdf"), 422)
    reader.read("get", "/people/export", ana.get("/people/export"), 403)


def _takes_days_off(mara: Program, person: str, reader: Any) -> None:
    absence = reader.read("post", ABSENCES, mara.post(f"{person}/absences", **DAY_OFF), 201)
    reader.read("get", ABSENCES, mara.get(f"{person}/absences"), 200)
    reader.read("delete", ABSENCE, mara.delete(f"{person}/absences/{absence['id']}"), 204)


def _sent(program: Program, text: str) -> Any:
    form = {"data": f"{HEAD}{text}\r\n--edge--\r\n", "content_type": "multipart/form-data; boundary=edge"}
    return program.open("POST", f"{API}/people/imports", **form)
