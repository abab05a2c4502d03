"""Whose socket it is: nobody's is refused, a foreign page's is refused, and an ended sign-in is cut."""

import json
import urllib.request
from contextvars import Context

import pytest
import websocket
from flask import Flask
from socketio.exceptions import ConnectionError as Refused

from tests.live.conftest import Opens
from tests.live.server import Server
from tests.live.stage import Player, Stage
from webapp.core import clock
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.actions import deactivate, open_sign_in
from webapp.people.models import SignIn


def test_nobody_is_refused(opens: Opens) -> None:
    with pytest.raises(Refused):
        opens()


@pytest.mark.parametrize("token", ["", "x", "' OR 1=1", "ü" * 500, None, 7, {"a": 1}, ["x"]], ids=repr)
def test_a_bad_token_is_refused(stage: Stage, opens: Opens, token: object) -> None:
    with pytest.raises(Refused):
        opens(stage.ana._replace(token=token))


def test_an_expired_sign_in_is_refused(stage: Stage, opens: Opens) -> None:
    with work():
        db.session.query(SignIn).filter_by(person_id=stage.ana.id).update({"expires_at": clock.now()})
    with pytest.raises(Refused):
        opens(stage.ana)


def test_the_browsers_session_opens_a_socket(app: Flask, stage: Stage, opens: Opens) -> None:
    answer = stage.reply(stage.ana, stage.ben)
    assert opens(Cookie=cookie_of(app, stage, stage.ben)).vote(answer, 2, 2)["ok"]


def test_a_forged_session_is_refused(app: Flask, stage: Stage, opens: Opens) -> None:
    with pytest.raises(Refused):
        opens(Cookie=cookie_of(app, stage, stage.ben)[:-3] + "abc")


def test_a_page_of_another_origin_is_refused(app: Flask, stage: Stage, server: Server) -> None:
    """Also with a good cookie: a browser would send it along."""
    address = f"ws://127.0.0.1:{server.port}/socket.io/?EIO=4&transport=websocket"
    cookie = cookie_of(app, stage, stage.ana)
    with pytest.raises(websocket.WebSocketBadStatusException):
        websocket.create_connection(address, origin="https://evil.example", cookie=cookie, timeout=5)
    ours = websocket.create_connection(address, origin=server.address, cookie=cookie, timeout=5)
    assert ours.recv().startswith("0{")
    ours.close()


def test_signing_a_program_out_cuts_its_sockets(stage: Stage, opens: Opens, server: Server) -> None:
    phone, others = opens(stage.ana), opens(stage.ben)
    request = urllib.request.Request(f"{server.address}/api/v1/tokens", method="DELETE")
    request.add_header("Authorization", f"Bearer {stage.ana.token}")
    with urllib.request.urlopen(request, timeout=5) as answer:
        assert answer.status == 204
    phone.hears("signed_out")
    assert phone.is_cut()
    assert others.client.connected
    with pytest.raises(Refused):
        opens(stage.ana)


def test_signing_a_browser_out_cuts_its_sockets_and_no_others(
    app: Flask, stage: Stage, opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page is served by another process here, so the news also takes the outbox."""
    monkeypatch.setitem(app.config, "NEWS", "table")
    cookie = cookie_of(app, stage, stage.ana)
    browser, program = opens(Cookie=cookie), opens(stage.ana)
    client = app.test_client()
    client.set_cookie("session", cookie.removeprefix("session="))
    assert Context().run(client.post, "/sign-out").status_code == 302
    assert browser.is_cut()
    assert program.client.connected


def test_deactivation_cuts_every_socket_of_theirs(
    app: Flask, stage: Stage, opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "NEWS", "table")
    one, other, colleague = opens(stage.ana), opens(stage.ana), opens(stage.ben)
    with work():
        deactivate(stage.person(stage.ana), stage.person(stage.ada), now=clock.now())
    assert one.is_cut()
    assert other.is_cut()
    assert colleague.client.connected


def test_a_vote_on_a_socket_whose_sign_in_ended_is_refused_even_before_it_is_cut(stage: Stage, opens: Opens) -> None:
    """News is nowhere here, so only the question at every message stands between."""
    answer = stage.reply(stage.ana, stage.ben)
    ben = opens(stage.ben)
    with work():
        deactivate(stage.person(stage.ben), stage.person(stage.ada), now=clock.now())
    refused = ben.vote(answer, 2, 2)
    assert (refused["ok"], refused["status"]) == (False, 401)


def cookie_of(app: Flask, stage: Stage, player: Player) -> str:
    with work():
        _row, secret = open_sign_in(stage.person(player), "browser", now=clock.now())
    kept = {"sign_in": secret, "_user_id": str(player.id), "_fresh": True}
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return f"session={serializer.dumps(json.loads(json.dumps(kept)))}"
