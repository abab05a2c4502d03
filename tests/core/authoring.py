"""Every answer that the playbook's and the pins' operations give, for the test of the document."""

from datetime import timedelta
from typing import Any

from tests.cast import TUESDAY
from tests.doors import Program
from tests.playbook.drafted import a_draft, a_line

DAY = (TUESDAY + timedelta(days=9)).isoformat()
NOBODY = 2**31 - 1
BODIES: dict[str, dict[str, Any]] = {
    "/facts": a_draft(),
    "/facts/{fact_id}": {"why": "Because."},
    "/facts/{fact_id}/state": {"state": "live"},
    "/prompts": {"topic": "Topic 0", **a_line()},
    "/prompts/{prompt_id}": {"text": "And on Sundays?"},
    "/prompts/{prompt_id}/state": {"state": "live"},
    "/pins": {"challenge_id": NOBODY, "day": DAY, "reason": "Launch"},
    "/pins/preview": {"challenge_id": NOBODY, "day": DAY},
}
NOBODYS = {"fact_id": NOBODY, "prompt_id": NOBODY, "cohort_id": NOBODY, "day": DAY}


def write_the_playbook(ada: Program, reader: Any) -> None:
    fact = reader.read("post", "/facts", ada.post("/facts", **a_draft()), 201)
    reader.read("post", "/facts", ada.post("/facts", **a_draft(prompts=[{"id": NOBODY}])), 404)
    address = f"/facts/{fact['id']}"
    reader.read("patch", "/facts/{fact_id}", ada.patch(address, why="Because."), 200)
    reader.read("put", "/facts/{fact_id}/state", ada.put(f"{address}/state", state="live"), 200)
    reader.read("put", "/facts/{fact_id}/state", ada.put(f"{address}/state", state="review"), 409)
    reader.read("get", "/facts/{fact_id}", ada.get(address), 200)
    reader.read("get", "/facts/{fact_id}", ada.get(address, version=0), 422)
    _lists_and_lines(ada, reader)


def pin_a_day(ada: Program, ana: Program, reader: Any) -> None:
    (first, second, *_) = reader.read("get", "/challenges", ada.get("/challenges"), 200)["challenges"]
    wish = {"challenge_id": first["id"], "day": DAY}
    reader.read("post", "/pins/preview", ada.post("/pins/preview", **wish), 200)
    reader.read("post", "/pins/preview", ada.post("/pins/preview", **wish | {"challenge_id": NOBODY}), 404)
    (pin, *_) = reader.read("post", "/pins", ada.post("/pins", **wish, reason="Launch"), 201)["pins"]
    reader.read("post", "/pins", ada.post("/pins", **BODIES["/pins"]), 404)
    reader.read("get", "/pins", ada.get("/pins"), 200)
    reader.read("get", "/pins", ana.get("/pins"), 403)
    address = "/pins/{cohort_id}/{day}"
    reader.read("delete", address, ada.delete(f"/pins/{pin['cohort']}/{DAY}"), 204)
    today = {"day": TUESDAY.isoformat(), "reason": "Launch", "cohorts": [pin["cohort"]]}
    begun = ana.challenge_of_today()
    other = first["id"] if first["id"] != begun else second["id"]
    reader.read("post", "/pins", ada.post("/pins", challenge_id=other, **today), 409)
    ada.post("/pins", challenge_id=begun, **today)
    reader.read("delete", address, ada.delete(f"/pins/{pin['cohort']}/{TUESDAY}"), 409)


def _lists_and_lines(ada: Program, reader: Any) -> None:
    for path, wrong in (("/facts", {"topic": 0}), ("/prompts", {"state": "x"}), ("/challenges", {"fact": 0})):
        reader.read("get", path, ada.get(path), 200)
        reader.read("get", path, ada.get(path, **wrong), 422)
    reader.read("get", "/search", ada.get("/search", q="friday"), 200)
    reader.read("get", "/search", ada.get("/search"), 422)
    line = reader.read("post", "/prompts", ada.post("/prompts", **BODIES["/prompts"]), 201)
    address = f"/prompts/{line['id']}"
    reader.read("get", "/prompts/{prompt_id}", ada.get(address), 200)
    reader.read("get", "/prompts/{prompt_id}", ada.get(address, version=0), 422)
    reader.read("patch", "/prompts/{prompt_id}", ada.patch(address, text="And on Sundays?"), 200)
    reader.read("put", "/prompts/{prompt_id}/state", ada.put(f"{address}/state", state="live"), 200)
    reader.read("put", "/prompts/{prompt_id}/state", ada.put(f"{address}/state", state="draft"), 409)
