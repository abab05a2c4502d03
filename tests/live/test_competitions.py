"""Competitions that are watched: by those in them, and by a big screen that nobody signed in at."""

import urllib.error
import urllib.request
from datetime import timedelta

import pytest
import socketio
from flask import Flask

from tests.live.conftest import Opens
from tests.live.phones import Phone
from tests.live.server import Server
from tests.live.stage import Player, Stage
from webapp.competitions import actions, listeners, screens
from webapp.competitions.queries import locked
from webapp.core import clock
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.models import Person


class Screen(Phone):
    """A socket with a link's secret instead of a sign-in."""

    def __init__(self, address: str, secret: str) -> None:
        self.all = []
        self.client = socketio.Client(reconnection=False)
        self.client.on("*", lambda event, message: self.all.append((event, message)))
        self.client.connect(address, auth={"screen": secret}, transports=["websocket"], wait_timeout=10)


def contest(stage: Stage, *players: Player, **more: object) -> int:
    now, ada = clock.now(), db.session.get_one(Person, stage.ada.id)
    given = {
        "name": "Duel",
        "between": "people",
        "members": [player.id for player in players],
        "metric": "points",
        "starts_at": now - timedelta(hours=1),
        "ends_at": now + timedelta(hours=3),
        "time_zone": "Europe/Berlin",
    }
    with work():
        made = actions.draft(ada, {**given, **more}, now=now)
        actions.publish(made, ada, now=now)
        return made.id


def secret_link(stage: Stage, competition_id: int) -> str:
    with work():
        return screens.open_screen(locked(competition_id), stage.person(stage.ada), now=clock.now())


def scores(message: dict) -> dict[int, float]:  # type: ignore[type-arg]
    return {entry["id"]: entry["score"] for entry in message["entries"]}


def test_a_watched_competition_gives_its_state_and_moves_with_a_vote(stage: Stage, opens: Opens) -> None:
    answer = stage.reply(stage.ana, stage.ben)
    number = contest(stage, stage.ana, stage.ben)
    watching = opens(stage.ana)
    state = watching.watch(competition_id=number)
    assert (state["state"], scores(state)) == ("live", {stage.ana.id: 10, stage.ben.id: 0})
    assert opens(stage.ben).vote(answer, 2, 2)["ok"]
    moved = watching.hears("competition", lambda m: m.get("entries"), within=1.0)
    assert (moved["competition_id"], scores(moved)) == (number, {stage.ana.id: 23, stage.ben.id: 1})


def test_strangers_cannot_watch_and_hear_nothing(stage: Stage, opens: Opens) -> None:
    answer = stage.reply(stage.ana, stage.ben)
    number = contest(stage, stage.ana, stage.ben)
    stranger, watching = opens(stage.outsider), opens(stage.ben)
    for wish in (number, 2**31 - 1, -1, 0, "1", 1.5, None, True, [number]):
        refused = stranger.call("watch", {"competition_id": wish})
        assert (refused["ok"], refused["status"]) == (False, 404), wish
    watching.watch(competition_id=number)
    assert watching.vote(answer, 2, 2)["ok"]
    watching.hears("competition")
    stranger.hears_nothing()


def test_a_competition_of_others_is_silent(stage: Stage, opens: Opens) -> None:
    answer = stage.reply(stage.ana, stage.ben)
    number = contest(stage, stage.cleo, stage.dev)
    watching, ben = opens(stage.cleo), opens(stage.ben)
    watching.watch(competition_id=number)
    assert ben.vote(answer, 2, 2)["ok"]
    watching.hears_nothing()


def test_a_screen_hears_its_competition_and_nothing_else(stage: Stage, opens: Opens, server: Server) -> None:
    answer = stage.reply(stage.ana, stage.ben)
    number = contest(stage, stage.ana, stage.ben)
    screen = Screen(server.address, secret_link(stage, number))
    try:
        assert opens(stage.ben).vote(answer, 2, 2)["ok"]
        assert scores(screen.hears("competition", within=1.0)) == {stage.ana.id: 23, stage.ben.id: 1}
        for event, payload in (
            ("watch", {"competition_id": number}),
            ("watch", {"board": "people", "period": "week"}),
            ("vote", {"answer_id": answer, "fact": 0, "persuasion": 0}),
        ):
            refused = screen.call(event, payload)
            assert (refused["ok"], refused["status"]) == (False, 401)
        assert {event for event, _message in screen.all} == {"competition"}
    finally:
        screen.hang_up()


def test_an_invented_secret_is_refused(stage: Stage, server: Server) -> None:
    for secret in ("invented", "", "x" * 5000):
        with pytest.raises(socketio.exceptions.ConnectionError):
            Screen(server.address, secret)


def test_a_withdrawn_link_cuts_its_screen(
    app: Flask, stage: Stage, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = contest(stage, stage.ana, stage.ben)
    secret = secret_link(stage, number)
    screen = Screen(server.address, secret)
    monkeypatch.setitem(app.config, "NEWS", "table")
    with work():
        screens.withdraw(locked(number), stage.person(stage.ada), now=clock.now())
    assert screen.is_cut()
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{server.address}/screen/{secret}/state", timeout=5)


def test_those_in_it_hear_that_it_was_published(
    app: Flask, stage: Stage, opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, outsider = opens(stage.ana), opens(stage.outsider)
    monkeypatch.setitem(app.config, "NEWS", "table")
    number = contest(stage, stage.ana, stage.ben)
    assert ana.hears("competition") == {"competition_id": number, "name": "Duel", "news": "published"}
    outsider.hears_nothing()


def test_a_trial_run_is_told_to_nobody(app: Flask, stage: Stage, opens: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = opens(stage.ana)
    monkeypatch.setitem(app.config, "NEWS", "table")
    number = contest(stage, stage.ana, stage.ben, hidden=True)
    refused = ana.call("watch", {"competition_id": number})
    assert refused["status"] == 404
    ana.hears_nothing()


def test_who_watches_from_before_the_start_hears_of_those_who_were_added_since(
    app: Flask, stage: Stage, opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.now()
    number = contest(stage, stage.ana, stage.ben, starts_at=now + timedelta(hours=1))
    answer = stage.reply(stage.cleo, stage.dev)
    watching = opens(stage.ana)
    watching.watch(competition_id=number)
    monkeypatch.setitem(app.config, "NEWS", "table")
    with work():
        changed, players = locked(number), (stage.ana, stage.ben, stage.cleo)
        actions.change(changed, stage.person(stage.ada), {"members": [one.id for one in players]}, now=now)
        listeners.tell_changed(changed)
    assert stage.cleo.id in scores(watching.hears("competition", lambda m: m.get("entries")))
    watching.forget()
    assert opens(stage.dev).vote(answer, 2, 2)["ok"]
    assert stage.cleo.id in scores(watching.hears("competition", lambda m: m.get("entries")))
