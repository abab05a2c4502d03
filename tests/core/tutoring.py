"""Every answer that coaching, moderating and model replies give, for the test of the document."""

from typing import Any

from flask import Flask

from tests.builders import a_reply
from tests.cast import NOON, Cast
from tests.doors import Program
from webapp.core.work import work
from webapp.ready.actions import sign_off
from webapp.voting.actions import assign

NOBODY = 2**31 - 1
ANSWER, USE = "/answers/{answer_id}", "/lines/{line_id}/use"
QUEUE, BUDGET, MINUTES = "/coaching/queue", "/coaching/budget", "/coaching/minutes"
NOTE, BADGE, MODEL = f"{ANSWER}/note", f"{ANSWER}/badge", f"{ANSWER}/model"
REPORT, MODERATION, WORDINGS = f"{ANSWER}/report", f"{ANSWER}/moderation", f"{ANSWER}/wordings"
BODIES: dict[str, dict[str, Any]] = {
    BUDGET: {"minutes": 10},
    NOTE: {"text": "Lead with the nine days."},
    BADGE: {"badge": "good-ear", "praise": "You heard the worry."},
    REPORT: {"reason": "rude"},
    MODERATION: {"kind": "hidden", "why": "It names a customer."},
    WORDINGS: {"key_point": "a named lead", "words": "here is why"},
    USE: {"worked": True},
}
NOBODYS = {"line_id": NOBODY}


def coaches_a_reply(app: Flask, cast: Cast, reader: Any) -> None:
    with work():
        reply = a_reply(cast.cleo, NOON).id
        assign(cast.dev, [reply], now=NOON)
    kofi, cleo, dev = (Program(app, person) for person in (cast.kofi, cast.cleo, cast.dev))
    address = f"/answers/{reply}"
    reader.read("get", QUEUE, dev.get(QUEUE), 403)
    assert reader.read("get", QUEUE, kofi.get(QUEUE), 200)["answers"]
    _has_minutes(kofi, dev, reader)
    reader.read("put", NOTE, kofi.put(f"{address}/note", **BODIES[NOTE]), 200)
    assert reader.read("get", NOTE, cleo.get(f"{address}/note"), 200)["notes"]
    for status in (201, 409):
        reader.read("post", BADGE, kofi.post(f"{address}/badge", **BODIES[BADGE]), status)
        reader.read("post", REPORT, dev.post(f"{address}/report", **BODIES[REPORT]), status)
        reader.read("post", WORDINGS, cleo.post(f"{address}/wordings", **BODIES[WORDINGS]), status)
    reader.read("delete", REPORT, kofi.delete(f"{address}/report"), 204)
    _is_a_model_until_hidden(kofi, address, reader)
    _uses_a_line(dev, reader)


def _has_minutes(kofi: Program, dev: Program, reader: Any) -> None:
    for person, status in ((kofi, 200), (dev, 403)):
        reader.read("put", BUDGET, person.put(BUDGET, **BODIES[BUDGET]), status)
        reader.read("get", MINUTES, person.get(MINUTES), status)
    reader.read("get", MINUTES, kofi.get(MINUTES, period="decade"), 422)
    assert reader.read("get", MINUTES, kofi.get(MINUTES, period="day"), 200)["coaches"]


def signs_off(app: Flask, cast: Cast, reader: Any) -> None:
    with work():
        sign_off(cast.kofi, cast.dev.id, "I heard the last three calls.", now=NOON)
    kofi, dev = (Program(app, person) for person in (cast.kofi, cast.dev))
    reps = reader.read("get", "/ready", kofi.get("/ready", cohort=cast.autumn.id), 200)["reps"]
    assert {rep["name"]: rep["signed_off"] is not None for rep in reps} == {
        "Ana": False,
        "Ben": False,
        "Cleo": False,
        "Dev": True,
    }
    reader.read("get", "/ready", kofi.get("/ready", cohort="null"), 422)
    reader.read("get", "/ready", kofi.get("/ready", cohort=cast.spring.id), 404)
    reader.read("get", "/ready", dev.get("/ready"), 403)
    assert reader.read("get", "/me/topics", dev.get("/me/topics"), 200)["signed_off"]["by"] == "Kofi"


def _uses_a_line(dev: Program, reader: Any) -> None:
    found = reader.read("get", "/lines", dev.get("/lines"), 200)["facts"]
    reader.read("get", "/lines", dev.get("/lines", page=0), 422)
    line = next(fact["lines"][0] for fact in found if fact["lines"])
    reader.read("put", USE, dev.put(f"/lines/{line['id']}/use", **BODIES[USE]), 200)
    reader.read("delete", USE, dev.delete(f"/lines/{line['id']}/use"), 200)


def _is_a_model_until_hidden(kofi: Program, address: str, reader: Any) -> None:
    reader.read("put", MODEL, kofi.put(f"{address}/model"), 200)
    reader.read("delete", MODEL, kofi.delete(f"{address}/model"), 204)
    for status in (201, 409):
        reader.read("post", MODERATION, kofi.post(f"{address}/moderation", **BODIES[MODERATION]), status)
    reader.read("put", MODEL, kofi.put(f"{address}/model"), 409)
