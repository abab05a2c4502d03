"""The API describes itself, refuses in one voice, and never breaks."""

import re
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from tests.doors import Program, everything, refused

METHODS = {"get", "post", "put", "patch", "delete"}
BODILESS = {"/api/v1/practice", "/api/v1/calendar-link", "/api/v1/competitions/{competition_id}/publication"}
CONTRACT = {
    "/api/v1/tokens": {"post", "delete"},
    "/api/v1/me": {"get", "patch"},
    "/api/v1/today": {"get"},
    "/api/v1/sessions": {"get"},
    "/api/v1/recalls/{recall_id}": {"post"},
    "/api/v1/answers": {"post"},
    "/api/v1/answers/{answer_id}": {"get"},
    "/api/v1/answers/{answer_id}/vote": {"put"},
    "/api/v1/judging": {"get"},
    "/api/v1/answers/{answer_id}/note": {"get", "put"},
    "/api/v1/answers/{answer_id}/report": {"post", "delete"},
    "/api/v1/answers/{answer_id}/moderation": {"post"},
    "/api/v1/answers/{answer_id}/badge": {"post"},
    "/api/v1/answers/{answer_id}/model": {"put", "delete"},
    "/api/v1/answers/{answer_id}/wordings": {"post"},
    "/api/v1/coaching/queue": {"get"},
    "/api/v1/coaching/budget": {"put"},
    "/api/v1/coaching/minutes": {"get"},
    "/api/v1/lines": {"get"},
    "/api/v1/lines/{line_id}/use": {"put", "delete"},
    "/api/v1/practice": {"post"},
    "/api/v1/leaderboards/{board}": {"get"},
    "/api/v1/people/{person_id}/invitation": {"post"},
    "/api/v1/sign-in-links": {"post"},
    "/api/v1/password-resets": {"post"},
    "/api/v1/competitions": {"get", "post"},
    "/api/v1/competitions/{competition_id}": {"get", "patch"},
    "/api/v1/competitions/{competition_id}/publication": {"post", "delete"},
    "/api/v1/competitions/{competition_id}/standings": {"get"},
    "/api/v1/huddles": {"post"},
    "/api/v1/huddles/join": {"post"},
    "/api/v1/huddles/{huddle_id}": {"get"},
    "/api/v1/huddles/{huddle_id}/reply": {"post"},
    "/api/v1/huddles/{huddle_id}/deal": {"get"},
    "/api/v1/huddles/{huddle_id}/replies/{reply_id}/vote": {"put"},
    "/api/v1/huddles/{huddle_id}/next": {"post"},
    "/api/v1/huddles/{huddle_id}/extension": {"post"},
    "/api/v1/huddles/{huddle_id}/end": {"post"},
    "/api/v1/teams": {"get", "post"},
    "/api/v1/cohorts": {"get", "post"},
    "/api/v1/people": {"get", "post"},
    "/api/v1/people/{person_id}": {"get", "patch"},
    "/api/v1/people/imports": {"post"},
    "/api/v1/people/imports/{import_id}": {"get", "patch"},
    "/api/v1/people/imports/{import_id}/application": {"post"},
    "/api/v1/people/export": {"get"},
}


@pytest.fixture
def document(app: Flask) -> dict[str, Any]:
    response = Program(app).get("/openapi.json")
    assert response.status_code == 200
    found: dict[str, Any] = response.json
    return found


def test_the_document_names_every_route_of_the_contract(document: dict[str, Any]):
    named = {path: METHODS & entry.keys() for path, entry in document["paths"].items()}
    assert CONTRACT.items() <= named.items()


def test_the_document_names_every_route_there_is(app: Flask, document: dict[str, Any]):
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/v1/")]
    routes = {re.sub(r"<(?:[^:>]+:)?(\w+)>", r"{\1}", rule.rule) for rule in rules}
    assert routes - {"/api/v1/openapi.json"} == set(document["paths"])


def test_the_document_is_open_api_and_its_references_resolve(document: dict[str, Any]):
    assert document["openapi"].startswith("3.")
    assert document["info"] == {"title": "Repartee", "version": "v1"}
    references = re.findall(r"'\$ref': '#/([^']+)'", repr(document))
    assert references
    for reference in references:
        found: Any = document
        for part in reference.split("/"):
            found = found[part]


def test_its_bounds_are_numbers(document: dict[str, Any]):
    bounds = re.findall(r"'(?:minimum|maximum|minLength|maxLength|minItems|maxItems)': ([^,}]+)", repr(document))
    assert bounds
    assert not [bound for bound in bounds if not re.fullmatch(r"-?\d+(?:\.\d+)?", bound)]


def test_every_operation_has_a_summary_a_success_and_its_path_parameters(document: dict[str, Any]):
    for path, entry in document["paths"].items():
        for method in METHODS & entry.keys():
            operation = entry[method]
            assert any(code.startswith("2") for code in operation["responses"]), f"{method} {path}"
            parameters = [*entry.get("parameters", []), *operation.get("parameters", [])]
            named = {one["name"] for one in parameters if one.get("in") == "path"}
            assert named == set(re.findall(r"{(\w+)}", path))
            if method in ("post", "put", "patch") and path not in BODILESS and not path.endswith("/model"):
                assert {"application/json", "multipart/form-data"} & operation["requestBody"]["content"].keys()


@pytest.mark.parametrize("path", ["/nothing", "/", "/today/", "/me/1", "/TODAY", "/answers/1/votes", "/%00", "/\ud7ff"])
def test_an_unknown_address_is_a_problem_document(app: Flask, path: str):
    refused(Program(app).open("GET", f"/api/v1{path}"), 404)


@pytest.mark.parametrize(
    ("method", "path"), [("DELETE", "/me"), ("PUT", "/today"), ("POST", "/judging"), ("PATCH", "/answers/1")]
)
def test_an_unknown_method_is_a_problem_document_that_says_what_is_allowed(app: Flask, method: str, path: str):
    response = Program(app).open(method, f"/api/v1{path}")
    refused(response, 405)
    assert response.headers["Allow"]


@pytest.mark.parametrize("origin", ["https://evil.test", "null", "http://localhost.evil.test", "http://localhost:8001"])
def test_a_browser_from_another_site_changes_nothing(app: Flask, cast: Cast, origin: str):
    from tests.doors import Browser

    phone, before = Browser(app, cast.ana), everything()
    for method, path in (("PATCH", "/me"), ("POST", "/practice"), ("DELETE", "/tokens"), ("PUT", "/answers/1/vote")):
        refused(
            phone.open(method, f"/api/v1{path}", json={"alias": "x"}, headers={"Origin": origin}), 403, "another site"
        )
    assert everything() == before
    same = phone.open("PATCH", "/api/v1/me", json={"alias": "x"}, headers={"Origin": "http://localhost"})
    assert same.status_code == 200


def test_no_answer_allows_another_site_to_read_it(app: Flask, cast: Cast):
    response = Program(app, cast.ana).open("GET", "/api/v1/me", headers={"Origin": "https://evil.test"})
    assert "Access-Control-Allow-Origin" not in response.headers


def test_every_answer_bears_its_request_id(app: Flask):
    own = Program(app).open("GET", "/api/v1/me", headers={"X-Request-Id": "mine-1"})
    assert own.headers["X-Request-Id"] == "mine-1"
    given_one = Program(app).get("/me").headers["X-Request-Id"]
    assert len(given_one) == 32


def test_a_fault_says_so_without_its_inside(app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch):
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("the database password is hunter2")

    monkeypatch.setattr("webapp.progress.api.all_time_points", broken)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    problem = refused(Program(app, cast.ana).get("/me"), 500, "our side")
    assert "hunter2" not in str(problem)


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([0, 1, 2, -1, 2**31, 2**63, 10**30])
    | st.floats()
    | st.text(st.characters(), max_size=30)
    | st.sampled_from(["\x00", "\ud800", "2026-11-24T12:00:00Z", "Europe/Berlin", "too_long", "a" * 401]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
FIELDS = {
    "/tokens": ("email", "password"),
    "/me": ("time_zone", "alias"),
    "/answers": ("client_id", "challenge_id", "text", "written_at", "proof"),
    "/recalls/1": ("choice", "seconds", "answered_at"),
    "/answers/1/vote": ("fact", "persuasion", "reason"),
    "/practice": (),
    "/huddles": ("challenge_id", "reply_seconds", "judge_seconds"),
    "/huddles/join": ("code",),
    "/huddles/1/reply": ("client_id", "text", "seq"),
    "/huddles/1/replies/1/vote": ("fact", "persuasion", "seq"),
    "/huddles/1/next": ("turn",),
    "/answers/1/note": ("text", "chips"),
    "/answers/1/report": ("reason", "words"),
    "/answers/1/moderation": ("kind", "why"),
    "/answers/1/badge": ("badge", "praise"),
    "/answers/1/wordings": ("key_point", "words"),
    "/lines/1/use": ("worked",),
    "/coaching/budget": ("minutes",),
}
VERBS = {
    "/me": "PATCH",
    "/answers/1/vote": "PUT",
    "/answers/1/note": "PUT",
    "/lines/1/use": "PUT",
    "/coaching/budget": "PUT",
    "/huddles/1/replies/1/vote": "PUT",
}
QUERIES = [
    "/judging",
    "/sessions",
    "/leaderboards/people",
    "/leaderboards/teams",
    "/answers/1",
    "/today",
    "/people",
    "/lines",
]


@st.composite
def writes(draw: st.DrawFn) -> tuple[str, str, Any]:
    path = draw(st.sampled_from(sorted(FIELDS)))
    fields = st.dictionaries(st.sampled_from(FIELDS[path] or ("x",)), json_values, max_size=5)
    return VERBS.get(path, "POST"), path, draw(fields | json_values)


queries = st.tuples(
    st.sampled_from(QUERIES),
    st.dictionaries(
        st.sampled_from(["challenge_id", "days", "period", "limit", "cohort", "team", "q", "topic", "page", "x"]),
        st.text(max_size=10) | st.integers().map(str) | st.sampled_from(["", "1", "all", "day", "\x00", str(2**63)]),
        max_size=3,
    ),
)
NEVER_BREAKS = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@NEVER_BREAKS
@given(asked=writes())
def test_no_body_breaks_the_api(app: Flask, cast: Cast, asked: tuple[str, str, Any]):
    method, path, body = asked
    response = program_of(app, cast).open(method, f"/api/v1{path}", json=body)
    assert response.status_code < 500, response.text
    if response.status_code >= 400:
        refused(response, response.status_code)


@NEVER_BREAKS
@given(asked=queries)
def test_no_query_breaks_the_api(app: Flask, cast: Cast, asked: tuple[str, dict[str, str]]):
    path, query = asked
    response = program_of(app, cast).open("GET", f"/api/v1{path}", query_string=query)
    assert response.status_code < 500, response.text


@NEVER_BREAKS
@given(
    path=st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    method=st.sampled_from(["GET", "POST", "PUT", "HEAD", "OPTIONS"]),
)
def test_no_address_breaks_the_api(app: Flask, cast: Cast, path: str, method: str):
    from urllib.parse import quote

    assert program_of(app, cast).open(method, f"/api/v1/{quote(path)}").status_code < 500


@NEVER_BREAKS
@given(
    data=st.binary(max_size=200),
    kind=st.sampled_from(["application/json", "text/plain", "", "application/json; charset=utf-16"]),
)
def test_no_bytes_break_the_api(app: Flask, cast: Cast, data: bytes, kind: str):
    response = program_of(app, cast).open("POST", "/api/v1/answers", data=data, content_type=kind)
    assert 400 <= response.status_code < 500, response.text


def program_of(app: Flask, cast: Cast) -> Program:
    """Ana's program, the same through one test."""
    kept: Program = app.extensions.setdefault("program", None) or Program(app, cast.ana)
    app.extensions["program"] = kept
    return kept
