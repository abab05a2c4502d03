"""The document is true: programs get what it promises, and it leaves out no refusal and invents none."""

import io
import re
from collections.abc import Callable
from contextvars import Context
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.specs.openapi import checks
from werkzeug.test import TestResponse

from tests.builders import a_reply
from tests.cast import NOON, PASSWORD, Cast
from tests.core import authoring, competing, dealing, filing, huddling, peopling, reminding, tutoring
from tests.doors import API, Browser, Clock, Program
from webapp.answers.models import Answer
from webapp.core.uploads import MOST_SENT
from webapp.core.work import work
from webapp.people.actions import deactivate
from webapp.people.passwords import hash_password
from webapp.schedule.models import Recall

METHODS = ("get", "post", "put", "patch", "delete")
TAGS = {"People", "Accounts", "Today", "Judging", "Boards", "My progress", "Huddles"}
NOBODYS = {
    "answer_id": 2**31 - 1,
    "recall_id": 2**31 - 1,
    "person_id": 2**31 - 1,
    "board": "robots",
    **authoring.NOBODYS,
    **huddling.NOBODYS,
    **competing.NOBODYS,
    **filing.NOBODYS,
    **peopling.NOBODYS,
    **tutoring.NOBODYS,
}
BODIES = {
    "/tokens": {"email": "a@b.test", "password": "x"},
    "/me": {},
    "/recalls/{recall_id}": {"choice": 1},
    "/answers": {"client_id": "x", "challenge_id": 2**31 - 1, "text": "Yes.", "written_at": NOON.isoformat()},
    "/answers/{answer_id}/vote": {"fact": 2, "persuasion": 2},
    "/practice": {},
    "/people/{person_id}/invitation": {},
    "/sign-in-links": {"email": "a@b.test"},
    "/password-resets": {"email": "a@b.test"},
    "/settings/ranks": {"shown": True},
    "/teams/{team_id}/ranks": {"shown": True},
    **authoring.BODIES,
    **huddling.BODIES,
    **competing.BODIES,
    **filing.BODIES,
    **peopling.BODIES,
    **reminding.BODIES,
    **dealing.BODIES,
    **tutoring.BODIES,
    **reminding.BODIES,
}
"""A good body for every operation that takes one."""
LARGE = b'"' + b" " * 300_000 + b'"'


@pytest.fixture
def document(app: Flask) -> dict[str, Any]:
    found: dict[str, Any] = Program(app).get("/openapi.json").json
    return found


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method, path.removeprefix(API), entry[method])
        for path, entry in document["paths"].items()
        for method in METHODS
        if method in entry
    ]


def test_it_is_valid_open_api(document: dict[str, Any]):
    assert document["openapi"].startswith("3.1")
    schemathesis.openapi.from_dict(document).validate()


def test_every_refusal_is_a_problem_document_and_none_is_left_to_a_default(document: dict[str, Any]):
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    assert {"type", "title", "status", "detail"} == set(document["components"]["schemas"]["Problem"]["required"])
    assert all(answer["content"] == problem for answer in document["components"]["responses"].values())
    for method, path, operation in operations(document):
        for status, answer in operation["responses"].items():
            assert status.isdigit()
            assert (int(status) >= 400) == ("$ref" in answer), f"{method} {path} {status}"


WAYS_IN = {("post", "/tokens"), ("post", "/sign-in-links"), ("post", "/password-resets")}
SIGNED = {("post", "/deals")}
"""For programs that are nobody here."""


def test_everything_but_signing_in_needs_a_token_or_a_session(document: dict[str, Any]):
    schemes = document["components"]["securitySchemes"]
    assert schemes["token"] == {"type": "http", "scheme": "bearer"}
    assert schemes["session"] == {"type": "apiKey", "in": "cookie", "name": "session"}
    assert document["security"] == [{"token": []}, {"session": []}]
    stated = {(method, path) for method, path, operation in operations(document) if "security" in operation}
    assert stated == WAYS_IN | SIGNED
    signed = [{"token": []}, {"session": []}, {"signature": []}]
    assert all(document["paths"][API + path][method]["security"] == signed for method, path in SIGNED)
    assert all(document["paths"][API + path][method]["security"] == [] for method, path in WAYS_IN)


def test_what_has_few_values_names_them(document: dict[str, Any]):
    entry = document["paths"][f"{API}/leaderboards/{{board}}"]
    schemas = {one["name"]: one["schema"] for one in [*entry["parameters"], *entry["get"]["parameters"]]}
    assert schemas["board"]["enum"] == ["people", "teams", "cohorts"]
    assert schemas["period"]["enum"] == ["day", "week", "month", "all"]
    assert schemas["cohort"]["type"] == "integer"
    parts = document["components"]["schemas"]
    assert parts["Me"]["properties"]["role"]["enum"] == ["rep", "coach", "manager", "admin"]
    assert parts["Proof"]["properties"]["kind"]["enum"] == ["quote", "figure", "link", "picture"]
    assert "no_proof" in parts["VoteRequest"]["properties"]["reason"]["enum"]


def test_patterns_are_those_that_every_language_reads(document: dict[str, Any]):
    for pattern in re.findall(r"'pattern': '([^']+)'", repr(document)):
        assert not re.search(r"\\[AZz]", pattern)


def test_every_operation_has_a_line_and_a_heading_for_people(document: dict[str, Any]):
    for method, path, operation in operations(document):
        assert re.fullmatch(r"[A-Z][^\n]{5,110}\.", operation.get("summary", "")), f"{method} {path}"
        assert len(operation["tags"]) == 1
    named = {tag["name"]: tag["description"] for tag in document["tags"]}
    assert {operation["tags"][0] for *_, operation in operations(document)} == named.keys()
    assert named.keys() >= TAGS
    assert all(re.fullmatch("[A-Z][a-z ]+", name) and named[name] for name in named)


class Reader:
    """Holds every answer against the document, and remembers which it has seen."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self.described = schemathesis.openapi.from_dict(document)
        self.seen: set[tuple[str, str, int]] = set()

    def read(self, method: str, path: str, response: TestResponse, status: int) -> Any:
        assert response.status_code == status, f"{method} {path}: {response.text}"
        stated = self.document["paths"][API + path][method]["responses"]
        assert str(status) in stated, f"{method} {path} {status} is not described"
        if status != 204:
            kinds = ["application/problem+json"] if status >= 400 else stated[str(status)]["content"]
            assert response.mimetype in kinds
            self.described[API + path][method].validate_response(response)
        self.seen.add((method, path, status))
        return response.get_json(silent=True)


@pytest.fixture
def reader(document: dict[str, Any]) -> Reader:
    return Reader(document)


def test_the_document_tells_every_answer_there_is_and_no_other(
    app: Flask, cast: Cast, clock: Clock, reader: Reader, restarted: Callable[..., Flask]
):
    with work():
        cast.ana.password_hash = hash_password(PASSWORD)
        theirs = a_reply(cast.ben, NOON)
    authoring.write_the_playbook(Program(app, cast.ada), reader)
    authoring.pin_a_day(Program(app, cast.ada), Program(app, cast.ana), reader)
    peopling.looks_after_people(Program(app, cast.mara), Program(app, cast.ana), cast, reader)
    peopling.names_groups_and_imports(Program(app, cast.ada), Program(app, cast.ana), reader)
    tutoring.coaches_a_reply(app, cast, reader)
    tutoring.signs_off(app, cast, reader)
    reads_and_practises(Program(app, cast.ana), Program(app, cast.ada), reader)
    replies_and_judges(Program(app, cast.ana), Program(app, cast.mara), theirs, clock, reader)
    recalls(Program(app, cast.ana), clock, reader)
    huddling.leads_a_huddle(Program(app, cast.kofi), Program(app, cast.ana), Program(app, cast.ben), clock, reader)
    huddling.guesses_codes(Program(restarted(RATELIMIT_ENABLED=True), cast.dev), reader)
    competing.runs_a_competition(Program(app, cast.mara), Program(app, cast.ana), cast, reader)
    filing.files_the_playbook(Program(app, cast.ada), Program(app, cast.ana), reader)
    dealing.tells_of_deals(Program(app, cast.ada), Program(app, cast.ana), reader)
    reminding.is_reminded(app, cast, restarted, reader)
    reminding.reminds_by_mail_and_calendar(Program(app, cast.ana), reader)
    reminding.posts_to_a_chat(Program(app, cast.mara), cast, reader)
    signs_in_and_out(app, restarted, reader)
    invites_and_asks(app, cast, restarted, reader)
    played = operations(reader.document)
    for method, path, operation in played:
        is_refused(app, cast, method, path, operation, reader)
    told = {(method, path, int(status)) for method, path, one in played for status in one["responses"]}
    assert told - reader.seen == set(), "described, but nothing gives it"


def reads_and_practises(ana: Program, ada: Program, reader: Reader) -> None:
    for path in ("/me", "/me/topics", "/today", "/sessions"):
        reader.read("get", path, ana.get(path), 200)
    for board in ("people", "teams", "cohorts"):
        reader.read("get", "/leaderboards/{board}", ana.get(f"/leaderboards/{board}"), 200)
    reader.read("get", "/leaderboards/{board}", ana.get("/leaderboards/people", period="year"), 422)
    plays_without_ranks(ana, ada, reader)
    reader.read("get", "/sessions", ana.get("/sessions", days=9), 422)
    reader.read("patch", "/me", ana.patch("/me", alias="The Fox"), 200)
    reader.read("patch", "/me", ana.patch("/me", time_zone="Mars"), 422)
    reader.read("post", "/practice", ana.post("/practice"), 200)


def plays_without_ranks(ana: Program, ada: Program, reader: Reader) -> None:
    team = ana.get("/me").json["team"]["id"]
    for path, refusal in (("/teams/{team_id}/ranks", 404), ("/settings/ranks", 403)):
        address = path.format(team_id=team)
        reader.read("get", path, ada.get(address), 200)
        reader.read("get", path, ana.get(address), refusal)
        reader.read("put", path, ada.put(address, shown=False), 200)
        reader.read("put", path, ana.put(address, shown=True), refusal)
    reader.read("get", "/leaderboards/{board}", ana.get("/leaderboards/people"), 403)


def replies_and_judges(ana: Program, mara: Program, theirs: Answer, clock: Clock, reader: Reader) -> None:
    challenge, vote = theirs.challenge_id, {"fact": 2, "persuasion": 1}
    reader.read("get", "/judging", ana.get("/judging", challenge_id=challenge), 403)
    answer = reader.read("post", "/answers", ana.reply(client_id="1"), 201)
    reader.read("post", "/answers", ana.reply(client_id="1"), 200)
    reader.read("post", "/answers", ana.reply(client_id="2"), 409)
    reader.read("post", "/answers", ana.reply(client_id="3", written_at="2027-01-01T00:00:00Z"), 422)
    assert reader.read("get", "/judging", ana.get("/judging"), 200)["answers"]
    reader.read("get", "/judging", ana.get("/judging", challenge_id=2**31 - 1), 404)
    reader.read("get", "/judging", ana.get("/judging", challenge_id="null"), 422)
    reader.read("get", "/judging", mara.get("/judging"), 403)
    for mine in (answer["id"], theirs.id):
        reader.read("get", "/answers/{answer_id}", ana.get(f"/answers/{mine}"), 200)
    reader.read("put", "/answers/{answer_id}/vote", ana.put(f"/answers/{answer['id']}/vote", **vote), 403)
    reader.read("put", "/answers/{answer_id}/vote", ana.put(f"/answers/{theirs.id}/vote", **vote), 200)
    reader.read("get", "/answers/{answer_id}", ana.get(f"/answers/{theirs.id}"), 200)
    reader.read("get", "/today", ana.get("/today"), 200)
    reader.read("get", "/judging/mine", ana.get("/judging/mine"), 200)
    reader.read("get", "/judging/mine", mara.get("/judging/mine"), 404)
    clock.forward(days=2)
    reader.read("put", "/answers/{answer_id}/vote", ana.put(f"/answers/{theirs.id}/vote", **vote), 409)


def recalls(ana: Program, clock: Clock, reader: Reader) -> None:
    (due, *_more) = reader.read("get", "/today", ana.get("/today"), 200)["recalls"]
    path, choice = f"/recalls/{due['id']}", due["choices"][0]["id"]
    reader.read("post", "/recalls/{recall_id}", ana.post(path, choice=choice), 200)
    later = Recall.query.filter_by(answered_at=None).order_by(Recall.due_on.desc()).first()
    early = ana.post(f"/recalls/{later.id}", choice=choice)
    reader.read("post", "/recalls/{recall_id}", early, 409)


def signs_in_and_out(app: Flask, restarted: Callable[..., Flask], reader: Reader) -> None:
    known = {"email": "ana@repartee.test", "password": PASSWORD}
    token = reader.read("post", "/tokens", Program(app).post("/tokens", **known), 201)["token"]
    reader.read("post", "/tokens", Program(app).post("/tokens", **known | {"password": "wrong"}), 401)
    reader.read("delete", "/tokens", Program(app, token=token).delete("/tokens"), 204)
    hasty = Program(restarted(RATELIMIT_ENABLED=True, SIGN_IN_LIMIT="1 per minute"))
    hasty.post("/tokens", **known)
    reader.read("post", "/tokens", hasty.post("/tokens", **known), 429)


def invites_and_asks(app: Flask, cast: Cast, restarted: Callable[..., Flask], reader: Reader) -> None:
    path, mara = f"/people/{cast.dev.id}/invitation", Program(app, cast.mara)
    reader.read("post", "/people/{person_id}/invitation", mara.post(path), 201)
    with work():
        deactivate(cast.dev, cast.ada, now=NOON)
    reader.read("post", "/people/{person_id}/invitation", mara.post(path), 409)
    nobody = f"/people/{2**31 - 1}/invitation"
    reader.read("post", "/people/{person_id}/invitation", mara.post(nobody), 404)
    asking, known = ("/sign-in-links", "/password-resets"), {"email": cast.ana.email}
    without_mail = restarted()
    without_mail.config["REPARTEE_ENV"] = "production"
    for path in asking:
        reader.read("post", path, Program(app).post(path, **known), 202)
        reader.read("post", path, Program(without_mail).post(path, **known), 409)
    hasty = Program(restarted(RATELIMIT_ENABLED=True, SIGN_IN_ADDRESS_LIMIT="1 per minute"))
    hasty.post(asking[0], **known)
    for path in asking:
        reader.read("post", path, hasty.post(path, **known), 429)


class BrokenLine(io.BytesIO):
    """A sender who is gone halfway; the server's stream says so like this."""

    def readinto(self, _buffer: Any) -> int:
        raise OSError("unexpected end of file while reading request")

    read = readinto


def is_refused(app: Flask, cast: Cast, method: str, path: str, operation: dict[str, Any], reader: Reader) -> None:
    """What every operation of its kind refuses; the desk's are asked by somebody who may."""
    writes = path.startswith(("/facts", "/prompts", "/pins", "/playbook", "/people/imports", "/deals"))
    ana, address = Program(app, cast.ada if writes else cast.ana), API + path.format(**NOBODYS | {"board": "people"})

    def asked(status: int, who: Program | Browser, address: str = address, **more: Any) -> None:
        reader.read(method, path, who.open(method.upper(), address, **more), status)

    if operation.get("security") != []:
        asked(401, Program(app))
    if method != "get":
        asked(403, Browser(app, cast.ana), headers={"Origin": "https://evil.test"})
        asked(422, ana, data="fact=2", content_type="application/x-www-form-urlencoded")
    sent = operation.get("requestBody", {}).get("content", {})
    if "application/json" in sent:
        asked(400, ana, data=b"{", content_type="application/json")
        asked(413, ana, data=LARGE, content_type="application/json")
    if "multipart/form-data" in sent:
        asked(400, ana, input_stream=BrokenLine(b"--edge"), content_type="multipart/form-data; boundary=edge")
        asked(413, ana, data=b" " * (MOST_SENT + 1), content_type="multipart/form-data; boundary=edge")
    if ("{" in path or path == "/answers") and (method, path, 404) not in reader.seen:
        body = {"json": BODIES[path]} if path in BODIES else {}
        asked(404, ana, API + path.format(**NOBODYS), **body)


HELD = {"person_id", "team_id", "cohort_id", "fact_id", "prompt_id", "line_id", "recall_id"}
"""Of these there are some at once, with small numbers."""
PLAIN = {"Accept-Encoding": "identity"}
load_all_checks()
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]


@pytest.fixture
def anything(app: Flask) -> st.SearchStrategy[schemathesis.Case]:
    """Any request that the document allows."""
    described = schemathesis.openapi.from_wsgi(f"{API}/openapi.json", app)
    found = [one.ok() for one in described.get_all_operations()]
    return st.one_of(*(one.as_strategy() for one in found))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_is_asked_the_answer_is_as_described(
    app: Flask, cast: Cast, anything: st.SearchStrategy[schemathesis.Case], data: st.DataObject
):
    case, who = data.draw(anything), data.draw(st.sampled_from((cast.ana, cast.kofi, cast.mara, cast.ada)))
    for name in (case.path_parameters or {}).keys() & HELD:
        case.path_parameters[name] = data.draw(st.integers(1, 9))
    response = Context().run(case.call, headers=Program(app, who).headers | PLAIN)
    case.validate_response(response, checks=CHECKS)
