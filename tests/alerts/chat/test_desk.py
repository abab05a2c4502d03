"""A team's chat is its manager's: set, tried and turned off, and its address shown to nobody."""

import pytest
from flask import Flask

from tests.alerts.chat.chat_server import SECRET, Channel
from tests.cast import Cast
from tests.doors import Browser, Program
from webapp.alerts.chat.models import TeamChat

SLACK = "https://hooks.slack.com/services/T000/B000/XXXXXXXX"


def test_a_manager_sets_it_says_hello_and_turns_it_off(app: Flask, channel: Channel, cast: Cast):
    mara, path = Browser(app, cast.mara), f"/desk/chat/{cast.reds.id}"
    assert mara.post(path, address=f" {channel.address} ").status_code == 302
    assert "Posts go to Slack" in mara.get(path).text
    mara.post(f"{path}/hello")
    assert "Said hello" in mara.get(path).text
    assert channel.texts == [
        "*Hello from Repartee*\nFrom now on, this channel hears about Reds on working mornings.\n"
        "<https://repartee.test/|Open Repartee>"
    ]
    mara.post(f"{path}/off")
    assert TeamChat.query.count() == 0
    mara.post(f"{path}/hello")
    assert len(channel.posted) == 1


@pytest.mark.parametrize(("status", "says"), [(404, "knows no such address"), (500, "could not be reached")])
def test_a_hello_that_does_not_arrive_says_why(app: Flask, on: Channel, cast: Cast, status: int, says: str):
    on.status = status
    mara, path = Browser(app, cast.mara), f"/desk/chat/{cast.reds.id}"
    mara.post(f"{path}/hello")
    assert says in mara.get(path).text


def test_the_address_is_shown_nowhere_again(app: Flask, on: Channel, cast: Cast):
    ada = Browser(app, cast.ada)
    for path in (f"/desk/chat/{cast.reds.id}", f"/desk/people/teams/{cast.reds.id}"):
        assert SECRET not in ada.get(path).text
    assert SECRET not in Program(app, cast.ada).get(f"/teams/{cast.reds.id}/chat").text
    assert SECRET not in Program(app, cast.ada).get("/people/export").text


@pytest.mark.parametrize("address", ["", "https://evil.test/x", "http://127.0.0.1:1/x", "hooks.slack.com/x"])
def test_an_address_elsewhere_is_refused_and_changes_nothing(app: Flask, on: Channel, cast: Cast, address: str):
    refused = Browser(app, cast.mara).post(f"/desk/chat/{cast.reds.id}", address=address)
    assert refused.status_code == 422
    assert "Nothing was changed" in refused.text
    assert TeamChat.query.one().address == on.address


def test_it_is_nobodys_but_the_teams_managers_and_an_admins(app: Flask, on: Channel, cast: Cast):
    path = f"/desk/chat/{cast.greens.id}"
    for way in (path, f"{path}/hello", f"{path}/off"):
        assert Browser(app, cast.mara).post(way, address=SLACK).status_code == 404
    for person in (cast.ana, cast.kofi):
        for way in ("", "/hello", "/off"):
            assert Browser(app, person).post(f"/desk/chat/{cast.reds.id}{way}", address=SLACK).status_code == 403
        assert Program(app, person).put(f"/teams/{cast.reds.id}/chat", address=SLACK).status_code == 404
        assert Program(app, person).delete(f"/teams/{cast.reds.id}/chat").status_code == 404
    assert "/sign-in" in Browser(app).post(f"/desk/chat/{cast.reds.id}", address=SLACK).headers["Location"]
    assert [chat.address for chat in TeamChat.query] == [on.address]
    assert on.posted == []
    assert Browser(app, cast.ada).post(path, address=SLACK).status_code == 302


def test_the_teams_page_leads_there(app: Flask, cast: Cast):
    page = Browser(app, cast.mara).get(f"/desk/people/teams/{cast.reds.id}").text
    assert f'href="/desk/chat/{cast.reds.id}"' in page


def test_a_program_sets_it_and_turns_it_off(app: Flask, cast: Cast):
    mara, path = Program(app, cast.mara), f"/teams/{cast.reds.id}/chat"
    assert mara.get(path).json == {"on": False, "kind": None, "set_at": None, "ended_at": None}
    assert mara.put(path, address=SLACK).json["kind"] == "slack"
    assert mara.put(path, address="https://evil.test/x").status_code == 422
    assert mara.get(path).json["on"] is True
    assert mara.delete(path).status_code == 204
    assert mara.get(path).json["on"] is False
