"""Saying when one wants to hear from us, and on which phones."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.alerts.conftest import GivesPhone
from tests.alerts.subscriptions import SERVICE, a_subscription
from tests.cast import NOON, Cast
from tests.doors import Browser, Program, everything, refused
from webapp.alerts.push.models import Device, Push, Reminding
from webapp.alerts.push.tasks import send_due
from webapp.extensions import db

FORM = {"when": "chosen", "hour": "10:15", "quiet_from": "19:30", "quiet_until": "08:00", "kind": ["note", "reminder"]}


def devices() -> list[tuple[int, str]]:
    db.session.rollback()
    return [(one.person_id, one.endpoint) for one in db.session.scalars(select(Device).order_by(Device.id))]


def test_what_is_said_on_the_page_is_what_programs_get(app: Flask, cast: Cast):
    assert Browser(app, cast.ana).post("/reminders", **FORM).status_code == 302
    found = Program(app, cast.ana).get("/reminders").json
    assert {name: found[name] for name in ("hour", "quiet_from", "quiet_until")} == {
        "hour": "10:15",
        "quiet_from": "19:30",
        "quiet_until": "08:00",
    }
    assert {kind for kind, wanted in found["kinds"].items() if wanted} == {"reminder", "note"}
    assert Program(app, cast.ben).get("/reminders").json["hour"] is None


def test_a_program_changes_one_thing_and_the_others_stay(app: Flask, cast: Cast):
    ana = Program(app, cast.ana)
    ana.patch("/reminders", hour="10:15", kinds={"note": False})
    found = ana.patch("/reminders", kinds={"streak": False}).json
    assert found["hour"] == "10:15"
    assert found["kinds"] == {"reminder": True, "streak": False, "note": False, "start": True, "result": True}
    assert ana.patch("/reminders", hour=None).json["hour"] is None


@pytest.mark.parametrize(
    "wanted",
    [
        {"hour": "06:00"},
        {"hour": "19:30"},
        {"hour": "25:00"},
        {"quiet_from": "23:00"},
        {"quiet_from": "17:59"},
        {"quiet_until": "05:59"},
        {"quiet_until": "11:01"},
        {"hour": "10:00", "quiet_until": "11:00"},
        {"kinds": {"test": False}},
    ],
)
def test_hours_in_the_night_are_refused_with_a_sentence_and_change_nothing(
    app: Flask, cast: Cast, wanted: dict[str, object]
):
    ana = Program(app, cast.ana)
    before = everything()
    refused(ana.patch("/reminders", **wanted), 422)
    assert everything() == before


@pytest.mark.parametrize("wrong", [{"hour": "noon"}, {"quiet_from": "23:30"}, {"quiet_until": ""}])
def test_the_page_keeps_what_was_typed_where_it_is_refused(app: Flask, cast: Cast, wrong: dict[str, str]):
    page = Browser(app, cast.ana).post("/reminders", **{**FORM, "kind": ["streak"], **wrong})
    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert page.text.count('name="kind" value="streak" checked') == 1
    assert 'value="note" checked' not in page.text
    assert db.session.scalar(select(Reminding)) is None


def test_those_who_do_not_play_are_offered_no_reminders(app: Flask, cast: Cast):
    assert "On this device" in Browser(app, cast.ana).get("/reminders").text
    assert "On this device" not in Browser(app, cast.kofi).get("/reminders").text
    assert "/reminders" in Browser(app, cast.ana).get("/me").text


def test_a_browser_is_kept_once_and_let_go_by_itself_alone(app: Flask, cast: Cast):
    here, there = Program(app, cast.ana), Program(app, cast.ana)
    one, other = a_subscription(), a_subscription(f"{SERVICE}/2")
    for _ in range(2):
        assert here.post("/push/subscriptions", **one).json == {"devices": 1}
    assert there.post("/push/subscriptions", **other).json == {"devices": 2}
    assert here.delete("/push/subscriptions").status_code == 204
    assert devices() == [(cast.ana.id, f"{SERVICE}/2")]


def test_nobody_takes_over_an_address_without_its_keys(app: Flask, cast: Cast):
    Program(app, cast.ana).post("/push/subscriptions", **a_subscription())
    refused(Program(app, cast.outsider).post("/push/subscriptions", **a_subscription()), 409, "Another browser")
    assert devices() == [(cast.ana.id, f"{SERVICE}/1")]


def test_nobody_ends_anothers_address_by_replacing_it(app: Flask, cast: Cast):
    Program(app, cast.ana).post("/push/subscriptions", **a_subscription())
    thief = a_subscription(f"{SERVICE}/2") | {"replaces": f"{SERVICE}/1"}
    assert Program(app, cast.outsider).post("/push/subscriptions", **thief).status_code == 201
    assert devices() == [(cast.ana.id, f"{SERVICE}/1"), (cast.outsider.id, f"{SERVICE}/2")]


def test_a_browser_whose_address_changed_is_found_at_the_new_one(app: Flask, cast: Cast):
    ana = Program(app, cast.ana)
    ana.post("/push/subscriptions", **a_subscription())
    moved = a_subscription(f"{SERVICE}/2") | {"replaces": f"{SERVICE}/1"}
    assert ana.post("/push/subscriptions", **moved).json == {"devices": 1}
    assert devices() == [(cast.ana.id, f"{SERVICE}/2")]


def test_ten_devices_are_kept_and_the_oldest_goes(app: Flask, cast: Cast):
    ana = Program(app, cast.ana)
    for n in range(12):
        ana.post("/push/subscriptions", **a_subscription(f"{SERVICE}/{n}"))
    assert devices() == [(cast.ana.id, f"{SERVICE}/{n}") for n in range(2, 12)]


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example.com/1",
        "https://127.0.0.1/1",
        "https://localhost/1",
        "https://10.0.0.7/latest",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/1",
        "https://2130706433/1",
        "https://intranet/1",
        "https://db.internal/1",
        "https://push.example.com:6379/1",
        "https://user:secret@push.example.com/1",
        "https://push.example.com:x/1",
        "http://127.0.0.1:8000/1",
        "ftp://push.example.com/1",
        "javascript:alert(1)//",
        "https://push.example.com/" + "a" * 800,
        "https://push.example.com/\u00e4",
        "https://push.example.com/a b",
    ],
)
def test_addresses_within_our_own_network_and_odd_ones_are_refused(app: Flask, cast: Cast, endpoint: str):
    ana = Program(app, cast.ana)
    before = everything()
    refused(ana.post("/push/subscriptions", **a_subscription(endpoint)), 422)
    assert everything() == before


@pytest.mark.parametrize("keys", [{"auth": "A" * 22 + "!"}, {"p256dh": "B" * 87}, {"auth": "AAAA" * 9}])
def test_keys_that_are_none_are_refused(app: Flask, cast: Cast, keys: dict[str, str]):
    good = a_subscription()
    assert isinstance(good["keys"], dict)
    refused(Program(app, cast.ana).post("/push/subscriptions", **good | {"keys": good["keys"] | keys}), 422)
    assert devices() == []


def test_one_asked_for_arrives_at_any_hour_and_counts_as_none(app: Flask, cast: Cast, clock, phone: GivesPhone):
    ana, outsider = phone(cast.ana), phone(cast.outsider)
    clock.at = NOON.replace(hour=22)
    for _ in range(3):
        clock.forward(seconds=1)
        assert Browser(app, cast.ana).post("/reminders/test").status_code == 302
    assert send_due() == 3
    assert ana.kinds() == ["test"] * 3
    assert outsider.heard() == []
    assert db.session.scalars(select(Push.slot).distinct()).all() == [None]


def test_one_asked_for_without_a_phone_says_what_to_do(app: Flask, cast: Cast):
    browser = Browser(app, cast.ana)
    browser.post("/reminders/test")
    assert "Turn them on first" in browser.get("/reminders").text
