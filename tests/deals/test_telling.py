"""Deals as a program tells of them, as an admin or with a signature."""

import json
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.cast import NOON, Cast
from tests.deals.office import deals, set_rates
from tests.doors import Browser, Clock, Program
from webapp.core.programs import SIGNATURE
from webapp.core.work import work
from webapp.deals import hooks
from webapp.deals.tasks import forget_signatures

DEAL = {
    "external_id": "A-1",
    "name": "Bistro",
    "outcome": "lost",
    "amount": 1234.56,
    "currency": "EUR",
    "closed_on": "2026-11-20",
    "owner_email": "Ana@repartee.test",
    "reason": "Too dear",
}


@pytest.fixture
def ada(app: Flask, cast: Cast) -> Program:
    return Program(app, cast.ada)


@pytest.fixture
def secret(cast: Cast) -> str:
    with work():
        return hooks.secret_of(hooks.make(cast.ada, now=NOON))


def signed(app: Flask, secret: str, body: Any = DEAL, at: float = NOON.timestamp(), sent: Any = None) -> TestResponse:
    header = hooks.signature(secret, int(at), json.dumps(body).encode())
    data = json.dumps(body if sent is None else sent)
    headers = {SIGNATURE: header}
    return Program(app).open("POST", "/api/v1/deals", data=data, headers=headers, content_type="application/json")


def test_a_deal_is_told_and_told_again_without_doubles(ada: Program, cast: Cast):
    assert ada.post("/deals", **DEAL).json == {"new": 1, "changed": 0, "same": 0}
    assert ada.post("/deals", **DEAL).json == {"new": 0, "changed": 0, "same": 1}
    assert ada.post("/deals", **DEAL | {"outcome": "won"}).json == {"new": 0, "changed": 1, "same": 0}
    (bistro,) = deals().values()
    assert (bistro.outcome, bistro.value, bistro.owner_id, bistro.source) == ("won", 1234_56, cast.ana.id, "webhook")


def test_a_deal_of_salesforce_is_one_under_its_short_and_its_long_id(ada: Program):
    deal = DEAL | {"source": "salesforce", "external_id": "0065g00000AbCdE"}
    assert ada.post("/deals", **deal).json["new"] == 1
    assert ada.post("/deals", **deal | {"external_id": "0065g00000AbCdEAAX"}).json["same"] == 1
    assert list(deals()) == ["Bistro"]


def test_what_no_deal_can_be_worth_in_our_currency_is_refused(app: Flask, cast: Cast, ada: Program):
    set_rates(Browser(app, cast.ada), XBT="90000")
    refused = ada.post("/deals", **DEAL | {"currency": "XBT", "amount": 10**12})
    assert refused.status_code == 422
    assert "more than a deal can be worth" in refused.json["detail"]
    assert deals() == {}


def test_a_list_is_taken_as_a_whole_or_not_at_all(ada: Program):
    others = [DEAL | {"external_id": f"A-{n}", "name": f"Deal {n}"} for n in range(100)]
    refused = ada.open("POST", "/api/v1/deals", json=[*others[:5], DEAL | {"outcome": "maybe"}])
    assert refused.status_code == 422
    assert "5" in refused.json["errors"]
    assert deals() == {}
    assert ada.open("POST", "/api/v1/deals", json=others).json["new"] == 100
    for bad in ([], [*others, DEAL], [DEAL, DEAL], "deal", 5, [1]):
        assert ada.open("POST", "/api/v1/deals", json=bad).status_code == 422


@pytest.mark.parametrize(
    "bad",
    [
        {"amount": -1},
        {"amount": "NaN"},
        {"amount": 10**14},
        {"currency": "euro"},
        {"currency": "USD"},
        {"closed_on": "20.11.2026"},
        {"closed_on": "2027-01-01"},
        {"name": ""},
        {"name": "x" * 201},
        {"external_id": " "},
        {"owner_email": "ana"},
        {"reason": "\0"},
        {"source": "elsewhere"},
        {"more": 1},
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(ada: Program, bad: dict[str, Any]):
    refused = ada.post("/deals", **DEAL | bad)
    assert refused.status_code == 422
    assert refused.json["detail"]
    assert deals() == {}


def test_a_signature_is_enough(app: Flask, secret: str):
    assert signed(app, secret).json["new"] == 1
    assert signed(app, secret, at=NOON.timestamp() - 290).json["same"] == 1


def test_what_was_signed_once_undoes_nothing_newer(app: Flask, secret: str):
    assert signed(app, secret).json["new"] == 1
    assert signed(app, secret, DEAL | {"outcome": "won"}).json["changed"] == 1
    again = signed(app, secret)
    assert (again.status_code, again.json) == (200, {"new": 0, "changed": 0, "same": 1})
    assert deals()["Bistro"].outcome == "won"


def test_what_was_refused_may_be_sent_again(app: Flask, cast: Cast, secret: str):
    dollars = DEAL | {"currency": "USD"}
    assert signed(app, secret, dollars).status_code == 422
    set_rates(Browser(app, cast.ada), USD="0.9")
    assert signed(app, secret, dollars).json["new"] == 1


def test_signatures_are_forgotten_once_they_are_too_old(app: Flask, secret: str, clock: Clock):
    signed(app, secret, at=NOON.timestamp() + 299)
    clock.forward(minutes=9, seconds=50)
    assert forget_signatures() == 0
    assert signed(app, secret, at=NOON.timestamp() + 299).json["same"] == 1
    clock.forward(seconds=11)
    assert forget_signatures() == 1
    assert signed(app, secret, at=NOON.timestamp() + 299).status_code == 401


def test_a_wrong_late_or_withdrawn_signature_is_not(app: Flask, cast: Cast, secret: str, clock: Clock):
    assert signed(app, "deals_guess").status_code == 401
    assert signed(app, secret, at=NOON.timestamp() - 301).status_code == 401
    assert signed(app, secret, sent=DEAL | {"amount": 9}).status_code == 401
    for header in ("", "t=,v1=", "t=abc,v1=x", "t=1,v1=ä", f"t={int(NOON.timestamp())}"):
        assert Program(app).open("POST", "/api/v1/deals", json=DEAL, headers={SIGNATURE: header}).status_code == 401
    with work():
        hooks.withdraw(cast.ada, hooks.open_hooks()[0].id, now=NOON)
    assert signed(app, secret).status_code == 401
    assert deals() == {}


def test_the_page_that_hands_out_secrets_and_the_document_say_what_a_source_is(app: Flask, cast: Cast, ada: Program):
    assert "“source”" in Browser(app, cast.ada).get("/desk/deals/settings").text
    document = ada.get("/openapi.json").json
    assert "gave the id" in document["components"]["schemas"]["Deal"]["properties"]["source"]["description"]


def test_nobody_else_tells_of_deals(app: Flask, cast: Cast):
    assert Program(app).post("/deals", **DEAL).status_code == 401
    for who in (cast.ana, cast.kofi, cast.mara):
        assert Program(app, who).post("/deals", **DEAL).status_code == 403
    assert deals() == {}


def test_too_much_at_once_is_refused(ada: Program):
    assert ada.post("/deals", **DEAL | {"objection": "x" * 300_000}).status_code == 413


def test_a_secret_is_made_shown_and_withdrawn_on_the_page(app: Flask, cast: Cast):
    browser = Browser(app, cast.ada)
    browser.post("/desk/deals/settings/secrets")
    (hook,) = hooks.open_hooks()
    assert "<details open>" in browser.get("/desk/deals/settings").text, "it is there to be copied"
    again = browser.get("/desk/deals/settings").text
    assert hooks.secret_of(hook) in again
    assert "<details open>" not in again
    browser.post(f"/desk/deals/settings/secrets/{hook.id}/withdrawal")
    assert hooks.open_hooks() == []
    assert Browser(app, cast.mara).post("/desk/deals/settings/secrets").status_code == 403
