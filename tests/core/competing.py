"""Every answer that the competitions' operations give, for the test of the document."""

from typing import Any

from tests.cast import NOON, Cast
from tests.competitions.contests import asked
from tests.doors import Program

NOBODY = 2**31 - 1
ONE = "/competitions/{competition_id}"
PUBLICATION, STANDINGS = f"{ONE}/publication", f"{ONE}/standings"
BODIES: dict[str, dict[str, Any]] = {
    "/competitions": {
        "name": "Reds against Blues",
        "between": "teams",
        "members": [NOBODY - 1, NOBODY],
        "metric": "points",
        "starts_at": NOON.isoformat(),
        "ends_at": "2026-11-28T12:00:00",
    },
    ONE: {"prize": "Cake"},
}
PATHS = {*BODIES, PUBLICATION, STANDINGS}
NOBODYS = {"competition_id": NOBODY}


def runs_a_competition(mara: Program, ana: Program, cast: Cast, reader: Any) -> None:
    reader.read("post", "/competitions", mara.post("/competitions", **BODIES["/competitions"]), 404)
    reader.read("post", "/competitions", ana.post("/competitions", **asked(cast)), 403)
    draft = reader.read("post", "/competitions", mara.post("/competitions", **asked(cast)), 201)
    here = f"/competitions/{draft['id']}"
    reader.read("patch", ONE, mara.patch(here, prize="Cake"), 200)
    reader.read("patch", ONE, mara.patch(here, members=[cast.reds.id, NOBODY]), 404)
    reader.read("delete", PUBLICATION, mara.delete(f"{here}/publication"), 409)
    reader.read("post", PUBLICATION, mara.post(f"{here}/publication"), 201)
    reader.read("post", PUBLICATION, mara.post(f"{here}/publication"), 409)
    _is_followed(ana, here, reader)
    reader.read("patch", ONE, mara.patch(here, metric="quality"), 409)
    reader.read("delete", PUBLICATION, mara.delete(f"{here}/publication"), 200)


def _is_followed(ana: Program, here: str, reader: Any) -> None:
    reader.read("get", ONE, ana.get(here), 200)
    assert reader.read("get", "/competitions", ana.get("/competitions"), 200)
    assert reader.read("get", STANDINGS, ana.get(f"{here}/standings"), 200)["entries"]
    reader.read("patch", ONE, ana.patch(here, prize="Pie"), 403)
    reader.read("delete", PUBLICATION, ana.delete(f"{here}/publication"), 403)
